"""What may be kept: entity tags, 304, Vary, and compression that nobody else must be given."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from kg_api.caching import is_deterministic, matches

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx2
    from starlette.testclient import TestClient

ALL = "SELECT * { ?s ?p ?o }"
MANY = "SELECT * { VALUES ?x { %s } }" % " ".join(map(str, range(300)))  # noqa: UP031


def ask(client: TestClient, query: str, **headers: str) -> httpx2.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/sparql", params={"query": query}, headers=names)


def test_an_unchanged_answer_is_not_sent_again(client: TestClient) -> None:
    first = ask(client, ALL)
    tag = first.headers["etag"]
    assert "no-cache" in first.headers["cache-control"]
    for header in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = ask(client, ALL, if_none_match=header)
        assert (again.status_code, again.content) == (304, b""), header
        assert again.headers["etag"] == tag
        assert again.headers["vary"] == first.headers["vary"]
    assert ask(client, ALL, if_none_match='"other"').status_code == 200


def test_the_tag_is_of_the_query_its_dataset_and_its_format(client: TestClient) -> None:
    graph = {"query": ALL, "default-graph-uri": "http://ex.org/g1"}
    named = {"query": ALL, "named-graph-uri": "http://ex.org/g1"}
    answers = [
        ask(client, ALL),
        ask(client, ALL + " "),
        ask(client, ALL, accept="text/csv"),
        client.get("/sparql", params=graph),
        client.get("/sparql", params=named),
    ]
    assert len({answer.headers["etag"] for answer in answers}) == len(answers)


def test_the_tag_changes_with_the_data(make_client: Callable[..., TestClient], store: Path) -> None:
    first = make_client(store)
    other = make_client(empty=True)
    assert ask(first, ALL).headers["etag"] != ask(other, ALL).headers["etag"]


CHANGING = [
    "SELECT (RAND() AS ?x) {}",
    "SELECT (now ( ) AS ?x) {}",
    "SELECT (UUID() AS ?x) {}",
    "SELECT (STRUUID() AS ?x) {}",
    "SELECT (BNODE() AS ?x) {}",
    "SELECT (NOW # a comment (\n () AS ?x) {}",
    "SELECT * { BIND(1+NOW() AS ?x) }",
]
LASTING = [
    ALL,
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT * { ?s foaf:knows ?o }",
    "SELECT ?now { ?now ?p 'RAND' }",
    "SELECT * { ?s <http://ex.org/NOW> ?o }",
]


@pytest.mark.parametrize("query", CHANGING)
def test_what_changes_by_itself_is_not_kept(client: TestClient, query: str) -> None:
    answer = ask(client, query, if_none_match="*")
    assert answer.status_code in {200, 400}
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert not is_deterministic(query)


@pytest.mark.parametrize("query", LASTING)
def test_what_only_looks_like_it_is_kept(query: str) -> None:
    assert is_deterministic(query)


def test_the_search_for_what_changes_is_linear() -> None:
    for text in ("NOW" + "#" * 100_000, "NOW #\n" * 20_000, "NOW" + " " * 100_000):
        assert is_deterministic(text)


def test_a_posted_query_has_no_tag(client: TestClient) -> None:
    answer = client.post("/sparql", data={"query": ALL}, headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert "etag" not in answer.headers


def test_errors_are_not_kept(client: TestClient) -> None:
    answer = ask(client, "ASK {")
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("header", [None, "", "W/", '"', '"a" "b"', "etag", 'W/"A"'])
def test_other_tags_do_not_match(header: str | None) -> None:
    assert not matches(header, 'W/"abc"')


def raw(client: TestClient, query: str, coding: str) -> tuple[str | None, bytes]:
    headers = {"Accept-Encoding": coding, "Accept": "text/csv"}
    with client.stream("GET", "/sparql", params={"query": query}, headers=headers) as answer:
        assert "Accept-Encoding" in answer.headers["vary"]
        return answer.headers.get("content-encoding"), b"".join(answer.iter_raw())


@pytest.mark.parametrize("coding", ["gzip", "gzip;q=0.5", "br, *", "deflate, gzip, br"])
def test_a_larger_answer_is_compressed_on_request(client: TestClient, coding: str) -> None:
    found, content = raw(client, MANY, coding)
    assert found == "gzip"
    plain = zlib.decompress(content, 31)
    assert plain == raw(client, MANY, "identity")[1]
    assert len(content) < len(plain)


@pytest.mark.parametrize("coding", ["", "identity", "gzip;q=0", "br", "identity, gzip;q=0.5"])
def test_who_does_not_want_it_gets_it_plain(client: TestClient, coding: str) -> None:
    assert raw(client, MANY, coding)[0] is None


def test_a_small_answer_is_sent_as_it_is(client: TestClient) -> None:
    answer = ask(client, "ASK {}", accept_encoding="gzip")
    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize("query", ["ASK {}", MANY])
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_head_tells_what_get_would(client: TestClient, query: str, coding: str) -> None:
    headers = {"Accept-Encoding": coding, "X-Request-Id": "one"}
    client.get("/sparql", params={"query": query}, headers=headers)  # now it is in the cache
    get = client.get("/sparql", params={"query": query}, headers=headers)
    head = client.head("/sparql", params={"query": query}, headers=headers)
    assert head.headers.items() == get.headers.items()
    assert head.content == b""


def test_the_start_page_and_the_description_are_compressed_too(client: TestClient) -> None:
    for path in ("/", "/sparql"):
        answer = client.get(
            path, headers={"Accept-Encoding": "gzip", "Accept": "text/html, */*;q=0.8"}
        )
        assert answer.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["vary"]
        assert "<html" in answer.text
