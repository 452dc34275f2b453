"""No dead terms: data use every class and every property of the ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rdflib.term import Node

CDO = Namespace("https://w3id.org/county-kg/ontology#")
AWAITING: Mapping[URIRef, str] = {
    CDO.newspaper: "none of the articles so far tells the paper that it stood in",
}
"""Term that no data use yet → what it waits for. A listed term that data use is an error."""
BY_RULE = {CDO.baseValue, CDO.baseUnit}
"""Inferred, and by no axiom."""


def upwards(ontology: Graph, terms: Iterable[Node], relation: URIRef) -> set[Node]:
    """Return the terms and all terms above them."""
    above = (ontology.transitive_objects(term, relation) for term in terms)
    return {term for chain in above for term in chain if term is not None}


def unused(ontology: Graph, data: Graph) -> set[URIRef]:
    """Return our terms that neither data nor ontology use, themselves or by a narrower term.

    What is only inferred has to follow from something instead: see the test below.
    """
    both = ontology + data
    classes = upwards(ontology, set(both.objects(None, RDF.type)), RDFS.subClassOf)
    properties = upwards(ontology, set(both.predicates()), RDFS.subPropertyOf)
    inferred = set(ontology.subjects(CDO.inferred, Literal(lexical_or_value=True)))
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    own = {t for kind in kinds for t in ontology.subjects(RDF.type, kind) if isinstance(t, URIRef)}
    return {t for t in own if t in CDO} - classes - properties - inferred


def test_data_use_every_term(ontology: Graph, data_triples: Path) -> None:
    assert unused(ontology, Graph().parse(data_triples)) == set(AWAITING)


def test_sample_uses_every_term(ontology: Graph, sample: Graph) -> None:
    assert unused(ontology, sample) == set()


def test_term_without_data_is_seen(ontology: Graph, sample: Graph) -> None:
    bare = sample + Graph()
    bare.remove((None, CDO.streak, None))
    bare.remove((None, RDF.type, CDO.Mechanism))
    assert unused(ontology, bare) == {CDO.streak, CDO.Mechanism}


def test_what_is_inferred_follows_from_something(ontology: Graph) -> None:
    follows = (
        set(ontology.subjects(OWL.propertyChainAxiom))
        | set(ontology.subjects(OWL.equivalentClass))
        | set(ontology.objects(None, RDFS.subPropertyOf))
        | BY_RULE
    )
    assert set(ontology.subjects(CDO.inferred)) <= follows
