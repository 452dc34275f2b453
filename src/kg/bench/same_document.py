"""What the service's document holds, as one query: what a peer must be asked for the same.

A DESCRIBE gives only what the entity itself says. The service's document also has the facts that
point at it, their evidence, and the names of all neighbours (`kg.lookup.description`). The query
is written so that Oxigraph starts at the entity in each of its parts.
"""

from __future__ import annotations

from kg.vocab import BASE, PREFIXES

PLACE = "{{iri}}"
"""What stands in the query for the IRI, as Trifid's settings have it."""
_USED = ("cdo", "rdf", "rdfs", "owl", "dcterms", "qudt", "schema")
_BRIEF = """rdfs:label, cdo:describedAs, rdf:type, cdo:beginDate, cdo:endDate, cdo:divisionCode,
    dcterms:identifier, owl:deprecated, qudt:symbol, schema:headline"""
_ENTITY = f"<{PLACE}>"
_WAYS = (
    ("", _ENTITY),
    (f"?fact ?role {_ENTITY} .", "?fact"),
    (f"?fact ?role {_ENTITY} . ?fact cdo:evidence ?passage .", "?passage"),
    (
        f"?fact ?role {_ENTITY} . ?fact cdo:evidence ?passage . ?passage cdo:inParagraph ?lines .",
        "?lines",
    ),
)
"""The ways from the entity to what the document holds wholly: itself, facts, passages, paragraphs."""
_OWN = "\n  UNION ".join(f"{{ {way} {end} ?p ?o BIND({end} AS ?s) }}" for way, end in _WAYS)
_NEIGHBOURS = "\n  UNION ".join(
    f"""{{ {way} {end} ?link ?s . ?s ?p ?o FILTER(?p IN ({_BRIEF}))
    FILTER(?p != rdf:type || STRSTARTS(STR(?s), "{BASE}id/")) }}"""
    for way, end in _WAYS
)
_KINDS = "\n  UNION ".join(
    f"""{{ {way} {end} ?link ?next . ?next rdf:type ?s . ?s rdfs:label ?o
    BIND(rdfs:label AS ?p) FILTER(STRSTARTS(STR(?next), "{BASE}id/")) }}"""
    for way, end in _WAYS
)

QUERY = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _USED) + (
    f"""CONSTRUCT {{ ?s ?p ?o }} {{
  {_OWN}
  UNION {_NEIGHBOURS}
  UNION {_KINDS}
}}
"""
)
