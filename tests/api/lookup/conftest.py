"""The service over the project's own data, for the tests of the lookup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from kg.settings import Settings
from kg_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def lookup(built: Path) -> Iterator[TestClient]:
    """A client of the service; it asks for no format unless told to."""
    app = create_app(Settings(store=built, corpus=None))
    with TestClient(app, raise_server_exceptions=False) as client:
        client.headers.pop("accept")
        yield client
