"""Each term of the ontology can be read by people of both languages, and each code can be told.

The shapes of shapes/ontology ask for much of this too, term by term, wherever the ontology is
loaded; here stands what needs a look at all terms at once.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

IRI = URIRef("https://w3id.org/county-kg/ontology")
CDO = Namespace(f"{IRI}#")
KINDS = {
    "class": (OWL.Class,),
    "property": (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty),
    "scheme": (SKOS.ConceptScheme,),
    "code": (CDO.Code,),
}
FIXED = [
    "Conferral", "Goal", "Passage", "about", "baseValue", "bound", "evidence", "hasHonor", "honor",
    "inArticle", "inParagraph", "indicator", "number", "period", "periodInferred", "periodText",
    "recipient", "responsible", "streak", "unit", "value", "valueText",
]  # fmt: skip
INFERRED = [
    "Event", "baseUnit", "baseValue", "concerns", "hasHonor", "locatedIn", "partOf", "printed", "responsible",
    "statedIn", "worksFor",
]  # fmt: skip


def own(ontology: Graph, kind: str) -> list[URIRef]:
    """Return our own terms of a kind."""
    found = chain.from_iterable(ontology.subjects(RDF.type, each) for each in KINDS[kind])
    return sorted({term for term in found if isinstance(term, URIRef) and term in CDO})


def texts(ontology: Graph, term: URIRef, predicate: URIRef) -> Counter[str | None]:
    """Return how many texts the term has in each language; None where none is told."""
    values = ontology.objects(term, predicate)
    return Counter(value.language for value in values if isinstance(value, Literal))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition])
def test_term_has_one_text_in_each_language(kind: str, predicate: URIRef, ontology: Graph) -> None:
    terms = own(ontology, kind)
    wrong = [t for t in terms if texts(ontology, t, predicate) != Counter(["zh", "en"])]
    assert terms
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_label_stands_for_two_terms_of_a_kind(kind: str, ontology: Graph) -> None:
    labels = Counter(
        label for term in own(ontology, kind) for label in ontology.objects(term, RDFS.label)
    )
    assert [label for label, count in labels.items() if count > 1] == []


def test_every_term_of_the_namespace_is_defined_by_the_ontology(ontology: Graph) -> None:
    used = {iri for triple in ontology for iri in triple if isinstance(iri, URIRef) and iri in CDO}
    assert used == set(ontology.subjects(RDFS.isDefinedBy, IRI))
    assert used == set(chain.from_iterable(own(ontology, kind) for kind in KINDS))


def test_every_code_is_in_one_scheme_and_no_scheme_is_empty(ontology: Graph) -> None:
    schemes = Counter(
        scheme for code in own(ontology, "code") for scheme in ontology.objects(code, SKOS.inScheme)
    )
    assert schemes.total() == len(own(ontology, "code"))
    assert set(schemes) == set(own(ontology, "scheme"))


def test_codes_of_a_scheme_are_all_different(ontology: Graph) -> None:
    told_apart = Counter(
        frozenset(Collection(ontology, members))
        for members in ontology.objects(None, OWL.distinctMembers)
    )
    schemes = Counter(
        frozenset(ontology.subjects(SKOS.inScheme, scheme)) for scheme in own(ontology, "scheme")
    )
    assert told_apart == schemes


def test_every_scheme_is_the_code_list_of_one_property(ontology: Graph) -> None:
    lists = Counter(ontology.objects(None, CDO.codeList))
    assert lists == Counter(own(ontology, "scheme"))


@pytest.mark.parametrize("name", FIXED)
def test_name_that_others_rely_on_is_there(name: str, ontology: Graph) -> None:
    assert (CDO[name], RDFS.isDefinedBy, IRI) in ontology


def test_what_is_only_inferred_says_so(ontology: Graph) -> None:
    marked = set(ontology.subjects(CDO.inferred, Literal(lexical_or_value=True)))
    assert marked == {CDO[name] for name in INFERRED}


def test_one_header_speaks_for_the_three_files(ontology: Graph) -> None:
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [IRI]
    assert not list(ontology.objects(None, OWL.imports))
