"""What all workers hold together stays bounded, and is measured from outside."""

import asyncio
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

from engine.running import (
    SMALL_BUDGET,
    engine_of,
    eventually,
    failure,
    product,
    request,
    run,
    text_of,
    values,
    workers_of,
)
from kg.engine.budget import MIB
from kg.engine.memory import held_by, machine_memory, page_faults

LABELS = "SELECT ?o { ?s <http://ex.org/label> ?o }"
# Takes some 100 MB in its first second and more in the next ones.
GROWING = (
    "SELECT (COUNT(DISTINCT ?x) AS ?n) "
    f"{{ {product(4, 60)} BIND(CONCAT('a long prefix of a string', STR(RAND())) AS ?x) }}"
)


def private(pid: int) -> int:
    """The bytes that a process shares with nobody, as the kernel counts them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def test_beyond_the_bound_the_largest_is_ended_and_the_others_go_on(store: Path) -> None:
    async def work() -> None:
        budget = replace(SMALL_BUDGET, short=3, long=3, memory=2048 * MIB, total_memory=200 * MIB)
        async with engine_of(store, budget) as engine:
            tasks = [asyncio.create_task(failure(engine, GROWING, 60)) for _ in range(3)]
            most = 0
            while not all(task.done() for task in tasks):
                assert await values(engine, LABELS)
                most = max(most, engine.stats().memory)
                await asyncio.sleep(0.05)
            codes = Counter([(await task).code for task in tasks])
            assert set(codes) <= {"engine-busy", "query-memory"}
            assert codes["engine-busy"] >= 1
            assert engine.stats().sums["killed_memory"] == 3
            assert most < 600 * MIB
            await eventually(lambda: engine.stats().memory < 50 * MIB)

    run(work)


def test_a_query_that_alone_holds_too_much_is_told_so(store: Path) -> None:
    async def work() -> None:
        budget = replace(SMALL_BUDGET, memory=2048 * MIB, total_memory=60 * MIB)
        async with engine_of(store, budget) as engine:
            assert (await failure(engine, GROWING)).code == "query-memory"
            assert await values(engine, LABELS)

    run(work)


def test_workers_without_a_query_go_first(store: Path) -> None:
    async def work() -> None:
        middling = GROWING.replace(product(4, 60), product(4, 22))
        budget = replace(SMALL_BUDGET, short=1, long=1, slow_after=60)
        async with engine_of(store, budget) as engine:
            await text_of(await engine.answer(request(middling)))
            assert engine.stats().memory > 8 * MIB
            (fat,) = [pid for pid in workers_of(engine) if private(pid) > 8 * MIB]
            engine._memory._limit = 8 * MIB
            engine._memory.look()
            await eventually(lambda: fat not in workers_of(engine))
            assert engine.stats().sums.get("killed_memory", 0) == 0
            assert await values(engine, LABELS)

    run(work)


def test_page_faults_tell_what_a_worker_holds(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, memory=2048 * MIB)) as engine:
            task = asyncio.create_task(failure(engine, GROWING, 3))
            link = None
            while not task.done():
                for link in engine._pool._busy:  # type: ignore[union-attr]
                    if private(link.pid) > 60 * MIB:
                        estimate, truth = held_by(link), private(link.pid)
                        assert truth * 0.8 < estimate + 16 * MIB
                        assert estimate < truth * 3
                        task.cancel()
                await asyncio.sleep(0.05)
            assert task.cancelled()

    run(work)


def test_a_process_that_has_ended_holds_nothing() -> None:
    assert page_faults(os.getpid()) > 0
    assert page_faults(1 << 30) == 0


def test_the_machine_has_some_memory() -> None:
    assert 64 * MIB < machine_memory() <= os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
