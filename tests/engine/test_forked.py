"""The engine answers: forms, formats, datasets, errors, and snapshots that change."""

import asyncio
import json
import os
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from engine.running import (
    FLOOD,
    SMALL_BUDGET,
    Served,
    children_of,
    engine_of,
    eventually,
    failure,
    lives,
    parent_of,
    request,
    run,
    text_of,
    values,
)
from kg.engine.base import GRAPH_FORMATS, Engine, QueryRequest, ResultFormat
from kg.engine.forked import ForkedEngine
from kg.engine.guard import inspect
from kg.errors import QueryError, SnapshotError
from kg.store.publish import publish
from kg.store.snapshot import current_version


def test_each_form_answers_in_its_default_format(served: Served) -> None:
    async def work(engine: Engine) -> None:
        label = 'SELECT ?s { ?s <http://ex.org/label> "环翠区"@zh }'
        assert await values(engine, label) == ["http://ex.org/环翠"]
        answer = await engine.answer(request("ASK { <http://ex.org/环翠> ?p ?o }"))
        assert answer.version == engine.status().manifest.version  # type: ignore[union-attr]
        assert json.loads(await text_of(answer))["boolean"] is True
        for text in ("CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <http://ex.org/环翠>"):
            turtle = await text_of(await engine.answer(request(text)))
            triples = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
            assert ox.NamedNode("http://ex.org/环翠") in {triple.subject for triple in triples}

    served(work)


@pytest.mark.parametrize("format_", GRAPH_FORMATS, ids=lambda format_: format_.media_type)
def test_each_graph_format_is_what_it_says(served: Served, format_: ResultFormat) -> None:
    async def work(engine: Engine) -> None:
        query = inspect("CONSTRUCT WHERE { ?s <http://ex.org/code> ?o }")
        answer = await engine.answer(QueryRequest(query, format_, 20))
        written = ox.RdfFormat.from_media_type(answer.format.media_type)
        parsed = list(ox.parse(await text_of(answer), format=written))
        assert [quad.object.value for quad in parsed] == ["371083"]

    served(work)


LABELS = "SELECT ?o { ?s <http://ex.org/label> ?o }"
G1, G3 = "http://ex.org/g1", "http://ex.org/g3"


def test_the_default_graph_is_the_union_unless_a_dataset_is_named(served: Served) -> None:
    async def work(engine: Engine) -> None:
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

    served(work)


def test_a_graph_that_is_no_iri_is_refused(served: Served) -> None:
    async def work(engine: Engine) -> None:
        with pytest.raises(QueryError) as caught:
            await engine.answer(request("ASK {}", default_graphs=("not an iri",)))
        assert (caught.value.code, caught.value.status) == ("graph-iri", 400)
        await text_of(await engine.answer(request("ASK {}")))

    served(work)


@pytest.mark.parametrize(
    ("text", "at", "at_fault", "said"),
    [
        ("SELECT * {\n  ?s foo:bar ?o\n}", (2, 13), "  ?s foo:bar ?o", "Prefix not found"),
        ('SELECT * { ?环 ?p "翠" . ', (1, 24), 'SELECT * { ?环 ?p "翠" . ', ""),
        ("SELECT ?a WHERE {}\r\nGROUP BY ?b", (2, 12), "GROUP BY ?b", "unbound"),
    ],
)
def test_a_syntax_error_says_where(
    served: Served, text: str, at: tuple[int, int], at_fault: str, said: str
) -> None:
    line, column = at

    async def work(engine: Engine) -> None:
        error = await failure(engine, text)
        assert (error.code, error.status) == ("sparql-syntax", 400)
        assert (error.extra["line"], error.extra["column"]) == (line, column)
        assert error.extra["text"] == at_fault
        assert said in error.en
        assert f"line {line}, column {column}" in error.en
        assert f"第 {line} 行第 {column} 列" in error.zh

    served(work)


def test_a_function_that_does_not_exist_is_the_clients_error(served: Served) -> None:
    async def work(engine: Engine) -> None:
        error = await failure(engine, "SELECT * { ?s ?p ?o FILTER(<http://ex.org/f>(?o)) }")
        assert (error.code, error.status) == ("query-unsupported", 400)
        assert "http://ex.org/f" in error.en

    served(work)


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
    others = children_of(os.getpid()).keys()

    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, short=4)) as engine:
            seen: list[str] = []
            done = asyncio.Event()

            async def ask() -> None:
                while not done.is_set():
                    answer = await engine.answer(request("SELECT ?o { ?s <a:number> ?o }"))
                    rows = json.loads(await text_of(answer))["results"]["bindings"]
                    assert len({row["o"]["value"] for row in rows}) <= 1, "no two mixed"
                    seen.append(answer.version)

            asking = [asyncio.create_task(ask()) for _ in range(4)]
            published = [await _publish_and_wait(store, engine, number) for number in range(4)]
            done.set()
            await asyncio.gather(*asking)  # raises what any of them met
            assert set(published) <= set(seen)
            assert engine.stats().sums["switches"] == 4
            await eventually(lambda: len(children_of(os.getpid()).keys() - others) == 1)

    run(work)


async def _publish_and_wait(root: Path, engine: ForkedEngine, number: int) -> str:
    lines = "\n".join(f'<a:{i}> <a:number> "{number}" <a:g> .' for i in range(50))
    published = await asyncio.to_thread(publish, root, lines.encode(), report=b"", software="0")
    await eventually(lambda: _serves(engine, published.version))
    await asyncio.sleep(0.1)  # time for a query
    return published.version


def _serves(engine: ForkedEngine, version: str) -> bool:
    manifest = engine.status().manifest
    return manifest is not None and manifest.version == version


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 40_000 + "}" * 40_000,
        "ASK { " + "FILTER NOT EXISTS {" * 4_000 + "}" * 4_000 + " }",
        "SELECT (" + "IF(1,1," * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}",
    ],
    ids=["groups", "not exists", "if"],
)
def test_a_deeply_nested_query_is_answered(served: Served, text: str) -> None:
    async def work(engine: Engine) -> None:
        await text_of(await engine.answer(request(text, timeout=60)))

    served(work)


def test_an_old_snapshot_ends_with_its_last_query(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            old = parent_of(engine)
            flood = await engine.answer(request(FLOOD, timeout=60))
            publish(store, b"<a:s> <a:p> <a:o> <a:g> .", report=b"", software="0")
            await eventually(lambda: _serves(engine, current_version(store)))
            assert await values(engine, "SELECT ?s { ?s ?p ?o }") == ["a:s"]
            assert await anext(flood.stream), "the query still reads the old one"
            assert lives(old)
            await flood.stream.aclose()
            await eventually(lambda: not lives(old))

    run(work)


def test_random_values_are_not_the_same_in_each_worker(store: Path) -> None:
    # A fork copies the state of a random generator, if there is one.
    async def work() -> None:
        async with engine_of(store, replace(SMALL_BUDGET, keep_queries=1)) as engine:
            random = "SELECT (STRUUID() AS ?u) (STR(RAND()) AS ?r) {}"
            seen = [value for _ in range(5) for value in await values(engine, random)]
            assert engine.stats().sums["recycled"] == 5
        assert len(set(seen)) == len(seen) > 0

    run(work)


def test_an_answer_of_one_piece_is_there_as_a_whole(store: Path) -> None:
    async def work() -> None:
        async with engine_of(store) as engine:
            small = await engine.answer(request("ASK {}"))
            assert small.whole == await text_of(small)
            large = await engine.answer(request(FLOOD))
            assert large.whole is None
            await large.stream.aclose()

    run(work)
