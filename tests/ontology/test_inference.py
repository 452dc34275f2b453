"""What follows from a few facts by the axioms alone, computed by owlrl (OWL 2 RL)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import owlrl
import pytest
from owlrl.Namespaces import ERRNS
from rdflib import RDF, RDFS, SKOS, Graph, Namespace

if TYPE_CHECKING:
    from rdflib import URIRef
    from rdflib.term import Node

CDO = Namespace("https://w3id.org/county-kg/ontology#")
E = Namespace("https://example.org/entity/")
F = Namespace("https://example.org/fact/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
ANNOTATIONS = (RDFS.label, RDFS.isDefinedBy, SKOS.definition, SKOS.scopeNote)


@pytest.fixture(scope="module")
def closure(ontology: Graph, sample: Graph) -> Graph:
    """Return the OWL 2 RL closure of ontology and sample; what only names things is left out."""
    graph = Graph()
    for triple in ontology + sample:
        if triple[1] not in ANNOTATIONS:
            graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@pytest.mark.parametrize(
    ("subject", "predicate", "expected"),
    [
        (F.conferral, CDO.statedIn, {E.article}),
        (E.county, CDO.hasHonor, {E.honor}),
        (E.firm, CDO.hasHonor, {E["narrow-honor"]}),
        (E.document, CDO.responsible, {E.bureau}),
        (E.platform, CDO.responsible, {E.county, E.college, E.association}),
        (E.person, CDO.worksFor, {E.bureau}),
        (E.firm, CDO.locatedIn, {E.county, E.city, E.province}),
        (E.county, CDO.within, {E.city, E.province}),
        (E.county, CDO.locatedIn, {E.city, E.province}),
        (E.county, GEO.sfWithin, {E.city, E.province}),
        (E.office, CDO.partOf, {E.bureau}),
        (F.conferral, CDO.about, {E.county}),
        (F.issue, CDO.about, {E.bureau}),
        (F.unit, CDO.about, {E.bureau}),
        (F.engagement, CDO.about, {E.person}),
        (F.conferral, CDO.concerns, {E.county, E.honor, E.government, E.program}),
        (F.amount, CDO.concerns, {E.county, E.gdp, E.person}),
    ],
)
def test_shortcut_follows(
    closure: Graph, subject: URIRef, predicate: URIRef, expected: set[Node]
) -> None:
    assert set(closure.objects(subject, predicate)) == expected


def test_event_is_an_activity_that_is_done(closure: Graph) -> None:
    assert set(closure.subjects(RDF.type, CDO.Event)) == {F.opening, F.issue}


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        pytest.param(E.mechanism, CDO.responsible, id="a goal makes nobody responsible"),
        pytest.param(E.airport, CDO.responsible, id="what was there before was set up by nobody"),
        pytest.param(E.bay, CDO.locatedIn, id="lying beside is not lying in"),
    ],
)
def test_nothing_is_overstated(closure: Graph, subject: URIRef, predicate: URIRef) -> None:
    assert not list(closure.objects(subject, predicate))


def test_being_part_is_not_passed_on(closure: Graph) -> None:
    assert (E.ledger, CDO.partOf, E.office) in closure
    assert (E.ledger, CDO.partOf, E.bureau) not in closure


def test_no_error_is_derived(closure: Graph) -> None:
    assert not list(closure.objects(None, ERRNS.error))
