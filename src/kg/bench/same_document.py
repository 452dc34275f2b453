"""What the service's document holds, as one query: what a peer must be asked for the same.

A DESCRIBE gives only what the entity itself says. The service's document also has the facts that
point at it, their evidence, and the names of all neighbours (`kg.lookup.description`).
"""

from __future__ import annotations

from kg.vocab import BASE, PREFIXES

_NAMES = "rdfs:label cdo:describedAs"
_BRIEF = f"""rdf:type {_NAMES} cdo:beginDate cdo:endDate cdo:divisionCode dcterms:identifier
    owl:deprecated qudt:symbol schema:headline"""
_USED = ("cdo", "rdf", "rdfs", "owl", "dcterms", "qudt", "schema")
PLACE = "{{iri}}"
"""What stands in the query for the IRI, as Trifid's settings have it."""

QUERY = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _USED) + (
    f"""CONSTRUCT {{ ?s ?p ?o }} {{
  {{ SELECT DISTINCT ?whole {{
    {{ BIND(<{PLACE}> AS ?whole) }}
    UNION {{ ?whole ?role <{PLACE}> }}
    UNION {{ ?fact ?role <{PLACE}> . ?fact cdo:evidence ?whole }}
    UNION {{ ?fact ?role <{PLACE}> . ?fact cdo:evidence ?passage . ?passage cdo:inParagraph ?whole }}
  }} }}
  {{ ?whole ?p ?o BIND(?whole AS ?s) }}
  UNION {{
    {{ SELECT DISTINCT ?whole ?s {{ ?whole ?link ?s FILTER(isIRI(?s)) }} }}
    VALUES ?p {{ {_NAMES} }}
    ?s ?p ?o
  }}
}}
"""
)
