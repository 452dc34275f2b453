"""The lookup over a snapshot without the index of names, and over none at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

PATHS = ("/lookup", "/lookup/search?q=a", "/lookup/county", "/lookup/county/371002")


@pytest.mark.parametrize("path", ["/lookup/search?q=a", "/lookup/county"])
def test_a_snapshot_without_names_is_told(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (503, "snapshot-damaged")


@pytest.mark.parametrize("path", PATHS)
def test_a_scratch_server_has_no_lookup(scratch: TestClient, path: str) -> None:
    answer = scratch.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-published")
