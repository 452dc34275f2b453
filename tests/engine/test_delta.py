"""What a change came to, and that making it elsewhere gives the same."""

import os

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.delta import Dataset, Delta, State

names = st.sampled_from([ox.NamedNode(f"http://ex.org/{name}") for name in "abc"])
blanks = st.sampled_from([ox.BlankNode("x"), ox.BlankNode("0123456789abcdef0123456789abcdef")])
literals = st.sampled_from(
    [
        ox.Literal('a\nb\r\u2028"\\'),
        ox.Literal("环翠", language="zh"),
        ox.Literal(1),
        ox.Triple(ox.BlankNode("x"), ox.NamedNode("http://ex.org/a"), ox.Literal("t")),
    ]
)
quads = st.builds(
    ox.Quad, names | blanks, names, names | blanks | literals, names | st.just(ox.DefaultGraph())
)


def made_of(content: set[ox.Quad], graphs: set[ox.NamedNode]) -> ox.Store:
    store = ox.Store(None)
    store.extend(content)
    for name in graphs:
        store.add_graph(name)
    return store


@settings(max_examples=60)
@given(st.sets(quads), st.sets(quads), st.sets(names), st.sets(names))
def test_a_delta_makes_one_store_the_other(
    before: set[ox.Quad],
    after: set[ox.Quad],
    graphs_before: set[ox.NamedNode],
    graphs_after: set[ox.NamedNode],
) -> None:
    store, wanted = made_of(before, graphs_before), made_of(after, graphs_after)
    delta = Delta.between(State.of(store), State.of(wanted))
    descriptor = os.memfd_create("test")
    try:
        delta.write(descriptor)
        assert Delta.read(descriptor) == delta
    finally:
        os.close(descriptor)
    delta.apply(store)
    assert set(store) == after  # blank nodes are the same ones
    assert set(store.named_graphs()) == set(wanted.named_graphs())


def rewrite(dataset: Dataset, number: int, size: int = 100) -> None:
    after = ox.Store()
    after.extend(
        ox.Quad(
            ox.NamedNode(f"http://ex.org/{i}"),
            ox.NamedNode("http://ex.org/p"),
            ox.Literal(number),
            ox.NamedNode("http://ex.org/g"),
        )
        for i in range(size)
    )
    dataset.apply(Delta.between(State.of(dataset.store), State.of(after)))


def test_a_store_that_is_rewritten_again_and_again_is_replaced() -> None:
    dataset = Dataset(ox.Store())
    stores = set()
    for number in range(60):
        rewrite(dataset, number)
        stores.add(id(dataset.store))
        assert len(dataset.store) == 100
    assert len(stores) > 2


def test_an_emptied_store_is_replaced_at_once() -> None:
    dataset = Dataset(ox.Store())
    rewrite(dataset, 1)
    before = dataset.store
    rewrite(dataset, 1, size=0)
    assert dataset.store is not before
    assert len(dataset.store) == 0


@pytest.mark.parametrize("name", ["http://ex.org/g"])
def test_a_replaced_store_keeps_its_empty_graphs(name: str) -> None:
    dataset = Dataset(ox.Store())
    rewrite(dataset, 1)
    graphs = frozenset({f"<{name}>"})
    dataset.apply(Delta.between(State.of(dataset.store), State(frozenset(), graphs)))
    assert [graph.value for graph in dataset.store.named_graphs()] == [name]
