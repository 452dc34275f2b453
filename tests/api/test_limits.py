"""Each limit that docs/operation.md lists, over real sockets: it holds, and it answers as told."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx2
import pytest

from api.front import WAYS, Front, reach
from api.queries import BOMB, FLOOD, LONG
from api.serving import SCRATCH, Running, serving
from api.sockets import Raw, asking, connect, get, read_all, sent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOW = {
    "KG_HEADER_TIMEOUT": "1",
    "KG_BODY_TIMEOUT": "1",
    "KG_SEND_TIMEOUT": "1",
    "KG_MAX_URL": "4000",
    "KG_MAX_HEADERS": "3000",
    "KG_MAX_BODY": "5000",
    "KG_MAX_DOCUMENT": "6000",
    "KG_MAX_QUERY_LENGTH": "2000",
    "KG_MAX_DEPTH": "50",
    "KG_MAX_CONNECTIONS": "30",
    "KG_QUERY_TIMEOUT": "3",
    "KG_QUERY_MEMORY": "64",
    "KG_READ_TIMEOUT": "4",
    "KG_MAX_RESOLVE_BODY": "5000",
    "KG_MAX_RESOLVE_ROWS": "3",
}
RATE = {"KG_RATE_LIMIT": "6", "KG_RATE_BURST": "3", "KG_TRUSTED_PROXIES": "127.0.0.1"}
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "operation.md"


def documented() -> dict[str, str]:
    """What the table of limits says that each setting's answer is."""
    text = DOCUMENTATION.read_text("utf-8").partition("## Limits\n")[2].partition("\n\n")[0]
    rows = [line.split("|")[1:4] for line in text.splitlines()[2:]]
    return {name: answer for _, names, answer in rows for name in re.findall(r"`(KG_\w+)`", names)}


def posted(path: str, kind: str, size: int, *, length: int | None = None) -> bytes:
    """A POST request with a body of that size, and perhaps another length that it promises."""
    head = [
        f"POST {path} HTTP/1.1",
        "Host: x",
        "Authorization: Bearer T",
        f"Content-Type: {kind}",
        f"Content-Length: {length or size}",
        "Connection: close",
    ]
    return "\r\n".join([*head, "", ""]).encode() + b"#" * size


def rows(count: int) -> bytes:
    """A POST request that asks for so many rows to be resolved."""
    content = b'{"name":"a"}\n' * count
    head = posted("/lookup/resolve", "application/x-ndjson", 0, length=len(content))
    return head + content


def closing(query: str) -> bytes:
    """A request for the answer of this query and nothing more."""
    return get(f"/sparql?query={quote(query)}", "Connection: close")


def unread(port: int) -> Raw:
    """What is left of an endless answer for one who reads only when it is too late."""
    with connect(port) as connection:
        connection.sendall(asking(FLOOD))
        time.sleep(2.5)  # beyond the time to send, within that of the query
        return read_all(connection)


def read_slowly(port: int) -> Raw:
    """What comes of an endless answer for one who always reads something, but little."""
    content = bytearray()
    with connect(port) as connection:
        connection.sendall(asking(FLOOD))
        for _ in range(400):
            time.sleep(0.05)
            try:
                content += (piece := connection.recv(1 << 14))
            except ConnectionResetError:
                return Raw(bytes(content), was_reset=True)
            if not piece:
                break
    return Raw(bytes(content), was_reset=False)


def one_too_many(port: int) -> Raw:
    """What the last of many connections is told."""
    with ExitStack() as stack:
        open_ = [stack.enter_context(connect(port)) for _ in range(35)]
        return read_all(open_[-1])


