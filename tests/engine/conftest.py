"""A small store with three named graphs, published as a snapshot, and an engine over it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from engine.running import SMALL_BUDGET, Served
from kg.engine.forked import ForkedEngine
from kg.store.publish import publish

SMALL = """
<http://ex.org/环翠> <http://ex.org/label> "环翠区"@zh <http://ex.org/g1> .
<http://ex.org/rushan> <http://ex.org/label> "Rushan"@en <http://ex.org/g1> .
<http://ex.org/rushan> <http://ex.org/code> "371083" <http://ex.org/g2> .
<http://ex.org/g2> <http://ex.org/label> "second graph"@en <http://ex.org/g3> .
""".encode()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    publish(tmp_path, SMALL, report=b"", software="0.1", counts={"articles": 2, "facts": 3})
    return tmp_path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("served")
    publish(root, SMALL, report=b"", software="0.1")
    with asyncio.Runner() as runner:
        engine = ForkedEngine(root, budget=SMALL_BUDGET)
        runner.run(engine.start())

        def serve(work: Callable[[ForkedEngine], Awaitable[None]]) -> None:
            async def main() -> None:
                async with asyncio.timeout(60):
                    await work(engine)

            runner.run(main())

        yield serve
        runner.run(engine.stop())
