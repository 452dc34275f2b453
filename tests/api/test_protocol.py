"""Connections that do not behave: half requests, too much of everything, nobody who reads."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import httpx2
import pytest

from api.queries import FLOOD
from api.serving import Running, serving
from api.sockets import asking, connect, get, read_all, sent

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT = {
    "KG_HEADER_TIMEOUT": "1",
    "KG_BODY_TIMEOUT": "1",
    "KG_SEND_TIMEOUT": "1",
    "KG_MAX_URL": "4000",
    "KG_MAX_HEADERS": "3000",
    "KG_MAX_BODY": "5000",
    "KG_MAX_CONNECTIONS": "150",
}
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of little patience, over nothing."""
    with serving(tmp_path_factory.mktemp("short") / "log", "--empty", **SHORT) as running:
        yield running


def is_well(running: Running) -> bool:
    begin = time.monotonic()
    answer = httpx2.get(f"{running.address}/sparql?query=ASK%7B%7D", trust_env=False)
    return answer.status_code == 200 and time.monotonic() - begin < 1


HALVES = {
    "a head": b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nAcc",
    "a request line": b"GET /spa",
    "a body": POST + b"Content-Length: 100\r\n\r\nASK {",
    "a chunked body": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK {\r\n",
}


@pytest.mark.parametrize("half", HALVES)
def test_a_hundred_requests_that_never_end_are_ended(short: Running, half: str) -> None:
    with ExitStack() as stack:
        open_ = [stack.enter_context(connect(short.port)) for _ in range(100)]
        for connection in open_:
            connection.sendall(HALVES[half])
        begin = time.monotonic()
        assert is_well(short)
        answers = [read_all(connection) for connection in open_]
        assert time.monotonic() - begin < 5
    assert {answer.status for answer in answers} == {408}
    assert {answer.problem["code"] for answer in answers} == {"request-timeout"}
    assert is_well(short)


def test_who_says_nothing_is_not_waited_for(short: Running) -> None:
    with connect(short.port) as connection:
        begin = time.monotonic()
        assert read_all(connection).content == b""
        assert 0.5 < time.monotonic() - begin < 4


def test_one_byte_at_a_time_is_no_way_round(short: Running) -> None:
    with connect(short.port) as connection:
        begin = time.monotonic()
        try:
            for byte in get("/healthz", "X-Slow: " + 200 * "x"):
                connection.sendall(bytes([byte]))
                time.sleep(0.05)
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert time.monotonic() - begin < 5
        assert b" 200 " not in read_all(connection).content


def test_a_slow_but_honest_request_is_answered(short: Running) -> None:
    whole = POST + b"Content-Length: 6\r\nConnection: close\r\n\r\nASK {}"
    with connect(short.port) as connection:
        for start in range(0, len(whole), 30):
            connection.sendall(whole[start : start + 30])
            time.sleep(0.05)
        assert read_all(connection).status == 200


def test_the_second_request_of_a_connection_has_its_own_time(short: Running) -> None:
    with connect(short.port) as connection:
        for _ in range(4):
            connection.sendall(get("/healthz"))
            time.sleep(0.4)
        connection.sendall(get("/healthz", "Connection: close"))
        answer = read_all(connection)
    assert answer.content.count(b"HTTP/1.1 200 OK") == 5


OVERSIZE = {
    "a URL": (get("/sparql?query=" + 5000 * "x"), 414, "url-too-long"),
    "a URL without end": (b"GET /" + 200_000 * b"x", 414, "url-too-long"),
    "a header": (get("/healthz", "X-Long: " + 5000 * "x"), 431, "headers-too-large"),
    "many headers": (get("/healthz", *(300 * ["X-Many: 12"])), 431, "headers-too-large"),
    "a header without end": (
        b"GET / HTTP/1.1\r\nX: " + 200_000 * b"x",
        431,
        "headers-too-large",
    ),
    "a header's name without end": (
        b"GET / HTTP/1.1\r\n" + 200_000 * b"x",
        431,
        "headers-too-large",
    ),
}


@pytest.mark.parametrize("what", OVERSIZE)
def test_too_much_is_refused_with_its_reason(short: Running, what: str) -> None:
    content, status, code = OVERSIZE[what]
    pieces = [content[start : start + 10_000] for start in range(0, len(content), 10_000)]
    answer = sent(short.port, *pieces)
    assert (answer.status, answer.problem["code"]) == (status, code)
    assert is_well(short)


def test_a_body_over_the_limit_is_refused(short: Running) -> None:
    close = b"Connection: close\r\n"
    declared = sent(short.port, POST + close + b"Content-Length: 6000\r\n\r\n", 6000 * b" ")
    chunk = b"3e8\r\n" + 1000 * b" " + b"\r\n"
    chunked = sent(short.port, POST + close + b"Transfer-Encoding: chunked\r\n\r\n", 6 * chunk)
    for answer in (declared, chunked):
        assert (answer.status, answer.problem["code"]) == (413, "body-too-long")


def test_chunks_that_hold_no_data_come_to_an_end(short: Running) -> None:
    """An extension of a chunk, or a trailer, that never ends."""
    for endless in (b"5;" + 200_000 * b"x", b"0\r\nX: " + 200_000 * b"x"):
        head = POST + b"Transfer-Encoding: chunked\r\n\r\n"
        answer = sent(short.port, head, endless)
        assert b" 200 " not in answer.content
    assert is_well(short)


NONSENSE = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "no method": b"\r\n\r\n /  HTTP/1.1\r\n\r\n",
    "a space in a header's name": b"GET / HTTP/1.1\r\nHo st: x\r\n\r\n",
    "control characters": b"GET / HTTP/1.1\r\nHost: x\r\nAccept: a\x00b\r\n\r\n",
    "a bare line feed in a value": b"GET / HTTP/1.1\r\nHost: x\r\nX: a\rSet-Cookie: b\r\n\r\n",
    "two lengths": POST + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}x",
    "a length and chunks": POST
    + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "no scheme": b"GET ://:: HTTP/1.1\r\nHost: x\r\n\r\n",
    "raw UTF-8 in the URL": "GET /环翠 HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_is_refused_and_hurts_nobody(short: Running, what: str) -> None:
    answer = sent(short.port, NONSENSE[what])
    assert answer.status in {400, 404}, answer
    assert "code" in answer.problem
    assert is_well(short)


def test_a_client_that_does_not_read_is_cut_off(short: Running) -> None:
    with ExitStack() as stack:
        open_ = [stack.enter_context(connect(short.port)) for _ in range(4)]
        for connection in open_:
            connection.sendall(asking(FLOOD))
        time.sleep(3)
        answers = [read_all(connection) for connection in open_]
    assert all(answer.was_reset or answer.status == 503 for answer in answers)
    outcomes = [line.get("outcome") for line in short.lines()]
    assert "client-gone" in outcomes


def test_there_is_an_end_to_connections(short: Running) -> None:
    with ExitStack() as stack:
        open_ = [stack.enter_context(connect(short.port)) for _ in range(160)]
        last = read_all(open_[-1])
    assert (last.status, last.problem["code"]) == (503, "too-many-connections")
    time.sleep(0.2)
    assert is_well(short)


def test_the_log_of_all_this_is_whole_lines_without_traces(short: Running) -> None:
    is_well(short)
    assert all("exception" not in line for line in short.lines())
