"""A repeated query is answered from memory: the same answer, and never that of other data."""

from __future__ import annotations

import asyncio
import re
import zlib
from typing import TYPE_CHECKING, Self

import pytest

from kg.engine.base import TABLE_FORMATS, Answer
from kg.engine.refusals import crashed
from kg.store.publish import publish
from kg_api.answer_cache import SHARE, AnswerCache

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    import httpx2
    from starlette.testclient import TestClient

    from kg.store.snapshot import Snapshot

ALL = "SELECT * { ?s ?p ?o }"
MANY = "SELECT * { VALUES ?x { %s } }" % " ".join(map(str, range(3000)))  # noqa: UP031
IDENTITY = {"Accept-Encoding": "identity"}


def ask(client: TestClient, query: str = ALL, **headers: str) -> httpx2.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/sparql", params={"query": query}, headers={**IDENTITY, **names})


def figures(client: TestClient) -> dict[str, float]:
    rows = re.findall(r"^(kg_\w+) ([\d.e+]+)$", client.get("/metrics").text, re.MULTILINE)
    return {name: float(value) for name, value in rows}


def runs(client: TestClient) -> float:
    """How many queries the workers have had."""
    return figures(client).get("kg_engine_queries_total", 0)


def told(answer: httpx2.Response) -> dict[str, str]:
    """The headers of an answer, but for what is of this request and of this transfer alone."""
    own = {"x-request-id", "content-length"}
    return {name: value for name, value in answer.headers.items() if name not in own}


@pytest.mark.parametrize("query", [ALL, MANY, "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_the_second_answer_is_the_first_one_and_needs_no_worker(
    client: TestClient, query: str
) -> None:
    first = ask(client, query)
    before = runs(client)
    again = ask(client, query)
    assert runs(client) == before
    assert (again.status_code, again.content) == (200, first.content)
    assert told(again) == told(first)
    assert int(again.headers["content-length"]) == len(first.content)


def test_the_figures_tell_hits_misses_and_bytes(client: TestClient) -> None:
    for _ in range(3):
        answer = ask(client, MANY)
    found = figures(client)
    assert (found["kg_cache_hits_total"], found["kg_cache_misses_total"]) == (2, 1)
    assert found["kg_cache_bytes"] >= len(answer.content)


def test_get_and_post_share_it_and_keep_their_headers(client: TestClient) -> None:
    first = client.post("/sparql", data={"query": ALL}, headers=IDENTITY)
    before = runs(client)
    got = ask(client)
    direct = client.post(
        "/sparql",
        content=ALL,
        headers={**IDENTITY, "Content-Type": "application/sparql-query"},
    )
    assert runs(client) == before
    assert got.content == direct.content == first.content
    assert "etag" in got.headers
    assert "etag" not in direct.headers
    assert told(direct) == told(first)


def test_a_kept_answer_is_304_to_who_has_it_and_has_no_body_for_head(client: TestClient) -> None:
    ask(client)
    first = ask(client)
    before = runs(client)
    assert ask(client, if_none_match=first.headers["etag"]).status_code == 304
    head = client.head("/sparql", params={"query": ALL}, headers=IDENTITY)
    assert runs(client) == before
    assert head.content == b""
    assert told(head) == told(first)
    assert head.headers["content-length"] == str(len(first.content))


def test_the_compressed_answer_is_kept_too(client: TestClient) -> None:
    plain = ask(client, MANY).content
    before = runs(client)
    for _ in range(2):
        held = figures(client)["kg_cache_bytes"]
        with client.stream(
            "GET", "/sparql", params={"query": MANY}, headers={"Accept-Encoding": "gzip"}
        ) as answer:
            zipped = b"".join(answer.iter_raw())
            assert answer.headers["content-encoding"] == "gzip"
            assert answer.headers["content-length"] == str(len(zipped))
        assert zlib.decompress(zipped, 31) == plain
    assert runs(client) == before
    assert figures(client)["kg_cache_bytes"] == held
    assert "content-encoding" not in ask(client, MANY).headers


def test_another_format_dataset_or_address_is_another_answer(client: TestClient) -> None:
    relative = "SELECT (<x> AS ?x) {}"
    ways = [
        lambda: ask(client, relative),
        lambda: ask(client, relative, accept="text/csv"),
        lambda: ask(client, relative, host="other.example"),
        lambda: ask(client, relative + " "),
        lambda: client.get(
            "/sparql", params={"query": relative, "default-graph-uri": "http://ex.org/g1"}
        ),
    ]
    first = [way().content for way in ways]
    before = runs(client)
    assert [way().content for way in ways] == first
    assert runs(client) == before
    assert b"other.example" in first[2]
    assert b"other.example" not in first[0]


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?x) {}", "SELECT (UUID() AS ?x) {}"])
def test_what_changes_by_itself_is_made_each_time(client: TestClient, query: str) -> None:
    assert ask(client, query).content != ask(client, query).content


