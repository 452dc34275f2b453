"""The servers that `kg bench serve` compares: the service, and its peers.

The peers are programs of a virtual environment of their own (`make bench-peers`): the service
depends on none of them.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import BenchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_STEP = 0.02  # seconds between two looks at a server that starts
_PATIENCE = 300.0  # seconds until a server has loaded its data
_TABLE = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers queries at `url` and `path`."""

    name: str
    url: str
    path: str
    pid: int

    def query(self, text: str) -> str:
        """Return the path with this query."""
        return f"{self.path}?query={urllib.parse.quote(text, safe='')}"

    def ask(self, text: str) -> tuple[int, int]:
        """Ask once; return the number of rows (of a truth value 1) and the bytes of the answer."""
        request = urllib.request.Request(  # noqa: S310 - a server of ours
            self.url + self.query(text), headers={"Accept": _TABLE}
        )
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            content = answer.read()
        document = json.loads(content)
        rows = len(document["results"]["bindings"]) if "results" in document else 1
        return rows, len(content)


def require(peers: Path) -> None:
    """Raise `BenchError` (`bench-program`) where one of the peers is not installed."""
    for name in ("bin/oxigraph", "bin/rdflib-endpoint"):
        program(peers, name)


@contextmanager
def service(store: Path, workers: int, *, keeps: bool = True) -> Iterator[Server]:
    """Serve the snapshot of the store as `kg serve` does, without the log: the peers have none.

    Without `keeps` it makes every answer anew.
    """
    environment = {"KG_ACCESS_LOG": "false", "KG_WORKERS": str(workers), "KG_PORT": "{port}"}
    if not keeps:
        environment["KG_CACHE_BYTES"] = "0"
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(store)]
    with running("kg", command, "/sparql", "/readyz", environment) as server:
        yield server


@contextmanager
def oxigraph(peers: Path, data: Path, location: Path | None) -> Iterator[Server]:
    """Oxigraph's own server with this N-Quads file, in memory or at `location` on the disk."""
    binary = program(peers, "bin/oxigraph")
    if location is not None:
        load = [binary, "load", "--location", str(location), "--file", str(data)]
        subprocess.run(load, check=True, capture_output=True)  # noqa: S603 - as its caller says
    where = ["--location", str(location)] if location is not None else []
    command = [binary, "serve", "--union-default-graph", "--bind", "127.0.0.1:{port}", *where]
    with running("oxigraph", command, "/query", "/") as server:
        if location is None:
            _send(f"{server.url}/store", data)
        yield server


@contextmanager
def rdflib_endpoint(peers: Path, data: Path) -> Iterator[Server]:
    """rdflib-endpoint with this N-Quads file, in rdflib's memory."""
    binary = program(peers, "bin/rdflib-endpoint")
    command = [binary, "serve", "--host", "127.0.0.1", "--port", "{port}", str(data)]
    with running("rdflib-endpoint", command, "/", "/?query=ASK%7B%7D") as server:
        yield server


@contextmanager
def running(
    name: str,
    command: Sequence[str],
    path: str,
    probe: str,
    environment: dict[str, str] | None = None,
) -> Iterator[Server]:
    """Run a server until the end; `{port}` in its command and environment is one that is free.

    It has started when `probe` answers 200. Raises `BenchError` (`bench-server`).
    """
    port = str(_free_port())
    given = {key: value.replace("{port}", port) for key, value in (environment or {}).items()}
    process = subprocess.Popen(  # noqa: S603 - our own program, or a peer that was asked for
        [word.replace("{port}", port) for word in command],
        env={**os.environ, **given},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(name, f"http://127.0.0.1:{port}", path, process.pid)
    try:
        _wait(server, probe, process)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait(server: Server, probe: str, process: subprocess.Popen[bytes]) -> None:
    started = time.monotonic()
    while not _answers(server.url + probe):
        if process.poll() is not None or time.monotonic() - started > _PATIENCE:
            raise BenchError(
                "bench-server",
                zh=f"{server.name} 没有启动。",
                en=f"{server.name} did not start.",
                mend_zh="请单独启动它，看它报告什么。",
                mend_en="Start it by itself and see what it says.",
            )
        time.sleep(_STEP)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - of ours
            return bool(answer.status == 200)  # noqa: PLR2004 - OK
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _send(url: str, data: Path) -> None:
    with data.open("rb") as file:
        request = urllib.request.Request(  # noqa: S310 - of ours
            url,
            data=file,
            headers={
                "Content-Type": "application/n-quads",
                "Content-Length": str(data.stat().st_size),
            },
        )
        with urllib.request.urlopen(request, timeout=_PATIENCE):  # noqa: S310
            pass


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(peers: Path, name: str) -> str:
    """Return the path of a program of the peers; raises `BenchError` (`bench-program`)."""
    file = peers / name
    if not file.exists():
        raise BenchError(
            "bench-program",
            zh=f"没有找到 {file}。",
            en=f"{file} was not found.",
            mend_zh="请运行 make bench-peers，或用 --peers 指出其文件夹。",
            mend_en="Run make bench-peers, or name their folder with --peers.",
        )
    return str(file)
