"""`/healthz` and `/readyz`."""

from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from kg.store.snapshot import Snapshot


def test_ready_with_a_snapshot(client: TestClient, snapshot: Snapshot) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert answer.json()["snapshot"] == snapshot.version
    assert answer.headers["cache-control"] == "no-store"
    assert client.head("/readyz").status_code == 200


def test_alive_but_not_ready_without_one(
    make_client: Callable[..., TestClient], tmp_path: Path
) -> None:
    client = make_client(tmp_path / "empty")
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "reason": "snapshot-missing"}


def test_a_damaged_snapshot_is_the_reason(
    make_client: Callable[..., TestClient], snapshot: Snapshot
) -> None:
    (snapshot.folder / "data.nq.gz").write_bytes(b"")
    client = make_client(snapshot.folder.parents[1])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (503, "snapshot-damaged")
    assert str(snapshot.folder) not in answer.text
