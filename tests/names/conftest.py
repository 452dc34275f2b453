"""The names of the project's own data, for the tests of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.names.gazetteer import Gazetteer
from kg.names.index import NameIndex
from kg.names.search import Searcher
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def searcher(built: Path) -> Iterator[Searcher]:
    """The search over the built store."""
    index = NameIndex.of(Snapshot.load(built))
    yield Searcher(index, Gazetteer(index))
    index.close()