def test_an_error_is_made_each_time(client: TestClient) -> None:
    before = runs(client)
    for _ in range(2):
        assert ask(client, "ASK { ?s ?p }").status_code == 400
    assert runs(client) == before + 2


def test_it_can_be_switched_off(make_client: Callable[..., TestClient], store: Path) -> None:
    client = make_client(store, cache_bytes=0)
    before = runs(client)
    assert ask(client).content == ask(client).content
    assert runs(client) == before + 2


def test_an_answer_that_is_too_large_is_not_kept(
    make_client: Callable[..., TestClient], store: Path
) -> None:
    size = len(ask(make_client(store, cache_bytes=0), MANY).content)
    client = make_client(store, cache_bytes=SHARE * (size - 1))
    before = runs(client)
    ask(client, MANY)
    ask(client, MANY)
    assert runs(client) == before + 2
    ask(client)
    ask(client)
    assert runs(client) == before + 3


def test_a_change_is_seen_by_the_next_query(scratch: TestClient) -> None:
    bearer = {"Authorization": "Bearer T"}
    for number in range(3):
        update = f"INSERT DATA {{ <http://ex.org/s> <http://ex.org/p> {number} }}"
        done = scratch.post("/update", data={"update": update}, headers=bearer)
        assert done.status_code < 300
        for _ in range(2):
            answer = ask(scratch)
            rows = answer.json()["results"]["bindings"]
            assert len(rows) == number + 1
    assert figures(scratch)["kg_cache_hits_total"] == 3


def test_a_new_snapshot_has_answers_of_its_own(client: TestClient, snapshot: Snapshot) -> None:
    first = ask(client)
    more = b'<http://ex.org/s> <http://ex.org/p> "new" <http://ex.org/g3> .\n'
    new = publish(snapshot.folder.parents[1], more, report=b"", software="0.2")
    version = snapshot.version
    while version != new.version:  # the engine looks once a second
        answer = ask(client)
        version = answer.headers["kg-snapshot"]
        assert (b'"new"' in answer.content) == (version == new.version)
    assert ask(client).content == answer.content
    assert answer.headers["etag"] != first.headers["etag"]


class Chunks:
    """A stream of these chunks, which then ends or fails."""

    def __init__(self, *chunks: bytes, failing: bool = False) -> None:
        self._chunks = iter(chunks)
        self._failing = failing
        self.closed = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        if self.closed:  # as an engine's stream ends when its reader closes it
            raise StopAsyncIteration
        for chunk in self._chunks:
            return chunk
        if self._failing:
            raise crashed()
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """End it."""
        self.closed = True


class Filled:
    """A cache, and what it has kept of one answer."""

    def __init__(self, limit: int = SHARE * 2000, version: str = "1") -> None:
        self.cache = AnswerCache(limit)
        self.cache.find("query", version)

    def by(self, stream: Chunks) -> Answer:
        """Return an answer of this stream, which fills the cache."""
        return self.cache.filled_by(Answer(TABLE_FORMATS[0], "1", stream), "query")

    def read(self, stream: Chunks) -> Self:
        """Read it all."""

        async def whole() -> None:
            async for _ in self.by(stream).stream:
                pass

        asyncio.run(whole())
        return self

    @property
    def content(self) -> bytes | None:
        """What was kept."""
        kept = self.cache.find("query", "1")
        return kept.plain if kept else None


def test_a_stream_is_kept_when_it_has_come_to_its_end() -> None:
    assert Filled().read(Chunks(b"a", b"b")).content == b"ab"


def test_a_stream_that_fails_is_not_kept() -> None:
    filled = Filled()
    with pytest.raises(Exception, match="query-crashed"):
        filled.read(Chunks(b"a", b"b", failing=True))
    assert filled.content is None


def test_a_stream_that_is_closed_before_its_end_is_not_kept() -> None:
    filled, chunks = Filled(), Chunks(b"a", b"b")

    async def begin() -> list[bytes]:
        stream = filled.by(chunks).stream
        await anext(stream)
        await stream.aclose()
        return [chunk async for chunk in stream]

    assert asyncio.run(begin()) == []
    assert chunks.closed
    assert filled.content is None


def test_an_answer_that_ends_after_the_data_has_changed_is_not_kept() -> None:
    filled = Filled(version="2")
    assert filled.read(Chunks(b"old")).cache.find("query", "2") is None
    assert filled.cache.held == 0
