"""Answers on their way, over real sockets: to clients that read, that dawdle and that go away."""

import json
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx2
import pytest

from api.front import until
from api.queries import FLOOD, LARGE, LONG, UNKEPT
from kg.store.publish import publish

MANY = 60  # more than the engine has places


@contextmanager
def client_of(server: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=server, trust_env=False, timeout=30) as client:
        yield client


@contextmanager
def asked(server: str, query: str, *, buffer: int | None = None) -> Iterator[socket.socket]:
    """A connection on which the query was sent and nothing was read; it may take little ahead."""
    address = urlsplit(server)
    with socket.socket() as connection:
        if buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        connection.settimeout(30)
        connection.connect((address.hostname, address.port))
        target = f"/sparql?query={quote(query)}"
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode("ascii"))
        yield connection


def read_to_the_end(connection: socket.socket) -> None:
    while connection.recv(1 << 16):
        pass


def answers_soon(server: str) -> bool:
    """Whether a simple query is answered, as soon as a place is free."""
    with client_of(server) as client:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            answer = client.get("/sparql", params={"query": UNKEPT}, timeout=20)
            if answer.status_code == 200:
                return True
            assert answer.json()["code"] in {"engine-busy", "query-timeout"}
            time.sleep(0.1)
    return False


def test_a_large_answer_comes_whole_and_in_pieces(server: str) -> None:
    with client_of(server) as client:
        plain = {"Accept-Encoding": "identity"}
        with client.stream("GET", "/sparql", params={"query": LARGE}, headers=plain) as answer:
            assert answer.headers["transfer-encoding"] == "chunked"
            pieces = list(answer.iter_raw())
        rows = json.loads(b"".join(pieces))["results"]["bindings"]
        assert len(rows) == len({json.dumps(row) for row in rows}) == 18**4
        assert len(pieces) > 10


def test_clients_that_go_away_in_the_middle_leave_no_thread_behind(server: str) -> None:
    for _ in range(MANY):
        with asked(server, FLOOD) as connection:
            assert connection.recv(200).startswith(b"HTTP/1.1 200")
    assert answers_soon(server)


def test_clients_that_go_away_before_anything_came_leave_no_thread_behind(server: str) -> None:
    for _ in range(MANY):
        with asked(server, FLOOD):
            pass
    assert answers_soon(server)


@pytest.mark.parametrize("server", [{"KG_QUERY_TIMEOUT": "1"}], indirect=True)
def test_clients_that_never_read_lose_their_places(server: str) -> None:
    with asked(server, FLOOD), asked(server, FLOOD), asked(server, FLOOD):
        assert answers_soon(server)


def test_the_process_answers_while_all_workers_are_taken(server: str) -> None:
    with client_of(server) as client, asked(server, LONG), asked(server, LONG):
        time.sleep(0.2)
        begin = time.monotonic()
        assert client.get("/healthz").status_code == 200
        assert client.get("/").status_code == 200
        assert time.monotonic() - begin < 5  # of minutes


@pytest.mark.parametrize("server", [{"KG_QUERY_TIMEOUT": "1"}], indirect=True)
def test_an_answer_that_cannot_be_finished_breaks_off(server: str) -> None:
    with (
        client_of(server) as client,
        client.stream("GET", "/sparql", params={"query": FLOOD}) as answer,
    ):
        assert answer.status_code == 200
        with pytest.raises(httpx2.ReadError, match="reset"):
            for _ in answer.iter_raw():
                pass
    assert answers_soon(server)


@pytest.mark.parametrize("server", [{"KG_QUERY_TIMEOUT": "0.2"}], indirect=True)
def test_an_early_timeout_is_an_error(server: str) -> None:
    with client_of(server) as client:
        answer = client.get("/sparql", params={"query": LONG})
        assert (answer.status_code, answer.json()["code"]) == (504, "query-timeout")


@pytest.mark.parametrize("server", [{"KG_QUERY_TIMEOUT": "5"}], indirect=True)
def test_a_slow_line_gets_a_large_answer_whole_after_the_time_limit(server: str) -> None:
    begin = time.monotonic()
    content = b""
    with asked(server, LARGE, buffer=64 * 1024) as connection:
        answer = HTTPResponse(connection)
        answer.begin()
        while chunk := answer.read(1 << 16):
            content += chunk
            time.sleep(0.03)  # 2 MB/s at most
    assert time.monotonic() - begin > 6
    assert len(json.loads(content)["results"]["bindings"]) == 18**4


@pytest.mark.parametrize(
    "server", [{"KG_SEND_TIMEOUT": "1", "KG_QUERY_TIMEOUT": "30"}], indirect=True
)
def test_a_stalled_client_is_reset_and_one_that_goes_on_is_not(server: str) -> None:
    with asked(server, FLOOD, buffer=4096) as stalled, asked(server, FLOOD, buffer=4096) as slow:
        taken = 0
        begin = time.monotonic()
        while time.monotonic() - begin < 5:
            taken += len(slow.recv(4096))
            time.sleep(0.05)
        assert taken > 50_000
        assert slow.recv(4096)
        with pytest.raises(ConnectionResetError):
            read_to_the_end(stalled)


def test_sixty_clients_that_do_not_read_keep_nobody_waiting(server: str) -> None:
    with ExitStack() as stack, client_of(server) as client:
        for _ in range(MANY):
            stack.enter_context(asked(server, FLOOD))
        time.sleep(1)
        for _ in range(5):
            begin = time.monotonic()
            assert client.get("/sparql?query=ASK%7B%7D").status_code == 200
            assert time.monotonic() - begin < 5


def test_too_many_queries_are_told_when_to_come_again(server: str) -> None:
    with ExitStack() as stack:
        # More than there are places, and places to wait. Which of them come too late is open:
        # a place may become free between any two of them.
        asking = [stack.enter_context(asked(server, LONG)) for _ in range(4 * MANY)]
        told, _, _ = select.select(asking, [], [], 30)
        with HTTPResponse(told[0]) as answer:
            answer.begin()
            assert (answer.status, json.load(answer)["code"]) == (503, "engine-busy")
            assert int(answer.headers["retry-after"]) >= 1
    assert answers_soon(server)


def test_no_request_fails_while_the_snapshot_changes(server: str, store: Path) -> None:
    query = "SELECT ?o { ?s ?p ?o FILTER(RAND() < 2) }"  # each time for a worker
    seen: set[str] = set()
    wrong: list[str] = []
    done = threading.Event()

    def ask() -> None:
        with client_of(server) as client:
            while not done.is_set():
                answer = client.get("/sparql", params={"query": query})
                if answer.status_code != 200 or not answer.json()["results"]["bindings"]:
                    wrong.append(answer.text)
                seen.add(answer.headers["kg-snapshot"])

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in range(3):
            data = f'<a:s> <a:p> "{number}" <a:g> .'.encode()
            version = publish(store, data, report=b"", software="0").version
            until(lambda version=version: version in seen)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert wrong == []
