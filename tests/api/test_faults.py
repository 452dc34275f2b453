"""What breaks while requests come: workers, the engine, snapshots, clients.

Each is tried directly and through nginx as Debian configures it: a client gets an error that it
can see, the next one is answered, and no process, connection or file is left behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import httpx2
import pytest

from api.front import WAYS, Front, reach, until
from api.queries import BOMB, FLOOD, LONG
from api.serving import serving
from api.sockets import asking, connect, read_all
from kg.store.publish import publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.serving import Running
    from kg.store.snapshot import Snapshot

DATA = "".join(f'<a:s{n}> <a:p> "{n}" <a:g> .\n' for n in range(60)).encode()
OTHER = b'<a:s> <a:p> "other" <a:g> .\n'
VALUES = "SELECT ?o { ?s ?p ?o }"
PATIENT = {
    "KG_QUERY_TIMEOUT": "120",
    "KG_QUERY_MEMORY": "64",
    "KG_HEADER_TIMEOUT": "2",
    "KG_BODY_TIMEOUT": "2",
}
"""No query ends here for want of time: what ends one is what the test did."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    publish(folder, DATA, report=b"", software="0")
    return folder


@pytest.fixture(scope="module")
def patient(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    log = tmp_path_factory.mktemp("patient") / "log"
    with serving(log, "--store", str(store), **PATIENT) as running:
        yield running


@pytest.fixture(scope="module", params=WAYS)
def reached(
    request: pytest.FixtureRequest,
    patient: Running,
    store: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Front]:
    with reach(patient, request.param, tmp_path_factory.mktemp("nginx"), store) as front:
        yield front


@pytest.fixture
def front(reached: Front) -> Iterator[Front]:
    """Reach a server that the test leaves as it was."""
    with reached.unharmed():
        yield reached


class Reader(threading.Thread):
    """A client that reads an endless answer until it breaks or the client has enough."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self._front = front
        self._enough = False
        self.size = 0
        self.broken: httpx2.TransportError | None = None
        self.start()

    def run(self) -> None:
        """Read, in a thread."""
        with httpx2.stream("GET", self._front.url(FLOOD), trust_env=False, timeout=60) as answer:
            assert answer.status_code == 200
            try:
                for piece in answer.iter_raw():
                    self.size += len(piece)
                    if self._enough:
                        return
            except httpx2.TransportError as error:
                self.broken = error

    def stop(self) -> None:
        """Have enough."""
        self._enough = True
        self.join(30)


def test_a_worker_killed_in_the_middle_of_an_answer_breaks_that_answer_alone(front: Front) -> None:
    readers = [Reader(front), Reader(front)]
    try:
        until(lambda: all(reader.size for reader in readers))
        os.kill(min(front.at_work(2)), signal.SIGKILL)
        until(lambda: any(reader.broken for reader in readers))
        (other,) = (reader for reader in readers if not reader.broken)
        size = other.size
        until(lambda: other.size > size + 1_000_000)
        assert front.ask().status_code == 200
    finally:
        for reader in readers:
            reader.stop()
    assert sum(reader.broken is not None for reader in readers) == 1


def test_a_worker_killed_before_its_answer_is_a_real_error(front: Front) -> None:
    answers: list[httpx2.Response] = []
    asking_ = threading.Thread(target=lambda: answers.append(front.ask(LONG)))
    asking_.start()
    for pid in front.at_work(1):
        os.kill(pid, signal.SIGKILL)
    asking_.join(30)
    (answer,) = answers
    assert (answer.status_code, answer.json()["code"]) == (500, "query-crashed")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_query_that_ends_its_worker_ends_no_other(front: Front) -> None:
    before = front.workers()
    answer = front.ask(BOMB)
    assert (answer.status_code, answer.json()["code"]) == (507, "query-memory")
    until(lambda: len(front.workers()) == len(before))
    assert len(before - front.workers()) == 1
    assert len(front.parents()) == 1


def test_a_killed_engine_comes_back(front: Front) -> None:
    answers: list[httpx2.Response] = []
    reader = Reader(front)
    asking_ = threading.Thread(target=lambda: answers.append(front.ask(LONG)))
    asking_.start()
    front.at_work(2)
    (engine,), workers = front.parents(), front.workers()
    os.kill(engine, signal.SIGKILL)
    asking_.join(30)
    until(lambda: reader.broken)
    reader.stop()
    while (refused := front.ask()).status_code != 200:
        answers.append(refused)
    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (503, "engine-restarting")
        assert int(answer.headers["retry-after"]) >= 1
    assert answers
    assert engine not in front.parents()
    assert not workers & front.workers()


def test_sixty_clients_that_leave_free_their_workers(front: Front) -> None:
    """They leave at once, or in the middle of an answer, or while there is nothing to read yet."""
    for number in range(60):
        with connect(front.port) as connection:
            connection.sendall(asking((FLOOD, FLOOD, LONG)[number % 3]))
            if number % 3 == 1:
                assert connection.recv(20).startswith((b"HTTP/1.1 200", b"HTTP/1.1 503"))
    # Long before the queries would be ended for their time.
    until(lambda: front.holdings().is_rest, 30)


def test_clients_that_leave_one_by_one_end_their_queries(front: Front) -> None:
    """Where places are free, what has ended them is told: the client went."""
    before = front.figures()
    for _ in range(6):
        with connect(front.port) as connection:
            connection.sendall(asking(LONG))
            until(lambda: front.figures()["long"] == 1)
        until(lambda: front.figures()["long"] == 0)
    after = front.figures()
    gone = "killed_gone_total"
    assert after[gone] - before.get(gone, 0) == 6
    assert after.get("killed_timeout_total", 0) == before.get("killed_timeout_total", 0)


POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
HALVES = {
    "a head": b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nAcc",
    "a body": POST + b"Content-Length: 100\r\n\r\nASK {",
}


@pytest.mark.parametrize("half", HALVES)
def test_a_hundred_requests_that_never_end_keep_nobody_waiting(front: Front, half: str) -> None:
    with ExitStack() as stack:
        open_ = [stack.enter_context(connect(front.port)) for _ in range(100)]
        for connection in open_:
            connection.sendall(HALVES[half])
        for _ in range(20):
            assert front.ask().status_code == 200
        if front.is_direct:
            answers = [read_all(connection) for connection in open_]
            assert {answer.status for answer in answers} == {408}
        # nginx keeps them for a minute, and tells the server nothing of them.


def test_a_damaged_snapshot_is_not_served_and_the_last_good_one_is(
    front: Front, store: Path
) -> None:
    good = front.ask(VALUES)
    with changed(store) as snapshot:
        data = snapshot.folder / "data.nq.gz"
        data.write_bytes(data.read_bytes()[:-9])
        until(lambda: "snapshot-damaged" in ready(front).text)
        again = front.ask(VALUES)
        assert (again.status_code, again.content) == (200, good.content)
        assert again.headers["kg-snapshot"] == good.headers["kg-snapshot"] != snapshot.version
        assert front.figures()["ready"] == 1
    until(lambda: "snapshot-damaged" not in ready(front).text)


def test_the_last_snapshot_is_served_where_none_is_named_any_more(
    front: Front, store: Path
) -> None:
    (store / "current").rename(store / "away")
    try:
        until(lambda: "snapshot-missing" in ready(front).text)
        assert front.ask(VALUES).status_code == 200
    finally:
        (store / "away").rename(store / "current")
    until(lambda: "snapshot-missing" not in ready(front).text)


def ready(front: Front) -> httpx2.Response:
    return httpx2.get(f"{front.address}/readyz", trust_env=False)


@contextmanager
def changed(store: Path) -> Iterator[Snapshot]:
    """Name another snapshot for some time, and leave no trace of it."""
    before = (store / "current").read_bytes()
    snapshot = publish(store, OTHER, report=b"", software="0")
    try:
        yield snapshot
    finally:
        (store / "new").write_bytes(before)
        (store / "new").rename(store / "current")
        shutil.rmtree(snapshot.folder)


@pytest.mark.parametrize("way", WAYS)
def test_a_store_without_a_good_snapshot_says_so_until_there_is_one(
    way: str, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    store.mkdir()
    with (
        serving(tmp_path / "log", "--store", str(store), until="/healthz") as server,
        reach(server, way, tmp_path, store) as front,
    ):
        assert_says(front, "snapshot-missing")
        snapshot = publish(store, OTHER, report=b"", software="0")
        data = snapshot.folder / "data.nq.gz"
        whole = data.read_bytes()
        data.write_bytes(whole[:-9])
        until(lambda: "snapshot-damaged" in ready(front).text)
        assert_says(front, "snapshot-damaged")
        assert front.parents() == []
        publish(store, DATA, report=b"", software="0")
        until(lambda: ready(front).status_code == 200)
        with front.unharmed():
            assert len(front.ask(VALUES).json()["results"]["bindings"]) == 60


def assert_says(front: Front, code: str) -> None:
    answer = front.ask()
    assert (answer.status_code, answer.json()["code"]) == (503, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (ready(front).status_code, ready(front).json()["reason"]) == (503, code)
