"""Whatever a client sends, it gets an answer of ours: never a 500, never a header of its making."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.engine.base import GRAPH_FORMATS, TABLE_FORMATS
from kg.errors import QueryError
from kg_api.compression import wanted
from kg_api.negotiate import choose_format

if TYPE_CHECKING:
    import httpx2
    from starlette.testclient import TestClient

bounded = settings(
    max_examples=150,
    deadline=None,
    # One application serves all examples: none of them changes it.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
quick = settings(max_examples=300, deadline=None)

MEDIA_TYPES = [found.media_type for found in (*TABLE_FORMATS, *GRAPH_FORMATS)]
header_text = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=60)
ranges = st.builds(
    "{}{}{}".format,
    st.sampled_from([*MEDIA_TYPES, "*/*", "text/*", "application/*", "x", "a/b", "*/x", ""]),
    st.sampled_from(["", ";q=1", ";q=0", ";q=0.5", ";q=x", ";q=", ";charset=utf-8", "; Q=.3", ";"]),
    st.sampled_from(["", " ", ";a=b", ';a="b,c"']),
)
accepts = st.lists(ranges, max_size=6).map(", ".join) | header_text
names = st.sampled_from(
    ["query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "graph", "x"]
)
texts = st.text(max_size=40) | st.sampled_from(
    ["ASK {}", "SELECT * { ?s ?p ?o }", "CLEAR ALL", "a:b", "http://ex.org/g1", "://", "//x", "x:"]
)
fields = st.lists(st.tuples(names, texts), max_size=4)


def is_ours(answer: httpx2.Response) -> None:
    assert answer.status_code < 500 or answer.status_code == 501, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"]
    assert "x-injected" not in answer.headers


@quick
@given(accepts)
@example("text/csv;q=0, */*")
def test_any_accept_gets_what_is_offered_or_406(accept: str) -> None:
    try:
        chosen = choose_format(accept, TABLE_FORMATS)
    except QueryError as error:
        assert error.status == 406  # noqa: PT017 - most examples raise nothing
    else:
        assert chosen in TABLE_FORMATS


@quick
@given(st.permutations(range(3)), st.lists(st.integers(0, 1000), min_size=3, max_size=3))
def test_the_best_liked_is_chosen_in_any_order(order: list[int], likes: list[int]) -> None:
    offered = TABLE_FORMATS[:3]
    accept = ", ".join(f"{offered[n].media_type};q={likes[n] / 1000:.3f}" for n in order)
    best = max(likes)
    if best == 0:
        with pytest.raises(QueryError):
            choose_format(accept, offered)
    else:
        assert likes[offered.index(choose_format(accept, offered))] == best


@quick
@given(accepts)
def test_any_accept_encoding_is_decided(text: str) -> None:
    assert wanted(text) in {True, False}


@bounded
@given(fields, accepts, header_text)
def test_any_parameters_by_get(
    client: TestClient, pairs: list[tuple[str, str]], accept: str, language: str
) -> None:
    headers = {"Accept": accept.encode("latin-1"), "Accept-Language": language.encode("latin-1")}
    is_ours(client.get(f"/sparql?{urlencode(pairs)}", headers=headers))


@bounded
@given(st.binary(max_size=60))
def test_any_bytes_in_the_address(client: TestClient, encoded: bytes) -> None:
    is_ours(client.get(f"/sparql?{quote(encoded, safe='&=%+')}"))
    is_ours(client.get(f"/graph-store?{quote(encoded, safe='&=%+')}"))
    is_ours(client.get(f"/graph-store/{quote(encoded)}"))


@bounded
@given(
    st.binary(max_size=80),
    st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "application/sparql-query",
            "application/sparql-update",
            "multipart/form-data; boundary=B",
            "text/turtle",
        ]
    )
    | header_text,
    st.sampled_from(["/sparql", "/update", "/graph-store?graph=a:b", "/graph-store"]),
)
@example(b"--B\r\n", "multipart/form-data; boundary=B", "/graph-store")
@example(b"x", 'multipart/form-data; boundary="', "/graph-store")
def test_any_body_of_any_type(scratch: TestClient, body: bytes, kind: str, path: str) -> None:
    headers = {"Content-Type": kind.encode("latin-1"), "Authorization": b"Bearer T"}
    is_ours(scratch.post(path, content=body, headers=headers))


@bounded
@given(header_text)
@example("x\r\nX-Injected: 1")
@example('x"><i>')
@example("[::1")
def test_any_host(scratch: TestClient, host: str) -> None:
    headers = {"Host": host.encode("latin-1"), "Authorization": b"Bearer T"}
    headers["Content-Type"] = b"text/turtle"
    is_ours(scratch.post("/graph-store", content=b"<a:s> <a:p> 1 .", headers=headers))
    for path in ("/", "/sparql", "/sparql?query=ASK%7B%7D"):
        is_ours(scratch.get(path, headers={"Host": headers["Host"]}))
