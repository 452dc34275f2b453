"""The dataset of the measurements is the same each time, and of the size that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.bench import dataset
from kg.bench.workload import WORKLOADS
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("asked", "made"), [(7, 0), (8, 8), (1000, 1000), (100_007, 100_000)])
def test_it_has_whole_facts_up_to_its_size(asked: int, made: int) -> None:
    quads = set(ox.parse(dataset.nquads(asked), format=ox.RdfFormat.N_QUADS))
    assert len(quads) == made


def test_it_is_the_same_each_time_and_its_own_beginning() -> None:
    assert dataset.nquads(8000) == dataset.nquads(8000)
    assert dataset.nquads(16000).startswith(dataset.nquads(8000))


def test_it_is_published_as_a_snapshot(tmp_path: Path) -> None:
    made = dataset.published(tmp_path, 800)
    assert Snapshot.load(tmp_path).version == made.version
    assert made.manifest.counts["quads"] == 800
    assert len(made.manifest.graphs) == 1


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_every_query_finds_something(workload: object) -> None:
    store = ox.Store()
    store.bulk_load(dataset.nquads(8000), format=ox.RdfFormat.N_QUADS)
    found = store.query(workload.query, use_default_graph_as_union=True)  # type: ignore[attr-defined]
    assert bool(found) if isinstance(found, ox.QueryBoolean) else next(iter(found))
