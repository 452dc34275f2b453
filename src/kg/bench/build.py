"""`kg bench build`: build, start and queries of the project's own data, each beside a peer."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from kg import assets, queries
from kg.bench import memory, servers
from kg.errors import BenchError
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable


def measure(runs: int) -> Table:
    """Measure everything; of `runs` runs the least counts. Raises `BenchError`."""
    table = Table("what", "measured", "peer", "ratio", box=None)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        cold, largest = _kg("build", store)
        unchanged = min(_kg("build", store)[0] for _ in range(runs))
        interpreter = min(_run([sys.executable, "-c", "import kg.cli"])[0] for _ in range(runs))
        table.add_row(
            "cold build",
            f"{cold:.2f} s, {largest} MB",
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
    return table


def _kg(command: str, store: Path) -> tuple[float, int]:
    return _run([sys.executable, "-m", "kg.cli", command, "--store", str(store)])


def _run(command: list[str]) -> tuple[float, int]:
    """Run a command; return its seconds and its largest resident size in MB."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BenchError(
            "bench-command",
            zh=f"命令失败：{' '.join(command)}。",
            en=f"A command failed: {' '.join(command)}.",
            mend_zh="请单独运行它，看它报告什么。",
            mend_en="Run it by itself and see what it says.",
        )
    return time.perf_counter() - started, usage.ru_maxrss // 1024


def _serve(store: Path) -> tuple[float, int]:
    """Start the service; return seconds until /readyz says yes, and its resident size in MB."""
    started = time.perf_counter()
    with servers.service(store, workers=2) as server:
        return time.perf_counter() - started, memory.resident(server.pid) >> 20


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
