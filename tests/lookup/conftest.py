"""An index of the small dataset of these tests, and that of the project's own articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.lookup.index import Index
from kg.store.snapshot import Snapshot
from lookup.dataset import nquads
from lookup.indexes import make

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(make(tmp_path, nquads(), on=1))


@pytest.fixture(scope="module")
def real(built: Path) -> Index:
    return Index.of(Snapshot.load(built))
