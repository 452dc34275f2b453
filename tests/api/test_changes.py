"""`/changes` over HTTP: a harvester gets the stream, its pages, and a clear word past the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.settings import Settings
from kg.vocab import BASE, term
from kg_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=built))) as client:
        yield client


def test_the_pages_hold_every_entity_of_a_first_build(client: TestClient) -> None:
    root = ox.Store()
    root.load(client.get("/changes").content, ox.RdfFormat.TURTLE)
    nodes = [quad.object for quad in root.quads_for_pattern(None, term("tree:node"), None)]
    created: set[str] = set()
    for node in nodes:
        assert isinstance(node, ox.NamedNode)
        answer = client.get(f"/{node.value.removeprefix(BASE)}", headers={"Accept": "text/turtle"})
        assert answer.status_code == 200
        page = ox.Store()
        page.load(answer.content, ox.RdfFormat.TURTLE)
        found = page.quads_for_pattern(None, term("as:object"), None)
        created |= {quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)}
    assert f"{BASE}id/division/371002" in created
    assert f"{BASE}id/fact/a1-001" in created
    assert len(created) > 7000


def test_a_full_page_may_be_kept_for_long_and_the_last_one_not(client: TestClient) -> None:
    assert "immutable" in client.get("/changes/1").headers["cache-control"]
    last = client.get("/changes/999")
    assert last.status_code == 404
    problem = last.json()
    assert problem["code"] == "page-missing"
    end = client.get(f"/changes/{problem['pages']}")
    assert "immutable" not in end.headers["cache-control"]


def test_a_harvester_that_has_it_gets_304(client: TestClient) -> None:
    tag = client.get("/changes").headers["etag"]
    assert client.get("/changes", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/changes/0", "/changes/-1", "/changes/x", "/changes/1/2"])
def test_what_is_no_page_is_a_clear_404(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("language", "word"), [("zh", "新增"), ("en", "created")])
def test_a_browser_gets_the_newest_changes_with_names_and_links(
    client: TestClient, language: str, word: str
) -> None:
    answer = client.get(f"/changes?lang={language}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert word in answer.text
    first = client.get(f"/changes/1?lang={language}", headers={"Accept": "text/html"})
    assert "/doc/" in first.text
    assert f'href="../changes/2?lang={language}"' in first.text
