"""`/graph-store`: the Graph Store HTTP Protocol, by ?graph, ?default and the graph's own address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2
    from starlette.testclient import TestClient

TOKEN = {"Authorization": "Bearer T"}
G = "http://ex.org/图"
INDIRECT = f"/graph-store?graph={quote(G, safe='')}"
ONE = "<http://ex.org/s> <http://ex.org/p> 1 ."
TWO = '<http://ex.org/s> <http://ex.org/p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .'
PLACES = ["/graph-store?default", INDIRECT, "/graph-store/person/1.ttl", "/graph-store/x?y=1"]


def send(
    client: TestClient,
    method: str,
    at: str,
    content: str | bytes = "",
    media_type: str = "text/turtle",
) -> httpx2.Response:
    headers = {"Content-Type": media_type, **TOKEN} if content else TOKEN
    return client.request(method, at, content=content, headers=headers)


def triples(client: TestClient, at: str) -> list[str]:
    answer = client.get(at, headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/n-triples"
    return sorted(line.rpartition('"^^')[0][-1:] for line in answer.text.splitlines())


@pytest.mark.parametrize("at", PLACES)
def test_a_graph_is_made_filled_replaced_and_deleted(scratch: TestClient, at: str) -> None:
    assert send(scratch, "PUT", at, ONE).status_code == 201
    assert triples(scratch, at) == ["1"]
    assert send(scratch, "POST", at, TWO).status_code == 204
    assert triples(scratch, at) == ["1", "2"]
    assert send(scratch, "PUT", at, TWO).status_code == 204
    assert triples(scratch, at) == ["2"]
    head = scratch.head(at)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"].startswith("text/turtle")
    assert send(scratch, "DELETE", at).status_code == 204
    if "default" not in at:
        assert scratch.get(at).json()["code"] == "graph-absent"
        assert scratch.head(at).status_code == 404
        assert send(scratch, "DELETE", at).status_code == 404


def test_a_graph_that_is_named_by_its_address_is_that_address(scratch: TestClient) -> None:
    raw = "/graph-store/%E5%9B%BE/%2531"
    send(scratch, "PUT", raw, "<> <http://ex.org/p> <#x> .")
    whole = f"http://testserver{raw}"
    assert scratch.get(f"/graph-store?{urlencode({'graph': whole})}").status_code == 200
    answer = scratch.get(raw, headers={"Accept": "application/n-triples"})
    assert answer.text == f"<{whole}> <http://ex.org/p> <{whole}#x> .\n"


def test_the_public_address_names_graphs_where_there_is_one(
    make_client: Callable[..., TestClient],
) -> None:
    client = make_client(
        empty=True,
        writable=True,
        gate=False,
        token="T",  # noqa: S106 - of this test alone
        public_url="https://kg.example/county/",
    )
    answer = send(client, "POST", "/graph-store", ONE)
    location = answer.headers["location"]
    assert location.startswith("https://kg.example/county/graph-store/")
    assert client.get(f"/graph-store?{urlencode({'graph': location})}").status_code == 200
    assert client.get(location.removeprefix("https://kg.example/county")).status_code == 200


def test_post_to_the_store_makes_a_graph_of_its_own(scratch: TestClient) -> None:
    made = [send(scratch, "POST", "/graph-store", text) for text in (ONE, TWO)]
    assert [answer.status_code for answer in made] == [201, 201]
    places = [answer.headers["location"] for answer in made]
    assert [triples(scratch, place) for place in places] == [["1"], ["2"]]


def test_the_parts_of_a_form_are_one_graph(scratch: TestClient) -> None:
    parts = [
        ("a", ("a.ttl", ONE, "text/turtle; charset=utf-8")),
        ("b", ("b.nt", TWO, "application/n-triples")),
    ]
    answer = scratch.post(INDIRECT, files=parts, headers=TOKEN)
    assert answer.status_code == 201
    assert triples(scratch, INDIRECT) == ["1", "2"]


def test_nothing_of_a_form_with_a_bad_part_is_kept(scratch: TestClient) -> None:
    parts = [("a", ("a.ttl", ONE, "text/turtle")), ("b", ("b.ttl", "<<<", "text/turtle"))]
    answer = scratch.post(INDIRECT, files=parts, headers=TOKEN)
    assert (answer.status_code, answer.json()["code"]) == (400, "rdf-syntax")
    assert scratch.get(INDIRECT).status_code == 404


FORM = "multipart/form-data; boundary=B"
PART = '--B\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/turtle\r\n\r\n'
BAD = {
    "no graph": ("PUT", "/graph-store", ONE, "text/turtle", 400, "graph-unnamed"),
    "two graphs": (
        "PUT",
        "/graph-store?graph=a:1&graph=a:2",
        ONE,
        "text/turtle",
        400,
        "graph-unnamed",
    ),
    "both": ("PUT", "/graph-store?default&graph=a:1", ONE, "text/turtle", 400, "graph-unnamed"),
    "both ways": ("PUT", "/graph-store/x?graph=a:1", ONE, "text/turtle", 400, "graph-unnamed"),
    "a relative IRI": ("PUT", "/graph-store?graph=x", ONE, "text/turtle", 400, "graph-iri"),
    "no IRI": ("PUT", "/graph-store?graph=a:b%20c", ONE, "text/turtle", 400, "graph-iri"),
    "an injection": (
        "PUT",
        "/graph-store?graph=" + quote("a:b> { } } ; CLEAR ALL #"),
        ONE,
        "text/turtle",
        400,
        "graph-iri",
    ),
    "broken Turtle": ("PUT", "/graph-store?default", "<a:s> <", "text/turtle", 400, "rdf-syntax"),
    "quads": (
        "PUT",
        "/graph-store?default",
        ONE,
        "application/n-quads",
        415,
        "unsupported-media-type",
    ),
    "text": ("PUT", "/graph-store?default", ONE, "text/plain", 415, "unsupported-media-type"),
    "a form without boundary": (
        "POST",
        "/graph-store?default",
        ONE,
        "multipart/form-data",
        400,
        "multipart-invalid",
    ),
    "a form without end": (
        "POST",
        "/graph-store?default",
        PART + ONE,
        FORM,
        400,
        "multipart-invalid",
    ),
    "an empty form": ("POST", "/graph-store?default", "--B--\r\n", FORM, 400, "multipart-invalid"),
    "a part of no type": (
        "POST",
        "/graph-store?default",
        PART.replace("text/turtle", "text/plain") + ONE + "\r\n--B--\r\n",
        FORM,
        415,
        "unsupported-media-type",
    ),
    "PATCH": ("PATCH", "/graph-store?default", ONE, "text/turtle", 405, "method-not-allowed"),
    "GET of no graph": ("GET", "/graph-store", "", "", 400, "graph-unnamed"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told(scratch: TestClient, name: str) -> None:
    method, at, content, media_type, status, code = BAD[name]
    answer = send(scratch, method, at, content, media_type)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert triples(scratch, "/graph-store?default") == []


def test_a_document_over_the_limit_is_refused(make_client: Callable[..., TestClient]) -> None:
    client = make_client(empty=True, writable=True, gate=False, token="T", max_document=100)  # noqa: S106
    answer = send(client, "PUT", "/graph-store?default", ONE.ljust(101))
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-long")


def test_a_snapshot_can_be_read_graph_by_graph(client: TestClient) -> None:
    graph = "/graph-store?graph=http://ex.org/g2"
    answer = client.get(graph, headers={"Accept": "application/n-triples"})
    assert answer.text.count("\n") == 1
    assert client.get(graph, headers={"If-None-Match": answer.headers["etag"]}).status_code == 200
    again = {"If-None-Match": answer.headers["etag"], "Accept": "application/n-triples"}
    assert client.get(graph, headers=again).status_code == 304
    everything = client.get("/graph-store?default", headers={"Accept": "application/n-triples"})
    assert everything.text.count("\n") == 3
    assert client.get("/graph-store?graph=http://ex.org/none").status_code == 404
    assert client.get(graph, headers={"Accept": "text/csv"}).status_code == 406
