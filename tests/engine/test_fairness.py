"""Short queries beside long ones, and what is refused when there is too much of both."""

import asyncio
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from engine.running import (
    ASK,
    BOMB,
    FLOOD,
    LONG,
    SMALL_BUDGET,
    SORT,
    engine_of,
    eventually,
    failure,
    product,
    request,
    run,
    text_of,
    values,
)
from kg.engine.budget import MIB, Budget
from kg.engine.forked import ForkedEngine

LABELS = "SELECT ?o { ?s <http://ex.org/label> ?o }"
# A join without a shared variable, and paths that go everywhere: minutes each.
JOIN = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(14)) + " }"
PATH = f"SELECT (COUNT(*) AS ?n) {{ {product(4, 60)} ?x (<a:p>|!<a:q>)* ?y }}"
RUNAWAYS = [LONG, BOMB, SORT, JOIN, PATH, LONG, JOIN, SORT, BOMB, PATH, LONG, JOIN]
LIMIT = 4.0  # seconds
SLACK = 3.0  # seconds more, on a machine that is busy with something else


def test_short_queries_stay_fast_beside_twelve_runaways(store: Path) -> None:
    async def work() -> None:
        budget = replace(Budget.of_workers(2), memory=128 * MIB)
        async with engine_of(store, budget) as engine:
            begin = time.monotonic()
            runaways = [asyncio.create_task(_timed(engine, text)) for text in RUNAWAYS]
            slowest = 0.0
            while time.monotonic() - begin < LIMIT - 0.5:
                for text in (ASK, LABELS):
                    asked = time.monotonic()
                    await text_of(await engine.answer(request(text, 10)))
                    slowest = max(slowest, time.monotonic() - asked)
                await asyncio.sleep(0.02)
            assert slowest < LIMIT / 2  # it waited for none of them to end
            for code, seconds in await asyncio.gather(*runaways):
                assert code in {"query-timeout", "query-memory"}
                assert seconds < LIMIT + SLACK
            await eventually(lambda: engine.stats().busy == 0)

    run(work)


async def _timed(engine: ForkedEngine, text: str) -> tuple[str, float]:
    begin = time.monotonic()
    error = await failure(engine, text, LIMIT)
    return error.code, time.monotonic() - begin


def test_many_short_queries_at_once_are_all_answered(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, Budget(waiting=100)) as engine:
            found = await asyncio.gather(*(values(engine, LABELS) for _ in range(100)))
            assert len({tuple(each) for each in found}) == 1
            assert engine.stats().sums.get("refused", 0) == 0

    run(work)


def test_beyond_the_waiting_places_a_query_is_refused_at_once(store: Path) -> None:
    async def work() -> None:
        budget = replace(SMALL_BUDGET, short=2, waiting=2, patience=30, moment=60)
        async with engine_of(store, budget) as engine:
            running = [asyncio.create_task(failure(engine, LONG, 60)) for _ in range(2)]
            await eventually(lambda: engine.stats().short == 2)
            waiting = [asyncio.create_task(values(engine, LABELS)) for _ in range(2)]
            await eventually(lambda: engine.stats().waiting == 2)
            begin = time.monotonic()
            error = await failure(engine, ASK)
            assert time.monotonic() - begin < SLACK  # not the patience of 30 seconds
            assert (error.code, error.status) == ("engine-busy", 503)
            assert error.extra["retryAfter"] == 1
            for task in running:
                task.cancel()
            for task in waiting:
                assert await task
            assert await values(engine, LABELS)

    run(work)


def test_who_waits_for_too_long_is_told_to_come_again(store: Path) -> None:
    async def work() -> None:
        budget = replace(SMALL_BUDGET, short=1, patience=0.3, moment=60)
        async with engine_of(store, budget) as engine:
            running = asyncio.create_task(failure(engine, LONG, 60))
            await eventually(lambda: engine.stats().short == 1)
            error = await failure(engine, ASK)
            assert error.code == "engine-busy"
            running.cancel()
            assert await values(engine, LABELS)

    run(work)


def test_too_many_long_queries_make_way_for_who_waits(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, short=1, long=1)) as engine:
            tasks = [asyncio.create_task(failure(engine, LONG, 3)) for _ in range(4)]
            await asyncio.sleep(0.1)
            begin = time.monotonic()
            assert await values(engine, LABELS)
            assert time.monotonic() - begin < 2
            codes = Counter([(await task).code for task in tasks])
            assert codes["query-timeout"] >= 1
            assert codes["engine-busy"] >= 1
            assert set(codes) == {"query-timeout", "engine-busy"}

    run(work)


def test_a_caller_that_gives_up_while_it_waits_leaves_the_queue(store: Path) -> None:
    async def work() -> None:
        budget = replace(SMALL_BUDGET, short=1, waiting=5, patience=30, moment=60)
        async with engine_of(store, budget) as engine:
            running = asyncio.create_task(failure(engine, LONG, 60))
            await eventually(lambda: engine.stats().short == 1)
            waiting = [asyncio.create_task(engine.answer(request(FLOOD))) for _ in range(5)]
            await eventually(lambda: engine.stats().waiting == 5)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            assert engine.stats().waiting == 0
            running.cancel()
            assert await values(engine, LABELS)

    run(work)


def test_a_failing_query_gives_its_place_back(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, short=1, waiting=0)) as engine:
            for _ in range(20):
                assert (await failure(engine, "SELECT * {")).code == "sparql-syntax"
                assert await values(engine, LABELS)

    run(work)
