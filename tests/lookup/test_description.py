"""A description: everything that a reader needs, each thing once, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.lookup.description import about, describe, document, neighbours_of, pages_of
from kg.vocab import BASE, RDF_TYPE, term
from lookup.dataset import iri

if TYPE_CHECKING:
    from kg.lookup.index import Index, Resource

NAMES = {term(name) for name in ("rdfs:label", "cdo:describedAs", "schema:headline")}
UNNAMED = ("fact/", "passage/", "paragraph/")


def found(index: Index, name: str) -> Resource:
    resource = index.find(iri(name))
    assert resource is not None
    return resource


def said(triples: tuple[Triple, ...], subject: str) -> set[tuple[str, str]]:
    return {
        (triple.predicate.value.rpartition("#")[2].rpartition("/")[2], triple.object.value)
        for triple in triples
        if triple.subject == NamedNode(subject)
        if not isinstance(triple.object, Triple)
    }


def test_an_entity_comes_with_its_facts_and_their_evidence(index: Index) -> None:
    triples = describe(index, found(index, "division/850102")).triples
    assert ("verbText", "as > <printed> .") in said(triples, iri("fact/t1-002"))
    assert ("end", "12") in said(triples, iri("passage/t1-3-9-12"))
    assert ("number", "3") in said(triples, iri("paragraph/t1-3"))
    assert ("hasHonor", iri("honor/model")) in said(triples, iri("division/850102"))


def test_what_points_at_it_and_is_no_fact_is_told_by_name_and_link(index: Index) -> None:
    triples = describe(index, found(index, "division/850000")).triples
    assert said(triples, iri("division/850102")) == {
        *(("label", "丙区"), ("label", "Bing"), ("divisionCode", "850102")),
        *(("type", term("cdo:County").value), ("within", iri("division/850000"))),
    }


def test_facts_come_first_by_class_and_number(index: Index) -> None:
    subjects = describe(index, found(index, "division/850102")).subjects
    assert subjects == tuple(
        iri(name)
        for name in (
            "fact/t1-010",
            "fact/t1-001",
            "fact/t1-002",
            "agency/office",
            "division/850181",
        )
    )


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_the_pages_hold_each_subject_once_in_order(index: Index, size: int) -> None:
    resource = found(index, "division/850102")
    pages = [
        describe(index, resource, page, size=size)
        for page in range(1, pages_of(resource, size) + 1)
    ]
    subjects = [subject for page in pages for subject in page.subjects]
    assert subjects == list(describe(index, resource, size=100).subjects)
    assert len(set(subjects)) == resource.inbound == 5
    assert [page.page for page in pages] == list(range(1, pages[0].pages + 1))


def test_the_resource_stands_first_and_nothing_twice(index: Index) -> None:
    description = describe(index, found(index, "division/850102"))
    lines = description.text.splitlines()
    assert len(lines) == len(set(lines))
    own = [line.startswith(f"<{description.iri}>".encode()) for line in lines]
    assert own == sorted(own, reverse=True)


@pytest.mark.parametrize("size", [1, 2, 25])
@pytest.mark.parametrize(
    "name", ["division/850102", "division/850000", "article/t1", "honor/model"]
)
def test_turtle_says_the_same_in_the_same_order(index: Index, name: str, size: int) -> None:
    resource = found(index, name)
    for page in range(1, pages_of(resource, size) + 1):
        description = describe(index, resource, page, size=size)
        written = description.turtle()
        triples = [quad.triple for quad in parse(written, format=RdfFormat.TURTLE)]
        assert triples == [*about(description), *description.triples]
        assert written == describe(index, resource, page, size=size).turtle()


def test_a_literal_that_looks_like_a_link_is_none(index: Index) -> None:
    triples = describe(index, found(index, "honor/model")).triples
    assert Literal('a "<x>" \t\x01', language="en") in {triple.object for triple in triples}


@pytest.mark.parametrize(
    "name", ["division/371002", "division/370000", "article/a1", "fact/a1-001", "period/2023"]
)
def test_every_neighbour_has_its_kind_and_name_in_the_document(real: Index, name: str) -> None:
    resource = found(real, name)
    for page in range(1, pages_of(resource) + 1):
        triples = describe(real, resource, page).triples
        named = {triple.subject for triple in triples if triple.predicate in NAMES}
        typed = {triple.subject for triple in triples if triple.predicate == RDF_TYPE}
        ends = {triple.object for triple in triples if isinstance(triple.object, NamedNode)}
        ours = {end for end in ends if end.value.startswith((f"{BASE}id/", f"{BASE}ontology#"))}
        entities = {end for end in ours if end.value.startswith(f"{BASE}id/")}
        assert entities <= typed
        assert {
            end for end in ours - named if not end.value.startswith(tuple(map(iri, UNNAMED)))
        } == set()


def test_the_document_says_of_what_and_when_it_is(index: Index) -> None:
    description = describe(index, found(index, "division/850102"), 2, size=2)
    told = said(tuple(about(description)), document(description.iri))
    assert ("primaryTopic", description.iri) in told
    assert ("modified", "2026-11-01T00:00:00Z") in told
    view = said(tuple(about(description)), f"{document(description.iri)}?page=2")
    assert {(name, end[-1]) for name, end in view if "page=" in end} == {
        *(("first", "1"), ("previous", "1"), ("next", "3"), ("last", "3"))
    }


def test_a_single_page_is_no_view(index: Index) -> None:
    told = tuple(about(describe(index, found(index, "honor/model"))))
    assert all("page=" not in str(triple) for triple in told)
    assert neighbours_of(1, 1) == {"first": 1, "last": 1}
