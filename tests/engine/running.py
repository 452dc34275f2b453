"""An engine that runs for a test, what is asked of it, and what it must not leave behind."""

import asyncio
import json
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kg.engine.base import Answer, Engine, QueryRequest, formats_of
from kg.engine.budget import MIB, Budget
from kg.engine.forked import ForkedEngine
from kg.engine.guard import inspect
from kg.errors import QueryError

SMALL_BUDGET = Budget(short=2, long=2, waiting=8, memory=256 * MIB)


def product(of: int, size: int) -> str:
    numbers = " ".join(map(str, range(size)))
    return " ".join(f"VALUES ?v{number} {{ {numbers} }}" for number in range(of))


# Minutes of work without a byte of output and without memory.
LONG = f"SELECT (COUNT(*) AS ?n) {{ {product(5, 60)} }}"
# Gigabytes of output: 40^5 rows.
FLOOD = f"SELECT * {{ {product(5, 40)} }}"
# As much memory as there is.
BOMB = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {product(5, 60)} BIND(STRUUID() AS ?x) }}"
SORT = f"SELECT * {{ {product(5, 60)} }} ORDER BY ?v0 DESC(?v4) LIMIT 1"
ASK = "ASK {}"


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        async with asyncio.timeout(60):
            await work()

    asyncio.run(main())


@asynccontextmanager
async def engine_of(root: Path, budget: Budget = SMALL_BUDGET) -> AsyncIterator[ForkedEngine]:
    engine = ForkedEngine(root, budget=budget, reload_every=0.02)
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


def request(text: str, timeout: float = 20, **dataset: tuple[str, ...]) -> QueryRequest:
    query = inspect(text)
    return QueryRequest(query, formats_of(query.form)[0], timeout, **dataset)


async def text_of(answer: Answer) -> bytes:
    try:
        return b"".join([chunk async for chunk in answer.stream])
    finally:
        await answer.stream.aclose()


async def values(engine: Engine, text: str, **dataset: tuple[str, ...]) -> list[str]:
    document = json.loads(await text_of(await engine.answer(request(text, 20, **dataset))))
    rows = document["results"]["bindings"]
    return sorted(term["value"] for row in rows for term in row.values())


async def failure(engine: Engine, text: str, seconds: float = 20) -> QueryError:
    with pytest.raises(QueryError) as caught:
        await text_of(await engine.answer(request(text, seconds)))
    return caught.value


Served = Callable[[Callable[[ForkedEngine], Awaitable[None]]], None]
"""Runs a test on an engine that others use too, and which it leaves as it was."""


async def eventually(condition: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is awaited is outside of the loop
            await asyncio.sleep(0.01)


def children_of(pid: int) -> dict[int, str]:
    """The processes whose parent this is, each with its state (Z: a zombie)."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(parent) == pid:
                found[int(folder.name)] = state
    return found


def parent_of(engine: ForkedEngine) -> int:
    """The process that forks the workers."""
    assert engine._pool is not None
    return engine._pool.parent.pid


def workers_of(engine: ForkedEngine) -> list[int]:
    """The workers that live, idle or not."""
    return [pid for pid, state in children_of(parent_of(engine)).items() if state != "Z"]


def lives(pid: int) -> bool:
    """Whether there is such a process, be it a zombie."""
    return Path(f"/proc/{pid}").exists()


def possessions() -> tuple[int, int, int]:
    """Descriptors, threads and children of this process."""
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    return descriptors, threading.active_count(), len(children_of(os.getpid()))
