"""The dataset of entities: its size, its shape, and that the service describes it as it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.bench import entities
from kg.bench.same_document import PLACE, QUERY
from kg.lookup.description import describe
from kg.lookup.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 12_000


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    snapshot = entities.published(tmp_path_factory.mktemp("store"), entities.nquads(SIZE))
    index = Index.of(snapshot)
    yield index
    index.close()


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.bulk_load(entities.nquads(SIZE), format=ox.RdfFormat.N_QUADS)
    return store


def test_it_is_as_large_as_was_asked_for_up_to_one_county() -> None:
    quads = set(ox.parse(entities.nquads(SIZE), format=ox.RdfFormat.N_QUADS))
    assert SIZE - 500 < len(quads) <= SIZE
    assert len(quads) == entities.nquads(SIZE).count(b"\n")


def test_a_smaller_one_is_its_beginning() -> None:
    assert entities.nquads(2 * SIZE).startswith(entities.nquads(SIZE))
    assert entities.counties(2 * SIZE) > entities.counties(SIZE) > 0


def test_each_triple_stands_in_one_graph_and_nothing_is_without_a_name() -> None:
    quads = list(ox.parse(entities.nquads(SIZE), format=ox.RdfFormat.N_QUADS))
    assert len({quad.triple for quad in quads}) == len(quads)
    assert not any(isinstance(quad.object, ox.BlankNode) for quad in quads)


def test_ten_facts_point_at_a_county_and_a_tenth_as_many_as_quads_at_the_province(
    index: Index,
) -> None:
    last = entities.counties(SIZE) - 1
    for number in (0, last):
        county = index.find(entities.county(number))
        assert county is not None
        assert county.inbound == entities.FACTS
    assert index.find(entities.county(last + 1)) is None
    enterprise = index.find(entities.enterprise(entities.ENTERPRISES * (last + 1) - 1))
    assert enterprise is not None
    assert enterprise.inbound == 0
    hub = index.find(entities.HUB)
    assert hub is not None
    assert hub.inbound > (entities.ENTERPRISES + 1) * entities.counties(SIZE)


@pytest.mark.parametrize("iri", [entities.county(3), entities.enterprise(5)])
def test_the_query_for_the_same_finds_what_the_document_has(
    index: Index, store: ox.Store, iri: str
) -> None:
    resource = index.find(iri)
    assert resource is not None
    found = store.query(QUERY.replace(PLACE, iri), use_default_graph_as_union=True)
    assert set(found) == set(describe(index, resource).triples)  # type: ignore[arg-type]
