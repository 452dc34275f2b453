"""A graph with markup in every text: all pages show it as text, and nothing in it runs."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, Store, parse

from api.serving import serving
from browser.kinds import ENTITIES, KINDS, LANGUAGES, address
from kg import publication
from kg.publication.content import Content
from kg.store.publish import publish, sorted_nquads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.serving import Running
    from browser.conftest import NewPage

PAYLOAD = (
    "\"'></textarea></script><script>window.planted=1</script>"
    '<img src=x onerror="window.planted=1"><b class=planted>{{7*7}}</b>'
)
_KEPT = re.compile(r"(identifier|sha256|notation|code)$", re.IGNORECASE)
_TEXTS = {
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
}


def planted(quad: Quad) -> Quad:
    """End a text with the payload, unless something is found by it."""
    found = quad.object
    is_text = isinstance(found, Literal) and found.datatype.value in _TEXTS
    if not is_text or _KEPT.search(quad.predicate.value):
        return quad
    text = found.value + PAYLOAD
    literal = Literal(text, language=found.language) if found.language else Literal(text)
    return Quad(quad.subject, quad.predicate, literal, quad.graph_name)


@pytest.fixture(scope="module")
def store(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published snapshot of the project's data, with the payload in every text."""
    (data,) = built.glob("snapshots/*/data.nq.gz")
    quads = [
        planted(quad)
        for quad in parse(gzip.decompress(data.read_bytes()), format=RdfFormat.N_QUADS)
        if "/graph/dataset" not in str(quad.graph_name)
        and ("/id/division/" not in str(quad.subject) or "/id/division/37" in str(quad.subject))
    ]
    held = Store()
    held.bulk_extend(quads)
    text = sorted_nquads(quads)
    root = tmp_path_factory.mktemp("planted") / "store"
    root.mkdir()
    now = datetime(2026, 11, 1, tzinfo=UTC)
    files = publication.files(Content(text, held, now, "0<b>", None))
    publish(root, text, report=b"", software="0<b class=planted>", files=files)
    return root


@pytest.fixture(scope="module")
def server(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    log = tmp_path_factory.mktemp("planted-log") / "log"
    with serving(log, "--store", str(store), KG_RATE_LIMIT="0") as running:
        yield running


RAN = "window.planted === 1 || document.querySelector('b.planted, img[src=x]') !== null"


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_in_every_text_is_text(new_page: NewPage, server: Running, language: str) -> None:
    page = new_page(address=server.address)
    page.expected.append("404")
    for kind in KINDS if language == "zh" else ENTITIES:
        page.open(address(kind, language))
        assert not page.tab.evaluate(RAN), kind
        if kind in ENTITIES:
            assert "<b class=planted>{{7*7}}</b>" in page.tab.locator("main").inner_text(), kind


def test_suggestions_are_text(new_page: NewPage, server: Running) -> None:
    page = new_page(address=server.address)
    page.open("/?lang=zh")
    page.tab.locator("#search").press_sequentially("371002")
    page.tab.locator("#suggestions [role=option]").first.wait_for()
    assert "<b class=planted>" in page.tab.locator("#suggestions").inner_text()
    assert not page.tab.evaluate(RAN)


@pytest.mark.parametrize("scripts", ["with", "without"])
def test_results_of_queries_are_text(new_page: NewPage, server: Running, scripts: str) -> None:
    page = new_page(address=server.address, scripts=scripts == "with")
    query = (
        "SELECT ?s ?label WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } LIMIT 20"
    )
    page.tab.goto(f"/query?lang=zh&query={query.replace('#', '%23')}")
    page.tab.locator("main table").first.wait_for()
    assert "<b class=planted>" in page.tab.locator("main table").first.inner_text()
    assert page.tab.locator("b.planted, img[src=x]").count() == 0
