"""The lookup over a snapshot without the index of names, and over none at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.names.schema import FILE

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from api.conftest import MakeClient
    from kg.store.snapshot import Snapshot

PATHS = ("/lookup", "/lookup/search?q=a", "/lookup/county", "/lookup/county/371002")


@pytest.mark.parametrize("path", ["/lookup/search?q=a", "/lookup/county"])
def test_a_snapshot_without_names_is_told(
    make_client: MakeClient, snapshot: Snapshot, path: str
) -> None:
    (snapshot.folder / FILE).unlink()
    answer = make_client().get(path)
    assert (answer.status_code, answer.json()["code"]) == (503, "snapshot-damaged")


@pytest.mark.parametrize("path", PATHS)
def test_a_scratch_server_has_no_lookup(scratch: TestClient, path: str) -> None:
    answer = scratch.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-published")


@pytest.mark.parametrize(
    "path", ["/lookup/search?q=a", "/lookup/county", "/search?q=a", "/changes"]
)
def test_the_store_may_be_told_relative_to_where_one_is(
    make_client: MakeClient, store: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.parent)
    assert make_client(Path(store.name)).get(path).status_code == 200
