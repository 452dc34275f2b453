"""`kg bench serve`: the service under load, beside its peers with the same data.

All servers run at the same time and are asked in turn, round by round, so that what else the
machine does meets them alike. A ratio is that of the medians.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.bench import dataset, servers
from kg.bench.comparison import Comparison
from kg.bench.load import Load
from kg.bench.memory import Memory
from kg.bench.workload import CACHED_GOAL, WORKLOADS, Peer, Workload
from kg.errors import BenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.bench.servers import Server

RDFLIB_QUADS = 50_000
"""The most that rdflib-endpoint is given, and the service beside it: it needs minutes for more."""


@dataclass(frozen=True, slots=True)
class Result:
    """All that was measured."""

    quads: int
    rdflib_quads: int
    comparisons: tuple[Comparison, ...]
    memory: Memory


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: `size` in quads, `seconds` each time, `peers` their environment."""

    size: int
    rounds: int
    seconds: int
    workers: int
    peers: Path


def measure(plan: Plan, step: Callable[[str], None]) -> Result:
    """Measure everything; `step` is told what is done. Raises `BenchError`."""
    load = Load(plan.seconds)
    servers.require(plan.peers)
    small = min(plan.size, RDFLIB_QUADS)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        root = Path(folder)
        step(f"data of {plan.size} quads")
        data, store = _written(root / "large", plan.size)
        ours = running.enter_context(servers.service(store, plan.workers))
        peers: dict[Peer, Server] = {
            "memory": running.enter_context(servers.oxigraph(plan.peers, data, None)),
            "disk": running.enter_context(servers.oxigraph(plan.peers, data, root / "disk")),
        }
        found = _compare(ours, peers, load, plan.rounds, step)
        memory = Memory.of(ours.pid)
        found += [_repeated(ours, load, plan.rounds, step)]
        running.close()
        data, store = _written(root / "small", small)
        ours = running.enter_context(servers.service(store, plan.workers))
        rdflib = running.enter_context(servers.rdflib_endpoint(plan.peers, data))
        found += _compare(ours, {"rdflib": rdflib}, load, plan.rounds, step)
    return Result(plan.size, small, tuple(found), memory)


def _written(folder: Path, size: int) -> tuple[Path, Path]:
    """Write the dataset; returns its N-Quads file and its store."""
    folder.mkdir()
    data = folder / "data.nq"
    data.write_bytes(dataset.nquads(size))
    dataset.published(folder / "store", size)
    return data, folder / "store"


def _compare(
    ours: Server,
    peers: Mapping[Peer, Server],
    load: Load,
    rounds: int,
    step: Callable[[str], None],
) -> list[Comparison]:
    found = []
    for workload in WORKLOADS:
        everybody = (ours, *peers.values())
        sizes = _sizes(workload, everybody)
        rates: dict[int, list[float]] = {server.pid: [] for server in everybody}
        for number in range(rounds):
            step(f"{workload.name}, round {number + 1} of {rounds}")
            for server in everybody:
                done = load.put(
                    server.url,
                    server.query(workload.query),
                    connections=workload.connections,
                    varied=True,
                )
                size = sizes[server.pid] if workload.in_parts else None
                rates[server.pid].append(done.rate(size))
        found += [
            Comparison(
                workload.name,
                f"{peer.name} {kind}" if kind != "rdflib" else peer.name,
                tuple(rates[ours.pid]),
                tuple(rates[peer.pid]),
                workload.goals.get(kind),
            )
            for kind, peer in peers.items()
        ]
    return found


def _repeated(ours: Server, load: Load, rounds: int, step: Callable[[str], None]) -> Comparison:
    """Compare one query asked again and again, so that it comes from the cache, with `/healthz`."""
    workload = WORKLOADS[0]
    paths = (ours.query(workload.query), "/healthz")
    rates: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        step(f"repeated query, round {number + 1} of {rounds}")
        for path, into in zip(paths, rates, strict=True):
            done = load.put(ours.url, path, connections=workload.connections, varied=False)
            into.append(done.rate())
    goal = CACHED_GOAL
    return Comparison("repeated ASK", "/healthz", tuple(rates[0]), tuple(rates[1]), goal)


def _sizes(workload: Workload, everybody: tuple[Server, ...]) -> dict[int, int]:
    """Ask each once, which warms it; return the bytes of the answers by process.

    Raises `BenchError` (`bench-answers`): a server that finds less has less to do.
    """
    asked = {server.pid: server.ask(workload.query) for server in everybody}
    rows = [f"{server.name} {asked[server.pid][0]}" for server in everybody]
    if len({count for count, _ in asked.values()}) != 1:
        raise BenchError(
            "bench-answers",
            zh=f"“{workload.name}”的答案行数不同：{'、'.join(rows)}。",
            en=f"The answers to “{workload.name}” differ in their rows: {', '.join(rows)}.",
        )
    return {pid: size for pid, (_, size) in asked.items()}
