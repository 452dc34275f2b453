"""Every term of another vocabulary that is used exists there: a draft had invented one.

rdflib ships many vocabularies as closed lists. The rest are listed here, each with the document
in which it was looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import (
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    QB,
    RDF,
    RDFS,
    SDO,
    SKOS,
    TIME,
    VANN,
    XSD,
    Graph,
    URIRef,
)
from rdflib.namespace import GEO

if TYPE_CHECKING:
    from pathlib import Path

CLOSED = (
    DCTERMS, FOAF, GEO, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SKOS, TIME, VANN, XSD,
)  # fmt: skip
LISTED = {
    # Web Annotation Vocabulary, W3C Recommendation 23 February 2017
    # https://www.w3.org/TR/annotation-vocab/
    "http://www.w3.org/ns/oa#": {
        "Selector",
        "TextPositionSelector",
        "TextQuoteSelector",
        "end",
        "exact",
        "start",
    },
    # QUDT schema 2.1
    # https://github.com/qudt/qudt-public-repo, schema/SCHEMA_QUDT-v2.1.ttl
    "http://qudt.org/schema/qudt/": {"Unit", "conversionMultiplier", "scalingOf", "symbol"},
    # Core Public Organisation Vocabulary 2.1.1
    # https://github.com/SEMICeu/CPOV, releases/2.1.1/voc/core-public-organisation.ttl
    "http://data.europa.eu/m8g/": {"PublicOrganisation"},
    # European Legislation Identifier ontology
    # https://op.europa.eu/en/web/eu-vocabularies/model/-/resource/dataset/eli
    "http://data.europa.eu/eli/ontology#": {"LegalResource"},
    # Bibliographic Ontology 1.3, https://www.dublincore.org/specifications/bibo/bibo/
    "http://purl.org/ontology/bibo/": {"status", "status/draft"},
}
OWN = ("https://w3id.org/county-kg/", "https://example.org/")
NO_TERM = {"https://creativecommons.org/licenses/by/4.0/"}


def exists(term: str) -> bool:
    """Tell whether the vocabulary that the term's IRI names has such a term."""
    for vocabulary in CLOSED:
        if term.startswith(str(vocabulary)):
            return term in vocabulary
    return any(term.removeprefix(namespace) in terms for namespace, terms in LISTED.items())


def foreign(graph: Graph) -> set[str]:
    iris = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    return {iri for iri in iris - NO_TERM if not iri.startswith(OWN)}


def test_terms_used_by_the_ontology_exist(ontology: Graph) -> None:
    assert {term for term in foreign(ontology) if not exists(term)} == set()


def test_terms_used_by_the_data_exist(data_triples: Path) -> None:
    data = Graph().parse(data_triples)
    terms = set(data.predicates()) | set(data.objects(None, RDF.type))
    used = {str(term) for term in terms if not str(term).startswith(OWN)}
    assert {term for term in used if not exists(term)} == set()


def test_list_holds_only_what_is_used(ontology: Graph) -> None:
    listed = {namespace + name for namespace, terms in LISTED.items() for name in terms}
    assert listed - foreign(ontology) == set()


@pytest.mark.parametrize(
    "invented",
    [
        "http://data.europa.eu/m8g/spatial",
        "https://schema.org/noSuch",
        "http://schema.org/Place",
        "http://qudt.org/schema/qudt/multiplier",
        "http://www.w3.org/ns/org#Organisation",
        "http://www.w3.org/ns/prov#derivedFrom",
        "http://www.w3.org/ns/oa#",
        "http://www.w3.org/2004/02/skos/core#label",
        "http://www.w3.org/2006/time#begin",
        "http://www.opengis.net/ont/geosparql#within",
        "http://purl.org/dc/terms/replacedBy",
        "https://example.com/vocabulary#anything",
    ],
)
def test_invented_term_is_refused(invented: str) -> None:
    assert not exists(invented)
