"""The engine in this process: answers, datasets, errors, limits, clients that go, reloading."""

import asyncio
import gc
import json
import threading
import time
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.engine.base import GRAPH_FORMATS, Answer, QueryRequest, ResultFormat, formats_of
from kg.engine.guard import inspect
from kg.engine.memory import MemoryEngine
from kg.errors import QueryError, SnapshotError
from kg.store.publish import publish
from kg.store.snapshot import current_version


def _product(of: int, size: int) -> str:
    numbers = " ".join(map(str, range(size)))
    return " ".join(f"VALUES ?v{number} {{ {numbers} }}" for number in range(of))


# Some seconds of work without a byte of output; nothing can end it.
LONG = f"SELECT (COUNT(DISTINCT ?v0) AS ?n) {{ {_product(4, 60)} }}"
# Gigabytes of output: 40^5 rows.
FLOOD = f"SELECT * {{ {_product(5, 40)} }}"


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await work()

    asyncio.run(main())


@asynccontextmanager
async def engine_of(
    root: Path, *, workers: int = 2, waiting: int | None = None
) -> AsyncIterator[MemoryEngine]:
    engine = MemoryEngine(root, workers=workers, waiting=waiting, reload_every=0.02)
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


async def values(engine: MemoryEngine, text: str, **dataset: tuple[str, ...]) -> list[str]:
    document = json.loads(await text_of(await engine.answer(request(text, 20, **dataset))))
    rows = document["results"]["bindings"]
    return sorted(term["value"] for row in rows for term in row.values())


async def failure(engine: MemoryEngine, text: str, seconds: float = 20) -> QueryError:
    with pytest.raises(QueryError) as caught:
        await engine.answer(request(text, seconds))
    return caught.value


