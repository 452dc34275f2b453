"""The tables of the project's own data, and the graph that they were made from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from kg.store.snapshot import Snapshot
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

Ask = Callable[[str], list[tuple[str, ...]]]
Read = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="session")
def graph(built: Path) -> ox.Store:
    """The snapshot's data."""
    store = ox.Store()
    with Snapshot.load(built).open_data() as data:
        store.bulk_load(data, ox.RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="session")
def ask(graph: ox.Store) -> Ask:
    """Rows of a SELECT query over the union of the graphs, each value as its text, '' for none."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

    def rows(query: str) -> list[tuple[str, ...]]:
        found = graph.query(prefixes + query, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        return [tuple("" if cell is None else str(cell.value) for cell in row) for row in found]

    return rows


@pytest.fixture(scope="session")
def csv_table(downloads: Path) -> Read:
    """Reads a table from CSV, each cell as its text, '' where it is empty."""
    return lambda name: pd.read_csv(downloads / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="session")
def parquet_table(downloads: Path) -> Read:
    """Reads a table from Parquet, typed as Arrow types it."""
    return lambda name: pq.read_table(downloads / f"{name}.parquet").to_pandas(
        types_mapper=pd.ArrowDtype
    )
