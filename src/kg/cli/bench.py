"""`kg bench`: what the budgets speak of, measured on this machine, each beside a peer.

Single times depend on the machine and its load; the ratios to a peer in the same run are what to
compare.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from kg import assets, queries
from kg.cli import terminal
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

_STEP = 0.02  # seconds between two looks at a server that starts
_PATIENCE = 30.0


def bench(
    runs: Annotated[int, typer.Option(min=1, max=20, help="Runs of each; the least counts.")] = 3,
) -> None:
    """Measure build, start and query, each beside a peer, on the project's own data."""
    table = Table("what", "measured", "peer", "ratio", box=None)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        cold, memory = _kg("build", store)
        unchanged = min(_kg("build", store)[0] for _ in range(runs))
        interpreter = min(_run([sys.executable, "-c", "import kg.cli"])[0] for _ in range(runs))
        table.add_row(
            "cold build",
            f"{cold:.2f} s, {memory} MB",
            f"unchanged {unchanged:.2f} s",
            f"{cold / unchanged:.1f}",
        )
        table.add_row(
            "unchanged build",
            f"{unchanged:.2f} s",
            f"import only {interpreter:.2f} s",
            f"{unchanged / interpreter:.1f}",
        )
        ready, resident = _serve(store)
        table.add_row("ready to serve", f"{ready:.2f} s, {resident} MB", "", "")
        _compare(table, Snapshot.load(store), runs)
    terminal.out.print(table)


def _kg(command: str, store: Path) -> tuple[float, int]:
    return _run([sys.executable, "-m", "kg.cli", command, "--store", str(store)])


def _run(command: list[str]) -> tuple[float, int]:
    """Run a command; return its seconds and its largest resident size in MB."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise typer.Exit(process.returncode)
    return time.perf_counter() - started, usage.ru_maxrss // 1024


def _serve(store: Path) -> tuple[float, int]:
    """Start the service; return seconds until /readyz says yes, and its resident size in MB."""
    port = _free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(store), "--port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        while not _is_ready(port):
            if process.poll() is not None or time.perf_counter() - started > _PATIENCE:
                raise typer.Exit(1)
            time.sleep(_STEP)
        ready = time.perf_counter() - started
        status = Path(f"/proc/{process.pid}/status")
        lines = status.read_text("utf-8").splitlines() if status.exists() else []
        size = next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)
        return ready, size // 1024
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    import socket  # noqa: PLC0415

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - OK
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _compare(table: Table, snapshot: Snapshot, runs: int) -> None:
    """Loading the snapshot and running the saved queries, Oxigraph beside rdflib."""
    from pyoxigraph import RdfFormat, Store  # noqa: PLC0415
    from rdflib import Dataset  # noqa: PLC0415

    with snapshot.open_data() as data:
        text = data.read()
    fast, slow = Store(), Dataset(default_union=True)

    def load_fast() -> None:
        Store().bulk_load(text, format=RdfFormat.N_QUADS)

    def load_slow() -> None:
        Dataset(default_union=True).parse(data=text, format="nquads")

    _row(table, "load the snapshot", load_fast, load_slow, runs)
    fast.bulk_load(text, format=RdfFormat.N_QUADS)
    slow.parse(data=text, format="nquads")
    for saved in _examples():

        def ask_fast(query: str = saved.text) -> None:
            list(fast.query(query, use_default_graph_as_union=True))  # type: ignore[arg-type]

        def ask_slow(query: str = saved.text) -> None:
            list(slow.query(query))

        _row(table, saved.name, ask_fast, ask_slow, runs)


def _examples() -> tuple[queries.SavedQuery, ...]:
    """Return the queries that the start page shows: rdflib is too slow for all of them."""
    saved = queries.load(assets.folder("queries"))
    return tuple(query for query in saved if "start" in query.tags)


def _row(
    table: Table, name: str, ours: Callable[[], None], peer: Callable[[], None], runs: int
) -> None:
    mine, theirs = (min(_timed(call) for _ in range(runs)) for call in (ours, peer))
    table.add_row(
        name,
        f"{mine * 1000:.1f} ms",
        f"rdflib {theirs * 1000:.1f} ms",
        f"{theirs / mine:.0f}× faster",
    )


def _timed(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
