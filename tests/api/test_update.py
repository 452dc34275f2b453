"""`/update`: who may, each way of sending, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx2
    from starlette.testclient import TestClient

FORM = "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"
INSERT = 'INSERT DATA { <http://ex.org/s> <http://ex.org/p> "环翠 %E7%8E%AF +" }'


def post(
    client: TestClient,
    content: str | bytes,
    media_type: str = UPDATE,
    at: str = "/update",
    authorization: str | None = "Bearer T",
) -> httpx2.Response:
    headers = {"Content-Type": media_type}
    if authorization is not None:
        headers["Authorization"] = authorization
    return client.post(at, content=content, headers=headers)


def count(client: TestClient, pattern: str = "?s ?p ?o") -> int:
    answer = client.get("/sparql", params={"query": f"SELECT * {{ {pattern} }}"})
    return len(answer.json()["results"]["bindings"])


@pytest.mark.parametrize("way", ["direct", "form"])
def test_each_way_writes_what_was_sent(scratch: TestClient, way: str) -> None:
    if way == "form":
        answer = post(scratch, urlencode({"update": INSERT}), FORM)
    else:
        answer = post(scratch, INSERT, f"{UPDATE}; charset=utf-8")
    assert answer.status_code == 204
    assert count(scratch, '?s ?p "环翠 %E7%8E%AF +"') == 1


@pytest.mark.parametrize("way", ["direct", "form"])
def test_using_graph_uri_is_the_dataset_of_where(scratch: TestClient, way: str) -> None:
    filled = "INSERT DATA { GRAPH <a:1> { <a:s> <a:p> 1 } GRAPH <a:2> { <a:s> <a:p> 2 } }"
    assert post(scratch, filled).status_code == 204
    copy = "INSERT { GRAPH <a:3> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    using = {"using-graph-uri": "a:2"}
    if way == "form":
        answer = post(scratch, urlencode({"update": copy, **using}), FORM)
    else:
        answer = post(scratch, copy, at=f"/update?{urlencode(using)}")
    assert answer.status_code == 204
    assert count(scratch, "GRAPH <a:3> { ?s ?p 2 }") == 1
    assert count(scratch, "GRAPH <a:3> { ?s ?p 1 }") == 0


def test_every_change_changes_the_version(scratch: TestClient) -> None:
    before = scratch.get("/sparql?query=ASK%7B%7D").headers
    post(scratch, INSERT)
    after = scratch.get("/sparql?query=ASK%7B%7D", headers={"If-None-Match": before["etag"]})
    assert after.status_code == 200
    assert after.headers["kg-snapshot"] != before["kg-snapshot"]


BAD = {
    "nothing": ("", FORM, "/update", 400, "update-missing"),
    "two": ("update=CLEAR+ALL&update=CLEAR+ALL", FORM, "/update", 400, "update-repeated"),
    "one here, one there": (
        "CLEAR ALL",
        UPDATE,
        "/update?update=CLEAR+ALL",
        400,
        "update-repeated",
    ),
    "a query": ("query=ASK%7B%7D", FORM, "/update", 400, "query-refused"),
    "broken": ("CLEAR", UPDATE, "/update", 400, "sparql-syntax"),
    "USING twice": (
        "INSERT { <a:s> <a:p> 1 } USING <a:g> WHERE {}",
        UPDATE,
        "/update?using-graph-uri=a:g",
        400,
        "update-dataset",
    ),
    "no graph": (
        "INSERT { <a:s> <a:p> 1 } WHERE {}",
        UPDATE,
        "/update?using-graph-uri=g%20h",
        400,
        "graph-iri",
    ),
    "LOAD": ("LOAD <http://127.0.0.1:9/>", UPDATE, "/update", 501, "service-refused"),
    "text": ("CLEAR ALL", "text/plain", "/update", 415, "unsupported-media-type"),
    "UTF-16": ("CLEAR ALL", f"{UPDATE}; charset=utf-16", "/update", 415, "unsupported-media-type"),
    "too deep": ("INSERT {} WHERE" + "{" * 300, UPDATE, "/update", 400, "query-too-deep"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told(scratch: TestClient, name: str) -> None:
    content, media_type, at, status, code = BAD[name]
    answer = post(scratch, content, media_type, at)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        (None, "token-missing"),
        ("", "token-missing"),
        ("Bearer", "token-missing"),
        ("Bearer ", "token-missing"),
        ("Basic VDpU", "token-missing"),
        ("Bearer t", "token-wrong"),
        ("Bearer TT", "token-wrong"),
        ("Bearer T T", "token-wrong"),
        ("Bearer Ä", "token-wrong"),
    ],
)
def test_without_the_token_nothing_is_written(
    scratch: TestClient, authorization: str | None, code: str
) -> None:
    headers = {"Content-Type": UPDATE.encode()}
    if authorization is not None:
        headers["Authorization"] = authorization.encode()
    for method, path in (
        ("POST", "/update"),
        ("PUT", "/graph-store?default"),
        ("POST", "/graph-store"),
        ("DELETE", "/graph-store?default"),
    ):
        answer = scratch.request(method, path, content=INSERT.encode(), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, code)
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert count(scratch) == 0


def test_the_token_is_known_in_any_case_of_its_scheme(scratch: TestClient) -> None:
    assert post(scratch, INSERT, authorization="bearer T").status_code == 204


@pytest.mark.parametrize("settings", [{}, {"token": "T"}, {"writable": True}])
def test_a_read_only_service_says_so(
    make_client: Callable[..., TestClient], store: Path, settings: dict[str, object]
) -> None:
    client = make_client(store, **settings)
    for method, path in (
        ("POST", "/update"),
        ("PUT", "/graph-store?default"),
        ("POST", "/graph-store"),
        ("DELETE", "/graph-store/x"),
    ):
        answer = client.request(
            method,
            path,
            content=INSERT.encode(),
            headers={"Authorization": "Bearer T", "Content-Type": UPDATE},
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "read-only")
    assert count(client) == 3


def test_an_update_by_get_is_none(scratch: TestClient) -> None:
    answer = scratch.get("/update?update=CLEAR+ALL", headers={"Authorization": "Bearer T"})
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == {"POST", "OPTIONS"}


@pytest.mark.parametrize("path", ["/sparql", "/update", "/graph-store", "/graph-store/x"])
def test_preflights_are_answered(scratch: TestClient, path: str) -> None:
    answer = scratch.options(
        path,
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization, content-type",
        },
    )
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in answer.headers
