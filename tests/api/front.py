"""A server as its users reach it, directly or through nginx, and what it holds at a moment."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api import nginx
from engine.running import children_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from api.serving import Running

needs_nginx = pytest.mark.skipif(nginx.NGINX is None, reason="nginx is not installed")
WAYS = ("direct", pytest.param("nginx", marks=needs_nginx))
"""The parameters of a fixture that gives a `Front`."""

ASK = "ASK {}"
_NOBODYS = {"06", "0A"}  # states in /proc/net/tcp: TIME_WAIT, and LISTEN


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait for it, however fast this machine is."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@dataclass(frozen=True)
class Holdings:
    """What a server holds that a request might leave behind."""

    parents: int
    """Processes with data; each snapshot has one."""
    stray: int
    """Workers that have no query and are not known as idle."""
    zombies: int
    connections: int
    """Of clients, and of nginx."""
    busy: int
    """Queries that run or wait."""
    descriptors: int
    """Of the server, without the two for each worker."""
    files: tuple[str, ...]
    """In the store, and where nginx keeps what it cannot pass on yet."""

    @property
    def is_rest(self) -> bool:
        """Whether nothing is under way."""
        under_way = self.stray, self.zombies, self.connections, self.busy
        return self.parents == 1 and not any(under_way)


@dataclass(frozen=True)
class Front:
    """One server, and the address at which a test asks it."""

    server: Running
    address: str
    folders: tuple[Path, ...]
    """Where no file may be left."""

    @property
    def port(self) -> int:
        """The port of the address."""
        port = urlsplit(self.address).port
        assert port is not None
        return port

    @property
    def is_direct(self) -> bool:
        """Whether nothing is between."""
        return self.port == self.server.port

    # Asking

    def url(self, query: str) -> str:
        """Return the address of the query's answer."""
        return f"{self.address}/sparql?query={quote(query)}"

    def ask(self, query: str = ASK) -> httpx2.Response:
        """Ask on a connection of its own."""
        return httpx2.get(self.url(query), trust_env=False, timeout=60)

    def in_parallel(self, queries: Sequence[str]) -> list[tuple[httpx2.Response, float]]:
        """Ask all at once; of each its answer and the seconds that it took."""

        def timed(query: str) -> tuple[httpx2.Response, float]:
            begin = time.monotonic()
            answer = self.ask(query)
            return answer, time.monotonic() - begin

        with ThreadPoolExecutor(len(queries)) as threads:
            return list(threads.map(timed, queries))

    # Looking

    def parents(self) -> list[int]:
        """The processes with data."""
        return _living(self.server.process.pid)

    def workers(self) -> set[int]:
        """The processes that answer."""
        return {pid for parent in self.parents() for pid in _living(parent)}

    def at_work(self, count: int) -> set[int]:
        """The workers that compute, once there are that many; idle ones use no processor."""
        found: set[int] = set()

        def look() -> bool:
            before = {pid: _ticks(pid) for pid in self.workers()}
            time.sleep(0.3)
            found.clear()
            found.update(pid for pid, ticks in before.items() if _ticks(pid) > ticks)
            return len(found) >= count

        until(look)
        return found

    def figures(self) -> dict[str, float]:
        """The figures of the engine, without the beginning of their names."""
        text = httpx2.get(f"{self.server.address}/metrics", trust_env=False).text
        return {
            sample.name.removeprefix("kg_engine_"): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name.startswith("kg_engine_")
        }

    def holdings(self) -> Holdings:
        """What the server holds now."""
        figures = self.figures()
        server = self.server.process.pid
        parents, workers = self.parents(), self.workers()
        states = [state for pid in (server, *parents) for state in children_of(pid).values()]
        busy = int(figures["short"] + figures["long"])
        return Holdings(
            parents=len(parents),
            stray=len(workers) - int(figures["idle"]) - busy,
            zombies=Counter(states)["Z"],
            connections=_connections(self.port, self.server.port),
            busy=busy + int(figures["waiting"]),
            descriptors=len(list(Path(f"/proc/{server}/fd").iterdir())) - 2 * len(workers),
            files=tuple(sorted(str(path) for folder in self.folders for path in folder.rglob("*"))),
        )

    @contextmanager
    def unharmed(self) -> Iterator[None]:
        """Hold that the block leaves a server that answers, and nothing behind."""
        before = self._at_rest()
        yield
        after = self._at_rest()
        deadline = time.monotonic() + 20
        while after != before and time.monotonic() < deadline:
            time.sleep(0.05)
            after = self.holdings()
        assert after == before
        assert "exception" not in {key for line in self.server.lines() for key in line}

    def _at_rest(self) -> Holdings:
        until(lambda: self.ask().status_code == 200)
        deadline = time.monotonic() + 20
        while not (held := self.holdings()).is_rest:
            assert time.monotonic() < deadline, held
            time.sleep(0.05)
        return held


@contextmanager
def reach(server: Running, way: str, folder: Path, store: Path) -> Iterator[Front]:
    """Reach the server in one of `WAYS`; nginx works in the folder."""
    if way == "direct":
        yield Front(server, server.address, (store,))
    else:
        with nginx.nginx_before(server.port, folder) as address:
            yield Front(server, address, (store, folder / "proxy", folder / "client_body"))


def _living(parent: int) -> list[int]:
    return [pid for pid, state in children_of(parent).items() if state != "Z"]


def _ticks(pid: int) -> int:
    """The processor time of a process, in the kernel's units; 0 where it has ended."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    user, system = text.rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def _connections(*ports: int) -> int:
    """The connections of which this is the near port and that a process still holds."""
    count = 0
    for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
        (
            _,
            local,
            _,
            state,
            *_,
        ) = line.split()
        inode = line.split()[9]
        port = int(local.rpartition(":")[2], 16)
        count += port in ports and state not in _NOBODYS and inode != "0"
    return count
