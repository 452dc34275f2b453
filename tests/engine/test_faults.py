"""What breaks: workers, parents, snapshots, clients. Nobody hangs and nothing is left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from engine.running import (
    ASK,
    FLOOD,
    LONG,
    SMALL_BUDGET,
    SORT,
    children_of,
    engine_of,
    eventually,
    failure,
    lives,
    parent_of,
    possessions,
    request,
    run,
    text_of,
    values,
    workers_of,
)
from kg.engine.base import Answer
from kg.engine.budget import MIB, Budget
from kg.engine.forked import ForkedEngine
from kg.errors import QueryError, SnapshotError
from kg.store.publish import publish

LABELS = "SELECT ?o { ?s <http://ex.org/label> ?o }"


def worker_of(answer: Answer) -> int:
    return answer.stream.link.pid  # type: ignore[attr-defined, no-any-return]


def test_a_worker_killed_in_the_middle_of_an_answer_is_an_error_not_an_end(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            answer = await engine.answer(request(FLOOD))
            other = await engine.answer(request(FLOOD))
            os.kill(worker_of(answer), signal.SIGKILL)
            with pytest.raises(QueryError) as caught:
                await text_of(answer)
            assert (caught.value.code, caught.value.status) == ("query-crashed", 500)
            for _ in range(10):
                assert await anext(other.stream), "another worker's answer goes on"
            await other.stream.aclose()
            assert await values(engine, LABELS)
            assert engine.stats().sums["ended_crashed"] == 1

    run(work)


def test_last_words_of_a_worker_do_not_reach_the_log(
    store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Rust says where memory was refused, in lines that are no JSON."""

    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, memory=64 * MIB)) as engine:
            assert (await failure(engine, SORT)).code == "query-memory"

    run(work)
    assert "memory" not in capfd.readouterr().err


def test_idle_workers_that_die_are_replaced(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            for pid in (killed := workers_of(engine)):
                os.kill(pid, signal.SIGKILL)
            await eventually(lambda: not any(map(lives, killed)))
            await eventually(lambda: engine.stats().idle == SMALL_BUDGET.short)
            assert await values(engine, LABELS)

    run(work)


def test_a_worker_lost_before_it_reads_the_query_is_nobodys_error(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, short=1)) as engine:
            (worker,) = workers_of(engine)
            os.kill(worker, signal.SIGSTOP)  # it is given the query and does not take it
            answering = asyncio.create_task(values(engine, LABELS))
            await asyncio.sleep(0.1)
            assert not answering.done()
            os.kill(worker, signal.SIGKILL)
            assert await answering
            assert engine.stats().sums.get("ended_crashed", 0) == 0
            await eventually(lambda: engine.stats().busy == 0)

    run(work)


def test_a_worker_that_ended_unnoticed_is_given_no_query(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, short=2)) as engine:
            for _ in range(20):
                for pid in workers_of(engine)[:2]:
                    os.kill(pid, signal.SIGKILL)
                assert await values(engine, LABELS)  # the loop has not turned since
            assert engine.stats().sums.get("ended_crashed", 0) == 0

    run(work)


def test_a_query_that_ends_its_worker_does_not_run_again(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, short=1)) as engine:
            (worker,) = workers_of(engine)
            answering = asyncio.create_task(engine.answer(request(LONG)))
            await asyncio.sleep(0.3)
            os.kill(worker, signal.SIGKILL)
            with pytest.raises(QueryError) as caught:
                await answering
            assert caught.value.code == "query-crashed"
            await eventually(lambda: engine.stats().busy == 0)

    run(work)


def test_a_query_is_not_handed_on_for_ever(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, short=1)) as engine:
            answering = asyncio.create_task(values(engine, LABELS))
            while not answering.done():
                for pid in workers_of(engine):
                    with suppress(ProcessLookupError):  # the engine may end one at the same time
                        os.kill(pid, signal.SIGKILL)
                await asyncio.sleep(0)
            error = answering.exception()
            assert error is None or (
                isinstance(error, QueryError)
                and error.code in {"query-crashed", "engine-busy", "query-timeout"}
            )
            await eventually(lambda: engine.stats().busy == 0)
            assert await values(engine, LABELS)

    run(work)


