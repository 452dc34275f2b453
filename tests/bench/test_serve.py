"""The measurement itself, small, with the service as its own peer; the peers are not needed."""

from __future__ import annotations

import shutil
from io import StringIO
from typing import TYPE_CHECKING

import httpx2
import pytest
from rich.console import Console

from kg.bench import dataset, report, serve, servers
from kg.bench.comparison import Comparison
from kg.bench.load import Load
from kg.bench.memory import Memory
from kg.bench.serve import Result
from kg.bench.workload import WORKLOADS
from kg.errors import BenchError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.bench.servers import Server

needs_wrk = pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("bench")
    dataset.published(store, 800)
    with servers.service(store, workers=1) as server:
        yield server


@needs_wrk
def test_each_workload_is_measured_each_round(running: Server) -> None:
    told: list[str] = []
    found = serve._compare(running, {"memory": running}, Load(1), 1, told.append)
    assert [comparison.what for comparison in found] == [work.name for work in WORKLOADS]
    assert all(comparison.ratio > 0 for comparison in found)
    assert len(told) == len(WORKLOADS)


@needs_wrk
def test_a_varied_query_is_a_new_one_each_time_and_a_repeated_one_is_not(running: Server) -> None:
    path = running.query("SELECT * {} # varied")
    before = _hits(running)
    varied = Load(1).put(running.url, path, connections=1, varied=True)
    assert _hits(running) == before
    repeated = Load(1).put(running.url, path, connections=1, varied=False)
    assert _hits(running) >= before + repeated.requests - 2
    assert varied.requests > 0


def _hits(running: Server) -> float:
    text = httpx2.get(f"{running.url}/metrics", trust_env=False).text
    (line,) = (line for line in text.splitlines() if line.startswith("kg_cache_hits_total "))
    return float(line.split()[1])


@needs_wrk
def test_a_server_that_refuses_is_no_measurement(running: Server) -> None:
    with pytest.raises(BenchError, match="bench-load"):
        Load(1).put(running.url, "/nothing", connections=1, varied=False)


def test_a_server_that_finds_less_is_noticed(running: Server, tmp_path: Path) -> None:
    dataset.published(tmp_path, 80)
    with (
        servers.service(tmp_path, workers=1) as smaller,
        pytest.raises(BenchError, match="bench-answers"),
    ):
        serve._sizes(WORKLOADS[2], (running, smaller))


def test_the_memory_of_the_service_is_seen(running: Server) -> None:
    running.ask(WORKLOADS[0].query)
    memory = Memory.of(running.pid)
    assert memory.workers >= 1
    assert 0 < memory.together < memory.apart
    assert memory.front > 1 << 20


def test_a_missing_program_tells_how_to_get_it(tmp_path: Path) -> None:
    with (
        pytest.raises(BenchError, match="make bench-peers"),
        servers.oxigraph(tmp_path, tmp_path, None),
    ):
        pass


def test_a_missing_wrk_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BenchError, match="apt-get install wrk"):
        Load(1)


def test_a_server_that_does_not_start_is_told(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "rdflib-endpoint"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    program.chmod(0o755)
    with (
        pytest.raises(BenchError, match="bench-server"),
        servers.rdflib_endpoint(tmp_path, tmp_path),
    ):
        pass


def test_the_table_has_medians_spread_and_goal() -> None:
    comparison = Comparison("ASK", "rdflib-endpoint", (10.0, 30.0, 20.0), (1.0, 2.0, 4.0), 4.0)
    result = Result(1000, 500, (comparison,), Memory(1 << 20, 400_000, 3 << 20, 12 << 20, 4))
    console = Console(width=160, file=StringIO())
    console.print(report.of_serving(result))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    (row,) = (line.split() for line in lines if line.strip().startswith("ASK"))
    shown = "ASK 20.00/s rdflib-endpoint (500 quads) 2.00/s 10.00 5.00–15.00 ≥ 4"
    assert row == shown.split()
    (row,) = (line.split() for line in lines if "memory a quad" in line)
    assert row == ["memory", "a", "quad", "400", "B", "≤", "400", "B"]
