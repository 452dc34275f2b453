"""The vocabularies of the graph and the IRIs that County KG mints (DESIGN: IRIs and graphs).

Terms are `pyoxigraph.NamedNode`s: the graph is made for Oxigraph, and rdflib reads N-Triples.
"""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

BASE = "https://w3id.org/county-kg/"
PREFIXES = {
    "cdo": f"{BASE}ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "qudt": "http://qudt.org/schema/qudt/",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "void": "http://rdfs.org/ns/void#",
    "sh": "http://www.w3.org/ns/shacl#",
    "as": "https://www.w3.org/ns/activitystreams#",
    "ldes": "https://w3id.org/ldes#",
    "tree": "https://w3id.org/tree#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}


@cache
def term(curie: str) -> NamedNode:
    """Return the term of a prefixed name.

    >>> term("cdo:Conferral").value
    'https://w3id.org/county-kg/ontology#Conferral'
    """
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


RDF_TYPE = term("rdf:type")


def entity(kind: str, key: str) -> NamedNode:
    """Return the IRI of an entity: `{base}id/<kind>/<key>`.

    >>> entity("division", "371002").value
    'https://w3id.org/county-kg/id/division/371002'
    """
    return NamedNode(f"{BASE}id/{kind}/{key}")


def graph(name: str) -> NamedNode:
    """Return the IRI of a named graph, such as `article/a1` or `divisions`."""
    return NamedNode(f"{BASE}graph/{name}")