def test_a_killed_parent_takes_its_workers_along_and_comes_back(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            parent, workers = parent_of(engine), workers_of(engine)
            late = await engine.answer(request(FLOOD))
            early = asyncio.create_task(engine.answer(request(LONG)))
            await asyncio.sleep(0.2)
            os.kill(parent, signal.SIGKILL)
            with pytest.raises(QueryError) as caught:
                await early
            assert (caught.value.code, caught.value.status) == ("engine-restarting", 503)
            with pytest.raises(QueryError):
                await text_of(late)
            refusals = [code async for code in refusals_until_answered(engine)]
            assert set(refusals) == {"engine-restarting"}
            assert engine.status().ready
            assert engine.status().problem is None
            assert engine.stats().sums["restarts"] == 1
            await eventually(lambda: not any(map(lives, [parent, *workers])))

    run(work)


async def refusals_until_answered(engine: ForkedEngine) -> AsyncIterator[str]:
    """The codes of the errors until a query is answered; each comes at once."""
    while True:
        begin = time.monotonic()
        try:
            await values(engine, LABELS)
        except QueryError as error:
            yield error.code
        else:
            return
        finally:
            assert time.monotonic() - begin < 3
        await asyncio.sleep(0.02)


def test_a_parent_that_dies_again_and_again_is_started_less_and_less_often(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            delays = []
            for _ in range(3):
                os.kill(parent_of(engine), signal.SIGKILL)
                await eventually(lambda: not engine.status().ready)
                delays.append(engine._delay)
                await eventually(lambda: engine.status().ready)
            assert delays == sorted(set(delays))

    run(work)


def test_the_last_good_snapshot_serves_where_the_current_one_is_damaged(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            old = engine.status().manifest
            fresh = publish(store, b"<a:s> <a:p> <a:o> <a:g> .", report=b"", software="0")
            data = fresh.folder / "data.nq.gz"
            data.write_bytes(data.read_bytes()[:-9])
            await eventually(lambda: engine.status().problem is not None)
            assert engine.status().problem.code == "snapshot-damaged"  # type: ignore[union-attr]
            # Also when it must be loaded anew.
            os.kill(parent_of(engine), signal.SIGKILL)
            await eventually(lambda: not engine.status().ready)
            await eventually(lambda: engine.status().ready)
            assert engine.status().manifest == old
            assert engine.status().problem.code == "snapshot-damaged"  # type: ignore[union-attr]
            assert await values(engine, LABELS)

    run(work)


def test_a_damaged_snapshot_alone_is_told_and_mended(store: Path) -> None:
    async def work() -> None:
        version = (store / "current").read_text("ascii").strip()
        data = store / "snapshots" / version / "data.nq.gz"
        whole = data.read_bytes()
        data.write_bytes(whole[:-1] + b"?")
        async with engine_of(store) as engine:
            assert not engine.status().ready
            for _ in range(3):
                with pytest.raises(SnapshotError) as caught:
                    await engine.answer(request(ASK))
                assert caught.value.code == "snapshot-damaged"
            publish(store, b"<a:s> <a:p> <a:o> <a:g> .", report=b"", software="0")
            await eventually(lambda: engine.status().ready)
            assert engine.status().problem is None

    run(work)


async def leave(engine: ForkedEngine, number: int) -> None:
    """Be one of many clients that go: before, at, or in the middle of an answer."""
    task = asyncio.create_task(engine.answer(request((FLOOD, LONG, LABELS)[number % 3], 30)))
    await asyncio.wait([task], timeout=0.01 * (number % 7))
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    elif task.exception() is None:
        answer = task.result()
        if number % 2:
            await anext(answer.stream, b"")
        await answer.stream.aclose()


def test_sixty_clients_that_leave_free_their_workers(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, Budget(waiting=64)) as engine:
            await text_of(await engine.answer(request(ASK)))
            before = possessions()[1:]
            await asyncio.gather(*(leave(engine, number) for number in range(60)))
            begin = time.monotonic()
            assert await values(engine, LABELS)
            assert time.monotonic() - begin < 5
            await eventually(lambda: engine.stats().busy == engine.stats().waiting == 0)
            # Long ones came and went; half as many again may stay (see `Pool`).
            kept = range(Budget().short, Budget().short * 3 // 2 + 1)
            await eventually(lambda: engine.stats().idle in kept)
            await eventually(lambda: len(workers_of(engine)) == engine.stats().idle)
            assert possessions()[1:] == before

    run(work)


def test_a_client_that_leaves_frees_its_worker_at_once(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, short=1, long=1)) as engine:
            answering = asyncio.create_task(engine.answer(request(LONG, 60)))
            await asyncio.sleep(0.3)
            worker = next(iter(engine._pool._busy)).pid  # type: ignore[union-attr]
            answering.cancel()
            begin = time.monotonic()
            await eventually(lambda: not lives(worker))
            assert time.monotonic() - begin < 5  # of sixty
            assert engine.stats().sums["killed_gone"] == 1

    run(work)


def test_a_short_query_whose_client_left_keeps_its_worker(store: Path) -> None:
    async def work() -> None:
        budget = replace(SMALL_BUDGET, short=1, long=1, grace=10)
        async with engine_of(store, budget) as engine:
            await text_of(await engine.answer(request(ASK)))
            await eventually(lambda: engine.stats().idle == len(workers_of(engine)) == 1)
            (worker,) = workers_of(engine)
            answering = asyncio.create_task(engine.answer(request(LABELS)))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            answering.cancel()
            await eventually(lambda: engine.stats().idle == 1)
            assert workers_of(engine) == [worker]

    run(work)


def test_a_client_that_leaves_an_answer_keeps_its_worker_warm(store: Path) -> None:
    """A worker that has something to send can stop by itself, at once and at no cost to others."""

    async def work() -> None:
        # However slow the machine is, the query has just begun, and may take its time to stop.
        budget = replace(SMALL_BUDGET, short=1, moment=60, slow_after=60, grace=60)
        async with engine_of(store, budget) as engine:
            for _ in range(3):
                flood = await engine.answer(request(FLOOD, 60))
                worker = worker_of(flood)
                for _ in range(5):
                    assert await anext(flood.stream)
                await flood.stream.aclose()
                await eventually(lambda: engine.stats().idle == 1)
                assert workers_of(engine) == [worker]
                assert len(await values(engine, LABELS)) == 3  # its own answer, and whole
            assert engine.stats().sums.get("killed_gone", 0) == 0

    run(work)


def test_nothing_is_left_behind(store: Path) -> None:
    before, others = possessions(), children_of(os.getpid())

    async def work() -> None:
        async with engine_of(store) as engine:
            await text_of(await engine.answer(request(LABELS)))
            flood = await engine.answer(request(FLOOD, 60))
            long = asyncio.create_task(engine.answer(request(LONG, 60)))
            await asyncio.sleep(0.2)
            publish(store, b"<a:s> <a:p> <a:o> <a:g> .", report=b"", software="0")
            await eventually(lambda: engine.stats().sums.get("switches") == 1)
            own = children_of(os.getpid())
            family.update({pid: state for pid, state in own.items() if pid not in others})
            family.update({child: "" for pid in [*family] for child in children_of(pid)})
        for task in (long, asyncio.create_task(text_of(flood))):
            with pytest.raises(QueryError):
                await task

    family: dict[int, str] = {}
    run(work)
    assert len(family) > 3
    assert possessions() == before
    assert not [pid for pid in family if lives(pid)]


def test_a_web_server_that_is_killed_leaves_no_process_behind(store: Path) -> None:
    async def work() -> None:
        program = (
            "import asyncio, pathlib, sys\n"
            "from kg.engine.forked import ForkedEngine\n"
            "async def main():\n"
            "    engine = ForkedEngine(pathlib.Path(sys.argv[1]))\n"
            "    await engine.start()\n"
            "    print(engine._pool.parent.pid, flush=True)\n"
            "    await asyncio.sleep(60)\n"
            "asyncio.run(main())\n"
        )
        server = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", program, str(store)), stdout=asyncio.subprocess.PIPE
        )
        assert server.stdout is not None
        lines = [await server.stdout.readline() for _ in range(2)]  # the log's and ours
        parent = int(next(line for line in lines if line.strip().isdigit()))
        family = [parent, *children_of(parent)]
        assert len(family) > 1
        server.kill()
        await server.wait()
        await eventually(lambda: not [pid for pid in family if _runs(pid)])

    run(work)


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_system_without_processes_is_asked_again(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(subprocess, "Popen", _no_process)
            engine = ForkedEngine(store, budget=SMALL_BUDGET, reload_every=0.02)
            await engine.start()
        try:
            with pytest.raises(QueryError) as caught:
                await engine.answer(request(ASK))
            assert caught.value.code == "engine-restarting"
            await eventually(lambda: engine.status().ready)
            assert engine.status().problem is None
            assert await values(engine, LABELS)
        finally:
            await engine.stop()

    run(work)


def _no_process(*_: object, **__: object) -> None:
    raise BlockingIOError(11, "Resource temporarily unavailable")
