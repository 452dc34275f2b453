"""Readers who are behind: they get their answers whole and hold no place that others need."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from engine.running import (
    ASK,
    FLOOD,
    LONG,
    SMALL_BUDGET,
    engine_of,
    eventually,
    product,
    request,
    run,
    text_of,
    values,
)
from kg.engine.base import Answer
from kg.engine.forked import ForkedEngine
from kg.engine.readers import SlowReaders
from kg.errors import QueryError

LABELS = "SELECT ?o { ?s <http://ex.org/label> ?o }"
LARGE = f"SELECT * {{ {product(4, 14)} }}"  # some megabytes


async def unread(engine: ForkedEngine, text: str = FLOOD, seconds: float = 20) -> Answer:
    """An answer that has begun and is not read, once the engine has noticed."""
    before = engine.stats().behind
    answer = await engine.answer(request(text, seconds))
    await eventually(lambda: engine.stats().behind == before + 1)
    return answer


async def why_broken(answer: Answer) -> str:
    with pytest.raises(QueryError) as caught:
        await text_of(answer)
    return caught.value.code


def test_a_slow_reader_gets_all_of_an_answer_long_after_the_time_limit(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            whole = await text_of(await engine.answer(request(LARGE)))
            answer = await unread(engine, LARGE, seconds=1)
            read = bytearray()
            begin = time.monotonic()
            async for chunk in answer.stream:
                read += chunk
                if len(read) % (1 << 20) < len(chunk):
                    await asyncio.sleep(0.3)
            await answer.stream.aclose()
            assert time.monotonic() - begin > 1
            assert sorted(read) == sorted(whole)
            assert engine.stats().sums.get("killed_timeout", 0) == 0
            await eventually(lambda: engine.stats().busy == 0)

    run(work)


def test_readers_who_are_behind_keep_nobody_waiting(store: Path) -> None:
    async def work() -> None:
        budget = replace(SMALL_BUDGET, short=1, long=1, waiting=1, patience=5, behind=8)
        async with engine_of(store, budget) as engine:
            answers = [await unread(engine) for _ in range(6)]
            assert (engine.stats().short, engine.stats().long) == (0, 0)
            for _ in range(5):
                assert await values(engine, LABELS)
            for answer in answers:
                await answer.stream.aclose()
            await eventually(lambda: engine.stats().busy == 0)

    run(work)


def test_a_reader_who_comes_back_is_bound_by_the_time_limit_again(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            answer = await unread(engine, FLOOD, seconds=1)
            await asyncio.sleep(1.2)
            assert await why_broken(answer) == "query-timeout"
            await eventually(lambda: engine.stats().busy == 0)

    run(work)


def test_a_reader_who_comes_back_takes_a_place_again(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            answer = await unread(engine)
            reading = asyncio.create_task(text_of(answer))
            await eventually(lambda: engine.stats().long == 1)
            assert engine.stats().behind == 0
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            await eventually(lambda: engine.stats().busy == 0)

    run(work)


def test_of_too_many_the_one_that_is_still_for_longest_is_ended(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, behind=2)) as engine:
            first = await unread(engine)
            second = await unread(engine)
            third = await engine.answer(request(FLOOD))
            await eventually(lambda: engine.stats().sums.get("killed_unread") == 1)
            assert await why_broken(first) == "answer-unread"
            assert await anext(second.stream)
            for answer in (second, third):
                await answer.stream.aclose()
            assert await values(engine, LABELS)

    run(work)


def test_an_answer_is_not_read_for_ever(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, reading=0.5)) as engine:
            answer = await engine.answer(request(FLOOD))
            await eventually(lambda: engine.stats().busy == 0)
            assert await why_broken(answer) == "answer-unread"

    run(work)


def test_work_without_an_answer_is_never_behind(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            with pytest.raises(QueryError) as caught:
                await engine.answer(request(LONG, 0.6))
            assert caught.value.code == "query-timeout"
            assert await values(engine, LABELS)
            assert await text_of(await engine.answer(request(ASK)))

    run(work)


class _Reading:
    def __init__(self, still_since: float) -> None:
        self.still_since = still_since
        self.ended = False

    def end_unread(self) -> None:
        self.ended = True


def test_who_reads_now_and_then_outlives_who_does_not() -> None:
    stalled, slow, new = _Reading(1), _Reading(7), _Reading(9)
    readers = SlowReaders(2)
    for reading in (slow, stalled, new):
        readers.enter(reading)
    assert [reading.ended for reading in (stalled, slow, new)] == [True, False, False]
    readers.leave(stalled)
    readers.leave(stalled)
    assert len(readers) == 2