QUERY = "application/sparql-query"
CASES: dict[str, tuple[Callable[[int], Raw], str]] = {
    "KG_HEADER_TIMEOUT": (lambda port: sent(port, b"GET / HTTP/1.1\r\nHost:"), "request-timeout"),
    "KG_BODY_TIMEOUT": (
        lambda port: sent(port, posted("/sparql", QUERY, 10, length=20)),
        "request-timeout",
    ),
    "KG_SEND_TIMEOUT": (unread, "reset"),
    "KG_MAX_URL": (lambda port: sent(port, get(f"/{'x' * 5000}")), "url-too-long"),
    "KG_MAX_HEADERS": (
        lambda port: sent(port, get("/healthz", f"X-Long: {'x' * 4000}")),
        "headers-too-large",
    ),
    "KG_MAX_BODY": (lambda port: sent(port, posted("/sparql", QUERY, 5001)), "body-too-long"),
    "KG_MAX_DOCUMENT": (
        lambda port: sent(port, posted("/graph-store?default", "text/turtle", 6001)),
        "body-too-long",
    ),
    "KG_MAX_RESOLVE_BODY": (
        lambda port: sent(port, posted("/lookup/resolve", "application/json", 5001)),
        "body-too-long",
    ),
    "KG_MAX_RESOLVE_ROWS": (lambda port: sent(port, rows(4)), "rows-too-many"),
    "KG_MAX_QUERY_LENGTH": (
        lambda port: sent(port, posted("/sparql", QUERY, 2001)),
        "query-too-long",
    ),
    "KG_MAX_DEPTH": (
        lambda port: sent(port, get(f"/sparql?query=ASK{'%7B' * 51}", "Connection: close")),
        "query-too-deep",
    ),
    "KG_MAX_CONNECTIONS": (one_too_many, "too-many-connections"),
    "KG_READ_TIMEOUT": (read_slowly, "reset"),
    "KG_QUERY_MEMORY": (
        lambda port: sent(port, closing(BOMB)),
        "query-memory",
    ),
    "KG_QUERY_TIMEOUT": (
        lambda port: sent(port, closing(LONG)),
        "query-timeout",
    ),
}
ELSEWHERE = {"KG_RATE_LIMIT", "KG_RATE_BURST", "KG_TOTAL_MEMORY"}
"""The first two below; the last is of several queries, and the engine has tests of it."""


@pytest.fixture(scope="module")
def low(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A scratch server with low limits."""
    with serving(tmp_path_factory.mktemp("low") / "log", *SCRATCH, **LOW) as running:
        yield running


def test_all_limits_that_are_documented_are_tried_here() -> None:
    assert len(documented()) > 10
    assert set(documented()) <= {*CASES, *ELSEWHERE}


@pytest.mark.parametrize("setting", [name for name in CASES if name in documented()])
def test_the_limit_answers_as_documented(low: Running, setting: str, tmp_path: Path) -> None:
    try_, code = CASES[setting]
    with reach(low, "direct", tmp_path, tmp_path) as front, front.unharmed():
        answer = try_(low.port)
    if code == "reset":
        assert answer.was_reset
        assert code in documented()[setting]
        return
    assert answer.problem["code"] == code
    assert answer.problem["status"] == answer.status
    assert str(answer.status) in documented()[setting]
    assert b"content-type: application/problem+json" in answer.content.lower()


WITHIN = {
    "a URL": get(f"/sparql?query=ASK%7B%7D&x={'x' * 3800}", "Connection: close"),
    "headers": get("/healthz", f"X-Long: {'x' * 2800}", "Connection: close"),
    "a document": posted("/graph-store?default", "text/turtle", 6000),
    "a query's depth": get(f"/sparql?query=ASK{'%7B' * 50}{'%7D' * 50}", "Connection: close"),
    "a query's length": get(f"/sparql?query=ASK%7B%7D{'+' * 1995}", "Connection: close"),
}


@pytest.mark.parametrize("what", WITHIN)
def test_what_is_within_the_limit_passes(low: Running, what: str) -> None:
    assert sent(low.port, WITHIN[what]).status in {200, 201}


@pytest.fixture(scope="module")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("rated") / "log", "--empty", **RATE) as running:
        yield running


@pytest.mark.parametrize("way", WAYS)
def test_the_rate_limit_is_of_the_address_of_the_client(
    rated: Running, way: str, tmp_path: Path
) -> None:
    """Also behind nginx, which is one address for all; and whatever a client claims to be."""
    with reach(rated, way, tmp_path, tmp_path) as front:
        hosts = ("127.0.0.2", "127.0.0.3") if front.is_direct else ("127.0.0.4", "127.0.0.5")
        for host in hosts:
            answers = list(asked_from(host, front))
            assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
            assert answers[-1].json()["code"] == "rate-limited"
            assert 1 <= int(answers[-1].headers["retry-after"]) <= 20
            assert answers[-1].headers["content-type"] == "application/problem+json"
            assert "429" in documented()["KG_RATE_LIMIT"]


def asked_from(host: str, front: Front) -> Iterator[httpx2.Response]:
    """Five requests from one address, each with another claim of where it comes from."""
    transport = httpx2.HTTPTransport(local_address=host)
    with httpx2.Client(transport=transport, trust_env=False) as client:
        path = "/sparql" if front.is_direct else "/county/sparql"
        for number in range(5):
            claim = {"X-Forwarded-For": f"192.0.2.{number}"}
            yield client.get(f"{front.address}{path}?query=ASK%7B%7D", headers=claim)
