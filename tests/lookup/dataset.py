"""A small dataset of every kind of resource that a description knows: entity, fact, passage, term."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse

from kg.store.publish import sorted_nquads
from kg.vocab import BASE, PREFIXES

KINDS = ("division", "honor", "fact", "passage", "paragraph", "article", "period", "agency")
_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_HEAD += "".join(f"PREFIX {kind}: <{BASE}id/{kind}/>\n" for kind in KINDS)
_HEAD += f"PREFIX graph: <{BASE}graph/>\n"
TEXT = """
graph:ontology {
  cdo:County a owl:Class ; rdfs:label "county"@en .
  cdo:Conferral a owl:Class ; rdfs:label "conferral"@en .
  cdo:Honor rdfs:label "honor"@en .
  cdo:Passage rdfs:label "passage"@en ; skos:definition "Characters of a paragraph."@en .
  cdo:verb-named rdfs:label "named"@en .
}
graph:divisions {
  division:850000 a cdo:Province ; rdfs:label "甲省"@zh .
  division:850102 a cdo:County ; rdfs:label "丙区"@zh , "Bing"@en ; cdo:divisionCode "850102" ;
    cdo:within division:850000 .
  division:850181 a cdo:County ; rdfs:label "丙市"@zh ; owl:deprecated true ;
    dcterms:isReplacedBy division:850102 .
}
graph:entities {
  honor:model a cdo:Honor ; rdfs:label "Model > County"@en ; skos:altLabel "a \\"<x>\\" \\t\\u0001"@en .
  honor:old a cdo:Honor ; rdfs:label "Old"@en ; owl:deprecated true ; dcterms:isReplacedBy honor:model .
  honor:mistaken a cdo:Honor ; rdfs:label "Mistaken"@en ; owl:deprecated true .
  honor:a.ttl a cdo:Honor ; rdfs:label "Odd"@en .
  agency:office a cdo:Agency ; rdfs:label "Office"@en ; cdo:jurisdiction division:850102 .
  period:2023 a cdo:Period ; rdfs:label "2023"@en ; cdo:beginDate "2023-01-01"^^xsd:date .
}
graph:article\\/t1 {
  article:t1 a cdo:Article ; dcterms:identifier "t1" ; schema:headline "标题"@zh .
  paragraph:t1-3 a cdo:Paragraph ; cdo:number 3 ; cdo:inArticle article:t1 .
  passage:t1-3-0-9 a cdo:Passage ; oa:start 0 ; oa:end 9 ; cdo:inParagraph paragraph:t1-3 .
  passage:t1-3-9-12 a cdo:Passage ; oa:start 9 ; oa:end 12 ; cdo:inParagraph paragraph:t1-3 .
  fact:t1-001 a cdo:Conferral ; cdo:recipient division:850102 ; cdo:honor honor:model ;
    cdo:period period:2023 ; cdo:verb cdo:verb-named ; cdo:evidence passage:t1-3-0-9 .
  fact:t1-002 a cdo:Conferral ; cdo:recipient division:850102 ; cdo:honor honor:model ;
    cdo:verbText "as > <printed> ." ; cdo:evidence passage:t1-3-9-12 , passage:t1-3-0-9 .
  fact:t1-010 a cdo:Claim ; cdo:about division:850102 ; cdo:evidence passage:t1-3-9-12 .
  fact:t1-003 owl:deprecated true .
}
graph:inferred {
  division:850102 cdo:hasHonor honor:model ; a cdo:AdministrativeDivision .
  fact:t1-001 cdo:statedIn article:t1 .
}
"""


def nquads(trig: str = TEXT) -> bytes:
    """The dataset as sorted N-Quads."""
    return sorted_nquads(parse(_HEAD + trig, format=RdfFormat.TRIG))


def without(label: str) -> bytes:
    """The dataset without the lines that hold these words."""
    lines = [line for line in nquads().splitlines(keepends=True) if label.encode() not in line]
    return b"".join(lines)


def iri(name: str) -> str:
    """The IRI of an entity by kind and key, such as `honor/model`."""
    return f"{BASE}id/{name}"
