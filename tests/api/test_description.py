"""`GET /sparql` without a query: the description of the service, as RDF or as the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.engine.base import GRAPH_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx2
    from starlette.testclient import TestClient

SD = "http://www.w3.org/ns/sparql-service-description#"
MEDIA_TYPES = [found.media_type for found in GRAPH_FORMATS]


def graph_of(answer: httpx2.Response) -> ox.Store:
    assert answer.status_code == 200, answer.text
    media_type = answer.headers["content-type"].partition(";")[0]
    store = ox.Store()
    store.load(answer.content, ox.RdfFormat.from_media_type(media_type), to_graph=ox.DefaultGraph())
    return store


def values(store: ox.Store, name: str) -> set[str]:
    found = store.quads_for_pattern(None, ox.NamedNode(SD + name), None, None)
    return {quad.object.value for quad in found if not isinstance(quad.object, ox.Triple)}


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_each_format_says_the_same(client: TestClient, media_type: str) -> None:
    answer = client.get("/sparql", headers={"Accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    one, other = ox.Dataset(graph_of(answer)), ox.Dataset(graph_of(client.get("/sparql")))
    for dataset in (one, other):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert one == other


def test_every_graph_is_named_with_its_size(client: TestClient) -> None:
    store = graph_of(client.get("/sparql"))
    assert values(store, "name") == {"http://ex.org/g1", "http://ex.org/g2"}
    sizes = store.query(
        f"PREFIX sd: <{SD}> PREFIX void: <http://rdfs.org/ns/void#>"
        "SELECT ?name ?n { ?g sd:name ?name ; sd:graph/void:triples ?n }"
    )
    assert isinstance(sizes, ox.QuerySolutions)
    found = {row["name"].value: row["n"].value for row in sizes}  # type: ignore[union-attr]
    assert found == {"http://ex.org/g1": "2", "http://ex.org/g2": "1"}
    default = store.query(
        f"PREFIX sd: <{SD}> PREFIX void: <http://rdfs.org/ns/void#>"
        "ASK { ?d sd:defaultGraph/void:triples 3 ; void:triples 3 }"
    )
    assert default


def test_a_read_only_service_promises_no_updates(client: TestClient) -> None:
    store = graph_of(client.get("/sparql"))
    assert values(store, "supportedLanguage") == {SD + "SPARQL11Query"}
    assert values(store, "inputFormat") == set()
    assert SD + "UnionDefaultGraph" in values(store, "feature")


def test_a_scratch_server_promises_them(scratch: TestClient) -> None:
    scratch.put("/graph-store?graph=http://ex.org/new", content=b"<a:s> <a:p> 1 .", headers=TURTLE)
    store = graph_of(scratch.get("/sparql"))
    assert SD + "SPARQL11Update" in values(store, "supportedLanguage")
    assert SD + "UnionDefaultGraph" not in values(store, "feature")
    assert values(store, "name") == {"http://ex.org/new"}


TURTLE = {"Content-Type": "text/turtle", "Authorization": "Bearer T"}


def test_the_endpoint_is_the_address_that_users_know(
    make_client: Callable[..., TestClient], store: Path
) -> None:
    client = make_client(store, public_url="https://kg.example/county/")
    assert values(graph_of(client.get("/sparql")), "endpoint") == {
        "https://kg.example/county/sparql"
    }


def test_a_browser_gets_the_start_page(client: TestClient) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = client.get("/sparql", headers={"Accept": browser})
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text == client.get("/").text


def test_it_is_negotiated_and_kept_as_answers_are(client: TestClient) -> None:
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406
    answer = client.get("/sparql")
    assert "Accept" in answer.headers["vary"]
    again = client.get("/sparql", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert client.head("/sparql").status_code == 200
