"""Changes of an engine that is written to: updates, graphs, what is seen afterwards, what fails."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from engine.running import (
    BOMB,
    FLOOD,
    LONG,
    SMALL_BUDGET,
    children_of,
    eventually,
    parent_of,
    possessions,
    request,
    run,
    text_of,
    values,
)
from kg.engine.base import GraphContent, UpdateRequest, WritableEngine
from kg.engine.budget import MIB, Budget
from kg.engine.scratch import ScratchEngine
from kg.errors import QueryError

G = "http://ex.org/g"
ALL = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
OBJECTS = "SELECT ?o { ?s ?p ?o }"


@asynccontextmanager
async def scratch(budget: Budget = SMALL_BUDGET) -> AsyncIterator[ScratchEngine]:
    engine = ScratchEngine(budget=budget)
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


async def update(engine: WritableEngine, text: str, timeout: float = 20) -> None:  # noqa: ASYNC109
    await engine.update(UpdateRequest(text, timeout))


async def refused(engine: WritableEngine, text: str, timeout: float = 20) -> QueryError:  # noqa: ASYNC109
    with pytest.raises(QueryError) as caught:
        await update(engine, text, timeout)
    return caught.value


def turtle(text: str) -> GraphContent:
    return GraphContent(text.encode(), "text/turtle", G)


def test_a_query_after_an_update_sees_it() -> None:
    async def work() -> None:
        async with scratch() as engine:
            versions = []
            for number in range(20):
                await update(
                    engine, f"DELETE WHERE {{ ?s ?p ?o }}; INSERT DATA {{ <a:> <b:> {number} }}"
                )
                answers = [values(engine, OBJECTS) for _ in range(3)]
                assert await asyncio.gather(*answers) == [[str(number)]] * 3
                manifest = engine.status().manifest
                assert manifest is not None
                versions.append(manifest.version)
                answer = await engine.answer(request("ASK {}"))
                assert answer.version == manifest.version
                await answer.stream.aclose()
            assert len(set(versions)) == 20

    run(work)


def test_a_query_that_runs_keeps_what_it_began_with() -> None:
    async def work() -> None:
        async with scratch() as engine:
            old = " ".join(f"<a:{number}> <b:> 'old' ." for number in range(60))
            await update(engine, f"INSERT DATA {{ {old} }}")
            pattern = " ".join(f"?s{number} ?p{number} ?o{number} ." for number in range(5))
            answer = await engine.answer(request(f"SELECT * {{ {pattern} }}", 60))
            await update(engine, "DELETE WHERE { ?s ?p ?o }; INSERT DATA { <a:> <b:> 'new' }")
            assert await values(engine, OBJECTS) == ["new"]
            chunks = [await anext(answer.stream) for _ in range(20)]
            await answer.stream.aclose()
            assert b"old" in chunks[-1]
            assert b"new" not in b"".join(chunks)

    run(work)


def test_blank_nodes_stay_who_they_are() -> None:
    async def work() -> None:
        async with scratch() as engine:
            await update(engine, "INSERT DATA { _:x <a:name> 'x' . _:y <a:name> 'y' }")
            await update(engine, "INSERT { ?b <a:seen> 1 } WHERE { ?b <a:name> 'x' }")
            await update(
                engine, "INSERT { ?b <a:made> ?n } WHERE { ?s <a:name> ?n BIND(BNODE() AS ?b) }"
            )
            await update(
                engine, "INSERT { ?b <a:made> ?n } WHERE { ?s <a:name> ?n BIND(BNODE() AS ?b) }"
            )
            both = "SELECT ?n { ?b <a:name> ?n ; <a:seen> 1 }"
            assert await values(engine, both) == ["x"]
            made = "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?b <a:made> ?x }"
            assert await values(engine, made) == ["4"], "two forks made different ones"

    run(work)


def test_graphs_are_put_deleted_and_listed() -> None:
    async def work() -> None:
        async with scratch() as engine:
            put = engine.put_graph
            assert await put(G, [turtle("<s> <p> 1, 2 .")], replace=True, timeout=20) is True
            assert await put(G, [turtle("<s> <p> 3 .")], replace=False, timeout=20) is False
            assert await engine.graphs() == ((G, 3),)
            subjects = f"SELECT DISTINCT ?s {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"
            assert await values(engine, subjects) == ["http://ex.org/s"]
            parts = [turtle("_:a <p> 1 ."), turtle("_:a <p> 2 .")]
            assert await put(G, parts, replace=True, timeout=20) is False
            assert len(await values(engine, subjects)) == 2, "a blank node belongs to its document"
            assert await put(None, [turtle("<s> <p> 9 .")], replace=True, timeout=20) is True
            assert await values(engine, OBJECTS) == ["9"]
            assert await put("http://ex.org/empty", [turtle("")], replace=True, timeout=20) is True
            assert await engine.graphs() == (("http://ex.org/empty", 0), (G, 2))
            assert await engine.delete_graph(G, timeout=20) is True
            assert await engine.delete_graph(G, timeout=20) is False
            assert await engine.delete_graph(None, timeout=20) is True
            assert await engine.delete_graph(None, timeout=20) is False
            assert await engine.graphs() == (("http://ex.org/empty", 0),)

    run(work)


def test_what_fails_changes_nothing_and_says_why() -> None:
    async def work() -> None:
        async with scratch() as engine:
            await update(engine, "INSERT DATA { <a:> <b:> 1 }")
            version = engine.status().manifest.version  # type: ignore[union-attr]
            error = await refused(engine, "INSERT DATA { <a:> <b:> 2 } ;\nINSERT { }")
            assert (error.code, error.status, error.extra["line"]) == ("sparql-syntax", 400, 2)
            half = "INSERT DATA { <a:> <b:> 3 } ; CREATE GRAPH <a:g> ; CREATE GRAPH <a:g>"
            assert (await refused(engine, half)).status == 400
            with pytest.raises(QueryError) as caught:
                await engine.put_graph(G, [turtle("<s> <p>")], replace=True, timeout=20)
            assert (caught.value.code, caught.value.status) == ("rdf-syntax", 400)
            with pytest.raises(QueryError) as caught:
                await engine.delete_graph("no iri", timeout=20)
            assert caught.value.code == "graph-iri"
            with pytest.raises(QueryError) as caught:
                await engine.update(UpdateRequest("CLEAR ALL", 20, default_graphs=("> evil",)))
            assert caught.value.code == "graph-iri"
            assert await values(engine, OBJECTS) == ["1"]
            assert engine.status().manifest.version == version  # type: ignore[union-attr]

    run(work)


def test_the_requests_dataset_is_the_updates() -> None:
    async def work() -> None:
        async with scratch() as engine:
            data = "INSERT DATA { GRAPH <a:1> { <a:> <b:> 1 } GRAPH <a:2> { <a:> <b:> 2 } }"
            await update(engine, data)
            copy = "INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }"
            await engine.update(UpdateRequest(copy, 20, default_graphs=("a:2",)))
            assert await values(engine, OBJECTS) == ["2"]

    run(work)


def test_loading_calls_nobody() -> None:
    async def work() -> None:
        async with scratch() as engine:
            with socket.create_server(("127.0.0.1", 0)) as server:
                server.settimeout(0.3)
                address = f"<http://127.0.0.1:{server.getsockname()[1]}/>"
                error = await refused(engine, f"LOAD {address}")
                assert (error.code, error.status) == ("service-refused", 501)
                error = await refused(engine, f"LOAD {address} INTO")
                assert (error.code, error.status) == ("sparql-syntax", 400)
                error = await refused(
                    engine, f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE {address} {{ ?s ?p ?o }} }}"
                )
                assert error.code == "service-refused"
                await update(engine, f"LOAD SILENT {address} INTO GRAPH <a:g>")  # W3C: a success
                with pytest.raises(TimeoutError):
                    server.accept()
            assert await values(engine, ALL) == []

    run(work)


def test_an_update_that_runs_away_is_ended_and_the_next_one_runs() -> None:
    async def work() -> None:
        async with scratch(replace(SMALL_BUDGET, memory=128 * MIB)) as engine:
            long = f"INSERT {{ <a:> <b:> ?n }} WHERE {{ {LONG} }}"
            begin = time.monotonic()
            assert (await refused(engine, long, 0.5)).code == "query-timeout"
            assert time.monotonic() - begin < 3  # of minutes
            bomb = f"INSERT {{ <a:> <b:> ?x }} WHERE {BOMB[BOMB.index('{') :]}"
            assert (await refused(engine, bomb, 40)).code == "query-memory"
            await update(engine, "INSERT DATA { <a:> <b:> 1 }")
            assert await values(engine, OBJECTS) == ["1"]
            await eventually(lambda: len(children_of(parent_of(engine))) == SMALL_BUDGET.short)

    run(work)


def test_updates_at_one_time_all_count_and_a_caller_that_leaves_harms_none() -> None:
    async def work() -> None:
        async with scratch() as engine:
            add = "DELETE { <a:n> <b:> ?n } INSERT { <a:n> <b:> ?m } WHERE { <a:n> <b:> ?n BIND(?n + 1 AS ?m) }"
            await update(engine, "INSERT DATA { <a:n> <b:> 0 }")
            long = f"INSERT {{ <a:> <b:> ?n }} WHERE {{ {LONG} }}"
            left = asyncio.create_task(update(engine, long, 60))
            await asyncio.sleep(0.2)
            adding = [asyncio.create_task(update(engine, add)) for _ in range(10)]
            left.cancel()
            await asyncio.gather(*adding)
            assert await values(engine, OBJECTS) == ["10"]

    run(work)


def test_nothing_is_left_behind() -> None:
    before = possessions()

    async def work() -> None:
        async with scratch() as engine:
            for number in range(5):
                await update(engine, f"INSERT DATA {{ <a:{number}> <b:> {number} }}")
            flood = await engine.answer(request(FLOOD))
            await update(engine, "DROP ALL")
            assert await values(engine, ALL) == []
            await flood.stream.aclose()
            await text_of(await engine.answer(request("ASK {}")))

    run(work)
    assert possessions() == before
