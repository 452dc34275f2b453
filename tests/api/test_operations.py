"""`/healthz` and `/readyz`."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from api.queries import product
from kg.engine.budget import MIB
from kg.settings import Settings
from kg.store.snapshot import Snapshot
from kg_api.app import _budget


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


def seen_from(client: TestClient, host: str) -> TestClient:
    return TestClient(client.app, client=(host, 50000))


@pytest.mark.parametrize("host", ["192.0.2.7", "2001:db8::7", "testclient"])
def test_the_figures_are_for_this_machine_alone(client: TestClient, host: str) -> None:
    refused = seen_from(client, host).get("/metrics")
    assert (refused.status_code, refused.json()["code"]) == (403, "metrics-closed")
    assert "kg_" not in refused.text
    for local in ("127.0.0.1", "127.8.8.8", "::1"):
        assert seen_from(client, local).get("/metrics").status_code == 200


def test_the_figures_can_be_opened_and_closed(
    make_client: Callable[..., TestClient], store: Path
) -> None:
    opened = seen_from(make_client(store, metrics="all"), "192.0.2.7")
    assert opened.get("/metrics").status_code == 200
    assert make_client(store, metrics="none").get("/metrics").status_code == 403


def test_a_proxy_that_tells_its_clients_does_not_make_them_local(server: str) -> None:
    with httpx2.Client(base_url=server, trust_env=False) as direct:
        assert direct.get("/metrics").status_code == 200
        forwarded = {"X-Forwarded-For": "192.0.2.7"}
        assert direct.get("/metrics", headers=forwarded).status_code == 403


def test_the_limits_of_the_engine_are_settings(
    make_client: Callable[..., TestClient], store: Path
) -> None:
    small = make_client(store, query_memory=16)
    bomb = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {product(4, 60)} BIND(STRUUID() AS ?x) }}"
    answer = small.get("/sparql", params={"query": bomb})
    assert (answer.status_code, answer.json()["code"]) == (507, "query-memory")
    budget = _budget(Settings(worker_memory=3, total_memory=5, read_timeout=7))
    assert (budget.keep_memory, budget.total_memory) == (3 * MIB, 5 * MIB)
    assert budget.reading == 7
    assert _budget(Settings()).total_memory > 0
