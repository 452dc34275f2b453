"""`/graph/…`: a named graph at its own address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.entity_store import make_store
from kg.engine.base import GRAPH_FORMATS
from kg.settings import Settings
from kg.vocab import BASE
from kg_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = make_store(tmp_path_factory.mktemp("graphs"))
    with TestClient(create_app(Settings(store=store))) as made:
        made.headers.pop("accept")
        yield made


@pytest.mark.parametrize("media_type", [each.media_type for each in GRAPH_FORMATS])
def test_the_graph_comes_whole_in_each_format(client: TestClient, media_type: str) -> None:
    answer = client.get("/graph/divisions", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    kind = ox.RdfFormat.from_media_type(media_type)
    found = list(ox.parse(answer.content, format=kind))  # type: ignore[arg-type]
    assert len(found) == 11
    assert f'<{BASE}graph/divisions>; rel="cite-as"' in answer.headers["link"]


def test_raw_and_percent_encoded_are_one_address(client: TestClient) -> None:
    answers = [client.get(f"/graph/{name}") for name in ("article/t1", "%61rticle%2Ft1")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content


def test_who_has_it_gets_304(client: TestClient) -> None:
    tag = client.get("/graph/entities").headers["etag"]
    assert client.get("/graph/entities", headers={"If-None-Match": tag}).status_code == 304


def test_methods(client: TestClient) -> None:
    head = client.head("/graph/entities")
    assert (head.status_code, head.content) == (200, b"")
    assert client.put("/graph/entities", content=b"").status_code == 405
    assert client.options("/graph/entities").status_code == 204


@pytest.mark.parametrize("name", ["", "none", "divisions/", "..%2Fgraph", "%00", "环翠"])
def test_a_graph_that_is_not_there_is_a_clear_404(client: TestClient, name: str) -> None:
    answer = client.get(f"/graph/{name}")
    assert (answer.status_code, answer.json()["code"]) == (404, "graph-absent")
