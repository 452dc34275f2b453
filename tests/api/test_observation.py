"""What the service tells its operator of each request, and what it never tells."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.serving import SCRATCH, Running, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

QUERY = 'SELECT * { ?s ?p "a private matter" }'
TOKEN = "hunter2-hunter2"  # noqa: S105 - of this test alone


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    log = tmp_path_factory.mktemp("observed") / "log"
    with serving(log, *SCRATCH[:-1], TOKEN, "--query-timeout", "3") as found:
        yield found


def last(running: Running) -> dict[str, object]:
    found: dict[str, object] = running.lines()[-1]
    return found


def line_of(running: Running, request_id: str) -> dict[str, object]:
    """The line of a request: it is written after the answer has been sent."""
    while True:  # until the test's time is over
        for line in running.lines():
            if line.get("id") == request_id:
                return line
        time.sleep(0.01)


def test_a_request_is_one_line_with_its_query_as_a_digest(running: Running) -> None:
    headers = {"X-Request-Id": "from-a-proxy:1"}
    answer = httpx2.get(
        f"{running.address}/sparql", params={"query": QUERY}, headers=headers, trust_env=False
    )
    assert answer.headers["x-request-id"] == "from-a-proxy:1"
    line = line_of(running, "from-a-proxy:1")
    assert line["event"] == "request"
    assert line["query"] == hashlib.sha256(QUERY.encode()).hexdigest()[:16]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/sparql", 200)
    assert line["outcome"] == "ok"
    assert line["client"] == "127.0.0.1"
    assert line["bytes"] == len(answer.content)
    assert isinstance(line["ms"], float)


def test_neither_texts_nor_tokens_reach_the_log(running: Running) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx2.Client(base_url=running.address, trust_env=False, headers=headers) as client:
        client.get("/sparql", params={"query": QUERY})
        client.post("/sparql", data={"query": QUERY + "("})
        client.post("/update", data={"update": 'INSERT DATA { <a:s> <a:p> "a private matter" }'})
        client.get(f"/nothing/{TOKEN[:3]}")
    text = running.log.read_text("utf-8")
    assert TOKEN not in text
    assert "private" not in text
    codes = [line.get("outcome") for line in running.lines()]
    assert {"ok", "sparql-syntax", "not-found"} <= set(codes)


@pytest.mark.parametrize(
    "given", ["", "a b", "a\tb", "x" * 65, 'a"b', "环翠".encode(), "-a", "a,b", "../x", "<i>"]
)
def test_an_id_that_is_not_plain_is_replaced(client: TestClient, given: str | bytes) -> None:
    found = client.get("/healthz", headers={"X-Request-Id": given}).headers["x-request-id"]
    assert found != given
    assert len(found) == 16
    assert int(found, 16) >= 0


def test_also_errors_carry_the_id(client: TestClient) -> None:
    headers = {"X-Request-Id": "mine"}
    for path in ("/sparql?x", "/nothing", "/sparql?query=ASK%7B"):
        assert client.get(path, headers=headers).headers["x-request-id"] == "mine"


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    text = client.get("/metrics").text
    return {
        (sample.name, *(f"{key}={value}" for key, value in sorted(sample.labels.items()))): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


COUNT = "kg_http_request_seconds_count"


def test_the_metrics_count_by_route_and_outcome(client: TestClient) -> None:
    client.get("/sparql?query=ASK%7B%7D")
    client.get("/sparql?query=ASK%7B%7D")
    client.get("/sparql?query=ASK%7B")
    client.get("/update")
    client.get("/static/site.css")
    found = figures(client)
    assert found[COUNT, "outcome=ok", "route=/sparql"] == 2
    assert found[COUNT, "outcome=sparql-syntax", "route=/sparql"] == 1
    assert found[COUNT, "outcome=method-not-allowed", "route=/update"] == 1
    assert found[COUNT, "outcome=ok", "route=/static"] == 1
    assert found["kg_http_response_bytes_total", "route=/sparql"] > 0
    assert found["kg_http_requests_in_flight",] == 1  # the one that reads the metrics


def test_clients_cannot_invent_labels(client: TestClient) -> None:
    for number in range(30):
        client.get(f"/made-up-{number}/x")
        client.request(f"M{number}", f"/sparql/{number}")
    routes = {label for key in figures(client) for label in key if label.startswith("route=")}
    assert routes <= {"route=other", "route=/sparql", "route=/metrics"}


def test_the_metrics_name_the_snapshot_and_the_engine(
    client: TestClient, make_client: Callable[..., TestClient], tmp_path: Path
) -> None:
    version = client.get("/readyz").json()["snapshot"]
    found = figures(client)
    assert found["kg_snapshot_info", f"version={version}"] == 1
    assert found["kg_snapshot_quads",] == 3
    assert found["kg_engine_ready",] == 1
    assert figures(make_client(tmp_path / "none"))["kg_engine_ready",] == 0


def test_the_metrics_are_negotiated(client: TestClient) -> None:
    plain = client.get("/metrics")
    assert plain.headers["content-type"].startswith("text/plain")
    modern = client.get("/metrics", headers={"Accept": "application/openmetrics-text"})
    assert modern.headers["content-type"].startswith("application/openmetrics-text")
    assert modern.text.endswith("# EOF\n")
