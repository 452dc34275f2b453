"""What VoID says of the dataset is true of it, the statements that say so included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from kg.mapping.counts import THE_DATASET, URI_SPACE, add_counts
from kg.mapping.dataset import DATASET
from kg.vocab import BASE, PREFIXES, graph, term

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.build import Candidate

SMALL = """
@prefix : <https://w3id.org/county-kg/id/> .
@prefix cdo: <https://w3id.org/county-kg/ontology#> .
@prefix ex: <http://example.org/%E7%94%B2/> .
:a/one a cdo:Honor ; ex:p 1 , "1" , :a/two ; <http://example.org/odd/!> 3 .
:a/two a cdo:Honor .
""".replace(":a/one", "<https://w3id.org/county-kg/id/a/one>").replace(
    ":a/two", "<https://w3id.org/county-kg/id/a/two>"
)
DISTINCT = {
    "void:triples": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }",
    "void:classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { GRAPH ?g { ?s a ?c } }",
    "void:properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "void:distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "void:distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "void:entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s ?p ?o } "
    f"FILTER STRSTARTS(STR(?s), '{URI_SPACE}') }}",
}
EACH = {
    (
        "void:classPartition",
        "void:class",
        "void:entities",
    ): "SELECT ?key (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?key } } GROUP BY ?key",
    ("void:propertyPartition", "void:property", "void:triples"): "SELECT ?key (COUNT(*) AS ?n) "
    "{ SELECT DISTINCT ?s ?key ?o { GRAPH ?g { ?s ?key ?o } } } GROUP BY ?key",
}


def small(*more: int) -> Store:
    store = Store()
    for quad in parse(SMALL, format=RdfFormat.TURTLE):
        store.add(Quad(quad.subject, quad.predicate, quad.object, graph("article/t1")))
    for number in more:
        node = NamedNode(f"{BASE}id/number/{number}")
        store.add(Quad(node, term("cdo:value"), Literal(number), graph("entities")))
    return store


def table(store: Store, query: str) -> dict[str, int]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return {row["key"].value: int(row["n"].value) for row in found}


def counted(store: Store, query: str) -> int:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    (row,) = found
    return int(row["n"].value)


def said(store: Store, subject: NamedNode, curie: str) -> list[str]:
    return [
        quad.object.value for quad in store.quads_for_pattern(subject, term(curie), None, DATASET)
    ]


def everything_is_true(store: Store, *left_out: str) -> None:
    for curie, query in DISTINCT.items():
        expected = [] if curie in left_out else [str(counted(store, query))]
        assert said(store, THE_DATASET, curie) == expected, curie
    for (link, key, number), query in EACH.items():
        partitions = [NamedNode(iri) for iri in said(store, THE_DATASET, link)]
        found = {
            said(store, node, key)[0]: int(said(store, node, number)[0]) for node in partitions
        }
        assert found == table(store, query)
        assert len(partitions) == len(found)
    sizes = "SELECT ?key (COUNT(*) AS ?n) { GRAPH ?key { ?s ?p ?o } } GROUP BY ?key"
    subsets = said(store, THE_DATASET, "void:subset")
    assert {iri: int(said(store, NamedNode(iri), "void:triples")[0]) for iri in subsets} == table(
        store, sizes
    )


def test_a_small_dataset_is_counted_with_its_counts() -> None:
    store = small()
    add_counts(store)
    everything_is_true(store)


def test_the_projects_own_data_is_counted_truly(candidate: Candidate) -> None:
    everything_is_true(candidate.store)


def test_the_number_of_objects_counts_itself_or_is_left_out() -> None:
    """It is an object too, unless the data has that number already.

    With n + 1 among n objects, and not n, either answer would make itself wrong: then there is
    none, and the rest stays true.
    """
    plain = small()
    add_counts(plain)
    (usual,) = said(plain, THE_DATASET, "void:distinctObjects")
    told = set()
    for number in range(int(usual) - 3, int(usual) + 6):
        store = small(number)
        add_counts(store)
        found = said(store, THE_DATASET, "void:distinctObjects")
        told.add((bool(found), found == [str(number)]))
        left_out = () if found else ("void:distinctObjects",)
        everything_is_true(store, *left_out)
    assert told == {(True, False), (True, True), (False, False)}


def test_the_vocabularies_are_the_namespaces_in_use() -> None:
    store = small()
    add_counts(store)
    assert set(said(store, THE_DATASET, "void:vocabulary")) == {
        f"{BASE}ontology",
        "http://example.org/%E7%94%B2/",
        "http://example.org/odd/",
        PREFIXES["rdf"],
        PREFIXES["void"],
    }


@pytest.mark.parametrize("of", [small, lambda: small(1, 2, 3)])
def test_counting_is_the_same_each_time(of: Callable[[], Store]) -> None:
    one, other = of(), of()
    add_counts(one)
    add_counts(other)
    assert set(one) == set(other)
