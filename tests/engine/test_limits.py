"""What no query can do: call out, take all memory, run on, or end a process but its own."""

import asyncio
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from engine.running import (
    ASK,
    BOMB,
    FLOOD,
    LONG,
    SMALL_BUDGET,
    SORT,
    Served,
    engine_of,
    eventually,
    failure,
    lives,
    parent_of,
    product,
    request,
    run,
    text_of,
    workers_of,
)
from kg.engine.base import QueryRequest, formats_of
from kg.engine.budget import MIB
from kg.engine.forked import ForkedEngine
from kg.engine.guard import Query, QueryForm
from kg.errors import QueryError


@contextmanager
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        yield server


@pytest.mark.parametrize("silent", ["", "SILENT "])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_call_that_the_guard_missed_reaches_nobody(
    served: Served, silent: str, host: str
) -> None:
    async def work(engine: ForkedEngine) -> None:
        with listener() as server:
            address = f"http://{host}:{server.getsockname()[1]}/"
            text = f"SELECT * {{ SERVICE {silent}<{address}> {{ ?s ?p ?o }} }}"
            missed = Query(text, QueryForm.SELECT, names_dataset=False)
            wanted = QueryRequest(missed, formats_of(missed.form)[0], 20)
            allowed = nullcontext() if silent else pytest.raises(QueryError)
            with allowed:
                await text_of(await engine.answer(wanted))
            with pytest.raises(TimeoutError):
                server.accept()
        await text_of(await engine.answer(request(ASK)))

    served(work)


def descriptors(pid: int) -> list[str]:
    """What the descriptors of a process are."""
    return [str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir()]


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def test_a_worker_can_open_nothing(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            await eventually(lambda: engine.stats().idle == SMALL_BUDGET.short)
            for pid in workers_of(engine):
                # The standard ones, the socket, the log, and how much memory it has.
                await eventually(lambda pid=pid: len(descriptors(pid)) == 6)
                assert f"/proc/{pid}/smaps_rollup" in descriptors(pid)  # its own memory
                assert threads(pid) == 1
                limits = Path(f"/proc/{pid}/limits").read_text("utf-8")  # noqa: ASYNC240
                assert "Max open files            0                    0" in limits

    run(work)


def test_the_parent_inherits_only_its_socket(store: Path) -> None:
    async def work() -> None:
        with (store / "current").open() as open_here:
            os.set_inheritable(open_here.fileno(), True)  # noqa: FBT003
            async with engine_of(store) as engine:
                parent = parent_of(engine)
                assert not [kind for kind in descriptors(parent) if kind.startswith(str(store))]
                assert threads(parent) == 1

    run(work)


@pytest.mark.parametrize("text", [BOMB, SORT], ids=["distinct", "sort"])
def test_a_memory_bomb_is_an_error_and_takes_nobody_with_it(store: Path, text: str) -> None:
    async def work() -> None:
        budget = replace(SMALL_BUDGET, memory=96 * MIB)
        async with engine_of(store, budget) as engine:
            parent = parent_of(engine)
            error = await failure(engine, text, 40)
            assert (error.code, error.status) == ("query-memory", 507)
            assert engine.stats().sums["ended_memory"] == 1
            await text_of(await engine.answer(request(ASK)))
            assert parent_of(engine) == parent
            assert lives(parent)

    run(work)


@pytest.mark.parametrize("seconds", [0.3, 1.0])
def test_a_query_ends_with_an_error_at_its_limit(served: Served, seconds: float) -> None:
    async def work(engine: ForkedEngine) -> None:
        begin = time.monotonic()
        error = await failure(engine, LONG, seconds)
        assert seconds <= time.monotonic() - begin < seconds + 3  # of minutes
        assert (error.code, error.status) == ("query-timeout", 504)
        await text_of(await engine.answer(request(ASK)))

    served(work)


def test_the_limit_in_the_middle_of_an_answer_is_an_error_not_an_end(served: Served) -> None:
    async def work(engine: ForkedEngine) -> None:
        answer = await engine.answer(request(FLOOD, timeout=1))
        with pytest.raises(QueryError) as caught:
            async for _ in answer.stream:
                pass
        assert caught.value.code == "query-timeout"
        await eventually(lambda: engine.stats().busy == 0)

    served(work)


def test_a_slow_reader_makes_the_worker_wait(served: Served) -> None:
    async def work(engine: ForkedEngine) -> None:
        answer = await engine.answer(request(FLOOD, timeout=30))
        await asyncio.sleep(0.5)
        assert answer.stream._kept < 1_000_000  # type: ignore[attr-defined]
        first, second = await anext(answer.stream), await anext(answer.stream)
        assert first != second
        await answer.stream.aclose()

    served(work)


def test_the_processor_time_is_bounded_where_nobody_keeps_the_clock(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            answering = asyncio.create_task(failure(engine, LONG, 1))
            await asyncio.sleep(0.4)
            (busy,) = engine._pool._busy  # type: ignore[union-attr]
            busy._receiver._stop_clocks()  # type: ignore[union-attr]
            error = await answering
            assert error.code == "query-timeout"

    run(work)


def test_workers_are_replaced_when_they_hold_too_much_memory(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, keep_memory=24 * MIB)) as engine:
            small = request("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
            for _ in range(20):
                await text_of(await engine.answer(small))
            assert engine.stats().sums.get("recycled", 0) == 0
            # Its sorted rows were freed, but the allocator keeps them.
            large = request(f"SELECT ?v0 {{ {product(3, 60)} }} ORDER BY STRUUID() LIMIT 1")
            for _ in range(4):
                await text_of(await engine.answer(large))
            assert engine.stats().sums["recycled"] > 0

    run(work)


def test_a_long_query_leaves_its_worker_only_if_it_was_slowed_down(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, moment=0.01, slow_after=5)) as engine:
            middling = request(f"SELECT (COUNT(*) AS ?n) {{ {product(4, 30)} }}")
            await text_of(await engine.answer(middling))
            assert engine.stats().sums.get("recycled", 0) == 0
        async with engine_of(store, replace(SMALL_BUDGET, slow_after=0.01)) as engine:
            await text_of(await engine.answer(middling))
            assert engine.stats().sums["recycled"] == 1

    run(work)
