"""Whatever comes over the wire ends no worker and leaves nothing behind.

The volleys are odd requests to a real server: bytes that are no HTTP, requests with pieces of
other requests in them, and queries that are odd but run. Afterwards the same workers are there,
with the same number of descriptors.
"""

from __future__ import annotations

import socket
from collections import Counter
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.front import WAYS, Front, reach
from api.serving import serving
from api.sockets import connect, get, read_all
from kg.store.publish import publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.serving import Running

DATA = "".join(f'<a:s{n}> <a:p> "{n}" <a:g> .\n' for n in range(5)).encode()
volley = settings(
    max_examples=100,
    deadline=None,
    # One server takes the whole volley: what it must not do is change.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

pieces = st.sampled_from(
    [
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\n",
        b"HEAD / HTTP/1.0\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT x:443 HTTP/1.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"Host: x\r\n",
        b"Content-Type: application/sparql-query\r\n",
        b"Content-Length: 6\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 99999999999999999999\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"Expect: 100-continue\r\n",
        b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n",
        b"Connection: keep-alive\r\n",
        b"\r\n",
        b"\n",
        b"\x00",
        b"ASK {}",
        b"6\r\nASK {}\r\n0\r\n\r\n",
        b"ffffffffffffffff\r\n",
    ]
)
wire = st.lists(pieces | st.binary(max_size=30), max_size=8).map(b"".join)

CALLS = [
    "SUBSTR",
    "STRDT",
    "STRLANG",
    "IRI",
    "ABS",
    "REPLACE",
    "COALESCE",
    "IF",
    "YEAR",
    "SHA512",
    "STRBEFORE",
    "CONCAT",
    "LANGMATCHES",
    "ENCODE_FOR_URI",
    "<a:f>",
    "UUID",
    "BNODE",
    "ROUND",
]
WORDS = [
    "SELECT",
    "*",
    "ASK",
    "{",
    "}",
    "WHERE",
    "OPTIONAL",
    "MINUS",
    "UNION",
    "FILTER",
    "EXISTS",
    "GRAPH",
    "?g",
    "(",
    ")",
    "BIND",
    "AS",
    "?v",
    "GROUP",
    "BY",
    "HAVING",
    "ORDER",
    "LIMIT",
    "1",
    "OFFSET",
    "-1",
    "VALUES",
    "UNDEF",
    ".",
    ";",
    ",",
    "a",
    "<a:p>*",
    "!<a:p>",
    "^<a:p>|<a:q>/<a:r>+",
    "[",
    "]",
    "COUNT(*)",
    "<<",
    ">>",
    "<<(",
    ")>>",
    "{|",
    "|}",
    "BASE",
    "<>",
    "PREFIX",
    ":",
    "<a:>",
    "'x'@en--ltr",
    "DESCRIBE",
    "CONSTRUCT",
]
numbers = st.sampled_from(
    ["0", "-1", "1e999", "99999999999999999999", "?v", '"x"', "1/0", "'1'^^<a:b>", "<a:b>"]
)
odd_calls = st.builds(
    "{}({})".format,
    st.sampled_from(CALLS),
    st.lists(numbers, max_size=4).map(", ".join),
)
patterns = st.sampled_from(
    [
        "(a{1000}){1000}",
        "((((a*)*)*)*)*b",
        "[",
        "(?<x>",
        "\\\\p{Han}+",
        "\\\\",
        "a" * 500,
        "(?i)" * 50,
        ".{0,60000}" * 3,
    ]
)
odd_filters = st.builds('REGEX("{}", "{}", "{}")'.format, patterns, patterns, st.text("imsxq"))
words = st.sampled_from(WORDS)
queries = (
    st.builds("SELECT * {{ ?s ?p ?v BIND({} AS ?x) }}".format, odd_calls)
    | st.builds("SELECT * {{ ?s ?p ?v FILTER({}) }}".format, odd_filters)
    | st.lists(words, max_size=25).map(" ".join)
    | st.text(max_size=60).map("ASK {{ ?s ?p '{}' }}".format)
    | st.integers(1, 190).map(lambda depth: "ASK " + "{" * depth + "?s ?p ?o" + "}" * depth)
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("volley")
    publish(folder / "store", DATA, report=b"", software="0")
    limits = {"KG_HEADER_TIMEOUT": "2", "KG_BODY_TIMEOUT": "2"}
    with serving(folder / "log", "--store", str(folder / "store"), **limits) as running:
        yield running


@pytest.fixture(params=WAYS)
def target(request: pytest.FixtureRequest, server: Running, tmp_path: Path) -> Iterator[Front]:
    """A server that keeps its workers throughout the test.

    On a busy machine a client may go before even its plain query has ended, or a query may be so
    slow that its worker is replaced: those workers are counted.
    """
    with reach(server, request.param, tmp_path, tmp_path / "none") as front, front.unharmed():
        workers, before = front.workers(), Counter(front.figures())
        yield front
        ended = Counter(front.figures()) - before
        assert not ended.keys() & {"ended_crashed_total", "ended_memory_total", "restarts_total"}
        replaced = ended["killed_gone_total"] + ended["recycled_total"]
        assert len(workers - front.workers()) <= replaced


@volley
@given(wire)
def test_bytes_that_are_hardly_http(target: Front, content: bytes) -> None:
    with sending(target, content) as connection:
        with suppress(OSError):  # it may have heard enough
            connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection)
    assert answer.content == b"" or answer.status < 500 or answer.status in {501, 505}


@volley
@given(queries)
def test_queries_that_are_hardly_sensible(target: Front, query: str) -> None:
    head = get(f"/sparql?query={quote(query)}", "Connection: close")
    with sending(target, head) as connection:
        answer = read_all(connection)
    assert not answer.was_reset
    assert answer.status in {200, 400, 501}


@contextmanager
def sending(target: Front, content: bytes) -> Iterator[socket.socket]:
    with connect(target.port) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):  # it may have heard enough
            connection.sendall(content)
        yield connection
