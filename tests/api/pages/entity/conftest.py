"""The resource index of the project's own data, built without texts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.lookup.index import Index
from kg.lookup.schema import FILE


@pytest.fixture(scope="session")
def index(built: Path) -> Iterator[Index]:
    (path,) = built.glob(f"snapshots/*/{FILE}")
    found = Index(path)
    yield found
    found.close()
