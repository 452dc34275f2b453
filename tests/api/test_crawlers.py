"""`/robots.txt` and `/sitemap.xml`: a crawler finds every entity's page, in one map or in several."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.entity_store import make_store
from kg.engine.forked import ForkedEngine
from kg.settings import Settings
from kg_api.app import create_app
from kg_api.published import Published
from kg_api.routes import crawlers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("crawled"))


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=store))) as made:
        yield made


def located(client: TestClient, path: str, element: str) -> dict[str, str]:
    """Each address of a map with the time of its last change."""
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    root = ET.fromstring(answer.content)  # noqa: S314 - our own
    return {
        found.findtext(f"{SPACE}loc") or "": found.findtext(f"{SPACE}lastmod") or ""
        for found in root.iter(f"{SPACE}{element}")
    }


def test_every_page_of_the_map_is_there(client: TestClient) -> None:
    pages = located(client, "/sitemap.xml", "url")
    assert pages["http://testserver/doc/division/850102"] == "2026-11-01T00:00:00Z"
    assert len(pages) == 72
    for page in pages:
        assert client.get(page, follow_redirects=False).status_code == 200, page
    named = " ".join(pages)
    for absent in ("honor/old", "honor/mistaken", "honor/gone", "passage/", "paragraph/"):
        assert absent not in named


def test_a_long_map_is_split_without_loss(client: TestClient, store: Path) -> None:
    engine = ForkedEngine(store)

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        await engine.start()
        yield
        await engine.stop()

    routes = crawlers.routes(Published(engine, store), Settings(store=store), pages=30)
    split = Starlette(routes=routes, lifespan=lifespan)
    with TestClient(split) as small:
        maps = located(small, "/sitemap.xml", "sitemap")
        found = [located(small, part, "url") for part in maps]
    assert list(maps) == [f"http://testserver/sitemap/{number}.xml" for number in (1, 2, 3)]
    assert [len(part) for part in found] == [30, 30, 12]
    assert {page for part in found for page in part} == set(located(client, "/sitemap.xml", "url"))


def test_a_part_that_is_not_there(client: TestClient) -> None:
    for number in (0, 2, "9" * 30):
        answer = client.get(f"/sitemap/{number}.xml")
        assert (answer.status_code, answer.json()["code"]) == (404, "page-missing")


def test_it_is_kept_until_the_snapshot_changes(client: TestClient) -> None:
    first = client.get("/sitemap.xml", headers={"Accept-Encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    plain = client.get("/sitemap.xml", headers={"Accept-Encoding": "identity"})
    assert plain.content == first.content
    again = client.get("/sitemap.xml", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_crawlers_are_kept_from_queries_and_find_the_map(client: TestClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /sparql" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert not any(line.startswith("Disallow: /doc") for line in lines)
