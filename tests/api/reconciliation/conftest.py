"""The names and the resource index of the project's own data, as a service reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from kg.lookup.index import Index
from kg.names.gazetteer import Gazetteer
from kg.names.index import NameIndex
from kg.names.schema import FILE
from kg.names.search import Searcher
from kg.settings import Settings
from kg.store.snapshot import Snapshot
from kg_api.app import create_app
from kg_api.reconciliation.properties import Properties

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def snapshot(built: Path) -> Snapshot:
    return Snapshot.load(built)


@pytest.fixture(scope="session")
def names(snapshot: Snapshot) -> Iterator[Searcher]:
    index = NameIndex(snapshot.folder / FILE)
    yield Searcher(index, Gazetteer(index))
    index.close()


@pytest.fixture(scope="session")
def index(snapshot: Snapshot) -> Iterator[Index]:
    opened = Index.of(snapshot)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def properties(index: Index) -> Properties:
    return Properties(index)


@pytest.fixture(scope="module")
def service(built: Path) -> Iterator[TestClient]:
    """A client of the service; it asks for no language and nothing in particular."""
    app = create_app(Settings(store=built))
    with TestClient(app, raise_server_exceptions=False) as client:
        client.headers.pop("accept")
        yield client