async def eventually(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is awaited is outside of the loop
            await asyncio.sleep(0.01)


def test_each_form_answers_in_its_default_format(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            label = 'SELECT ?s { ?s <http://ex.org/label> "环翠区"@zh }'
            assert await values(engine, label) == ["http://ex.org/环翠"]
            answer = await engine.answer(request("ASK { <http://ex.org/环翠> ?p ?o }"))
            assert answer.version == current_version(store)
            assert json.loads(await text_of(answer))["boolean"] is True
            for text in ("CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <http://ex.org/环翠>"):
                turtle = await text_of(await engine.answer(request(text)))
                triples = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
                assert ox.NamedNode("http://ex.org/环翠") in {triple.subject for triple in triples}

    run(work)


@pytest.mark.parametrize("format_", GRAPH_FORMATS, ids=lambda format_: format_.media_type)
def test_each_graph_format_is_what_it_says(store: Path, format_: ResultFormat) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            query = inspect("CONSTRUCT WHERE { ?s <http://ex.org/code> ?o }")
            answer = await engine.answer(QueryRequest(query, format_, 20))
            written = ox.RdfFormat.from_media_type(answer.format.media_type)
            parsed = list(ox.parse(await text_of(answer), format=written))
            assert [quad.object.value for quad in parsed] == ["371083"]

    run(work)


LABELS = "SELECT ?o { ?s <http://ex.org/label> ?o }"
G1, G3 = "http://ex.org/g1", "http://ex.org/g3"


def test_the_default_graph_is_the_union_unless_a_dataset_is_named(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            union = ["Rushan", "second graph", "环翠区"]
            assert await values(engine, LABELS) == union
            from_g3 = LABELS.replace("{", f"FROM <{G3}> {{", 1)
            assert await values(engine, from_g3) == ["second graph"]
            assert await values(engine, LABELS.replace("{", f"FROM NAMED <{G3}> {{", 1)) == []
            assert await values(engine, LABELS, default_graphs=(G3,)) == ["second graph"]
            assert await values(engine, LABELS, default_graphs=(G1, G3)) == union
            # The protocol's dataset prevails over the query's (section 2.1.4).
            one = await values(engine, from_g3, default_graphs=(G1,))
            assert one == ["Rushan", "环翠区"]
            assert await values(engine, LABELS, named_graphs=(G1,)) == []
            graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
            assert await values(engine, graphs, named_graphs=(G1,)) == [G1]
            assert await values(engine, graphs, default_graphs=(G1,)) == []
            assert len(await values(engine, graphs)) == 3

    run(work)


def test_a_graph_that_is_no_iri_is_refused(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            with pytest.raises(QueryError) as caught:
                await engine.answer(request("ASK {}", default_graphs=("not an iri",)))
            assert (caught.value.code, caught.value.status) == ("graph-iri", 400)
            await text_of(await engine.answer(request("ASK {}")))

    run(work)


@pytest.mark.parametrize(
    ("text", "at", "at_fault", "said"),
    [
        ("SELECT * {\n  ?s foo:bar ?o\n}", (2, 13), "  ?s foo:bar ?o", "Prefix not found"),
        ('SELECT * { ?环 ?p "翠" . ', (1, 24), 'SELECT * { ?环 ?p "翠" . ', ""),
        ("SELECT ?a WHERE {}\r\nGROUP BY ?b", (2, 12), "GROUP BY ?b", "unbound"),
    ],
)
def test_a_syntax_error_says_where(
    store: Path, text: str, at: tuple[int, int], at_fault: str, said: str
) -> None:
    line, column = at

    async def work() -> None:
        async with engine_of(store) as engine:
            error = await failure(engine, text)
            assert (error.code, error.status) == ("sparql-syntax", 400)
            assert (error.extra["line"], error.extra["column"]) == (line, column)
            assert error.extra["text"] == at_fault
            assert said in error.en
            assert f"line {line}, column {column}" in error.en
            assert f"第 {line} 行第 {column} 列" in error.zh

    run(work)


def test_a_function_that_does_not_exist_is_the_clients_error(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            error = await failure(engine, "SELECT * { ?s ?p ?o FILTER(<http://ex.org/f>(?o)) }")
            assert (error.code, error.status) == ("query-unsupported", 400)
            assert "http://ex.org/f" in error.en

    run(work)


def test_without_a_snapshot_there_is_an_error_and_then_there_is_one(tmp_path: Path) -> None:
    async def work() -> None:
        async with engine_of(tmp_path) as engine:
            assert not engine.status().ready
            with pytest.raises(SnapshotError) as caught:
                await engine.answer(request("ASK {}"))
            assert caught.value.code == "snapshot-missing"
            publish(tmp_path, b"<a:s> <a:p> <a:o> <a:g> .", report=b"", software="0")
            await eventually(lambda: engine.status().ready)
            assert await values(engine, "SELECT ?s { ?s ?p ?o }") == ["a:s"]

    run(work)


def test_a_damaged_new_snapshot_leaves_the_old_one_served(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            old = engine.status().manifest
            (store / "current").write_text("0123456789abcdef\n")
            await eventually(lambda: engine.status().problem is not None)
            assert engine.status().manifest == old
            assert await values(engine, LABELS)
            publish(store, b"<a:s> <a:p> <a:o> <a:g> .", report=b"", software="0")
            await eventually(lambda: engine.status().problem is None)
            assert await values(engine, "SELECT ?s { ?s ?p ?o }") == ["a:s"]

    run(work)


def test_queries_go_on_without_a_failure_while_snapshots_change(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, workers=2) as engine:
            done = threading.Event()
            thread = threading.Thread(target=_publish_often, args=(store, done))
            thread.start()
            versions: set[str] = set()
            while not done.is_set():
                answer = await engine.answer(request("SELECT ?o { ?s <a:number> ?o }"))
                rows = json.loads(await text_of(answer))["results"]["bindings"]
                assert len({row["o"]["value"] for row in rows}) <= 1, "one snapshot, not two mixed"
                versions.add(answer.version)
            thread.join()
            await eventually(lambda: _serves(engine, current_version(store)))
            assert len(versions) > 2

    run(work)


def _publish_often(root: Path, done: threading.Event) -> None:
    for number in range(12):
        lines = (f'<a:{i}> <a:number> "{number}" <a:g> .' for i in range(50))
        publish(root, "\n".join(lines).encode(), report=b"", software="0")
        time.sleep(0.05)
    done.set()


def _serves(engine: MemoryEngine, version: str) -> bool:
    manifest = engine.status().manifest
    return manifest is not None and manifest.version == version


def test_after_the_deadline_there_is_an_error_and_the_loop_was_never_held(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, workers=1, waiting=1) as engine:
            begin = time.monotonic()
            error = await failure(engine, LONG, 0.2)
            assert time.monotonic() - begin < 5
            assert (error.code, error.status) == ("query-timeout", 504)
            # It cannot be ended: the one worker stays taken, and what waits gets its own error.
            waiting = await failure(engine, "ASK {}", 0.1)
            assert waiting.code == "query-timeout"
            refused = await failure(engine, "ASK {}")
            assert (refused.code, refused.status) == ("engine-busy", 503)
            assert refused.extra["retryAfter"] == 1
            await eventually(lambda: engine._taken == 0, 60)
            assert await values(engine, LABELS)

    run(work)


def test_a_place_comes_back_when_the_query_has_ended(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, workers=1, waiting=0) as engine:
            for _ in range(20):
                assert await values(engine, LABELS)
                await eventually(lambda: engine._taken == 0)
            await failure(engine, "SELECT * {")
            await eventually(lambda: engine._taken == 0)

    run(work)


def test_a_reader_that_goes_away_ends_the_query(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, workers=1, waiting=0) as engine:
            for _ in range(5):
                answer = await engine.answer(request(FLOOD, timeout=60))
                assert await anext(answer.stream)
                await answer.stream.aclose()
                await eventually(lambda: engine._taken == 0)

    run(work)


def test_a_caller_that_gives_up_frees_what_only_waited(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, workers=1, waiting=5) as engine:
            flood = await engine.answer(request(FLOOD, timeout=60))
            waiting = [asyncio.create_task(engine.answer(request(FLOOD))) for _ in range(5)]
            await asyncio.sleep(0.05)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            await flood.stream.aclose()
            await eventually(lambda: engine._taken == 0)
            assert await values(engine, LABELS)

    run(work)


def test_a_slow_reader_does_not_make_the_server_gather_the_answer(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            answer = await engine.answer(request(FLOOD, timeout=60))
            await asyncio.sleep(0.3)
            channel = answer.stream.channel  # type: ignore[attr-defined]
            held = sum(map(len, channel._chunks)) + len(channel._buffer)
            assert held < 1_000_000, "the whole answer has gigabytes"
            await answer.stream.aclose()

    run(work)


def test_a_deadline_in_the_middle_of_an_answer_is_an_error_not_an_end(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store, workers=1, waiting=0) as engine:
            answer = await engine.answer(request(FLOOD, timeout=0.3))
            with pytest.raises(QueryError) as caught:
                async for _ in answer.stream:
                    pass
            assert caught.value.code == "query-timeout"
            await eventually(lambda: engine._taken == 0)

    run(work)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 40_000 + "}" * 40_000,
        "ASK { " + "FILTER NOT EXISTS {" * 4_000 + "}" * 4_000 + " }",
        "SELECT (" + "IF(1,1," * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}",
    ],
    ids=["groups", "not exists", "if"],
)
def test_a_deeply_nested_query_does_not_end_the_process(store: Path, text: str) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            await text_of(await engine.answer(request(text, timeout=60)))

    run(work)


def test_an_old_snapshot_is_freed_when_its_last_query_has_ended(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            assert engine._loaded is not None
            old = weakref.ref(engine._loaded)
            flood = await engine.answer(request(FLOOD, timeout=60))
            publish(store, b"<a:s> <a:p> <a:o> <a:g> .", report=b"", software="0")
            await eventually(lambda: _serves(engine, current_version(store)))
            assert old() is not None, "the query still reads it"
            await flood.stream.aclose()
            await eventually(lambda: engine._taken == 0)
            await eventually(lambda: gc.collect() >= 0 and old() is None)

    run(work)
