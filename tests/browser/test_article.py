"""The reader of an article: text and facts side by side, one leading to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.serving import Running
    from browser.conftest import NewPage


@pytest.fixture(scope="module")
def with_texts(
    corpus: Path, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """A server that has the texts."""
    log = tmp_path_factory.mktemp("texts") / "log"
    with serving(log, "--store", str(built), KG_CORPUS=str(corpus), KG_RATE_LIMIT="0") as server:
        yield server


def test_a_passage_leads_to_its_facts_and_back(new_page: NewPage, with_texts: Running) -> None:
    page = new_page(address=with_texts.address)
    page.open("/doc/article/a2?lang=zh")
    run = page.tab.locator("a.rests").nth(5)
    facts = (run.get_attribute("data-facts") or "").split()
    run.click()
    assert page.tab.url.endswith(f"#{facts[0]}")
    for fact in facts:
        page.tab.locator(f"[id='{fact}'].lit").wait_for()
    assert page.tab.locator("a.rests.lit").count() >= 1
    fact = page.tab.locator("li.fact").nth(8)
    fact.locator(".evidence a").first.click()
    target = page.tab.url.partition("#")[2]
    lit = page.tab.locator(f"[id='{target}'].lit")
    lit.wait_for()
    assert (fact.get_attribute("id") or "") in (lit.get_attribute("data-facts") or "").split()
    page.look("article-with-text")


def test_without_scripts_the_links_do_it(new_page: NewPage, with_texts: Running) -> None:
    page = new_page(address=with_texts.address, scripts=False)
    page.open("/doc/article/a2?lang=zh")
    run = page.tab.locator("a.rests").nth(5)
    first = (run.get_attribute("data-facts") or "").split()[0]
    run.click()
    assert page.tab.locator(":target").get_attribute("id") == first


def test_what_no_fact_rests_on_is_seen(new_page: NewPage, with_texts: Running) -> None:
    page = new_page(address=with_texts.address)
    page.open("/doc/article/a2?lang=zh")
    bare = page.tab.locator("blockquote .bare")
    assert bare.count() > 0
    assert "dotted" in bare.first.evaluate("each => getComputedStyle(each).textDecorationStyle")
    assert "99.7%" in page.tab.locator(".sections > .note").inner_text()


def test_texts_can_be_kept_off_the_pages_and_an_outline_is_left(
    new_page: NewPage, corpus: Path, built: Path, tmp_path: Path
) -> None:
    settings = {"KG_CORPUS": str(corpus), "KG_SHOW_TEXTS": "false", "KG_RATE_LIMIT": "0"}
    with serving(tmp_path / "log", "--store", str(built), **settings) as server:
        page = new_page(address=server.address)
        page.open("/doc/article/a2?lang=zh")
        assert page.tab.locator("blockquote").count() == 0
        assert page.tab.locator(".stretches li[data-facts]").count() > 50
        assert page.tab.locator(".stretches q").count() > 20
        assert page.tab.locator(".stretches .bare").count() > 0, "what no fact rests on is seen"


def test_another_text_than_the_annotated_one_is_not_shown(
    new_page: NewPage, built: Path, tmp_path: Path
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a2.txt").write_text("甲\n乙\n丙\n", "utf-8")
    settings = {"KG_CORPUS": str(tmp_path / "texts"), "KG_RATE_LIMIT": "0"}
    with serving(tmp_path / "log", "--store", str(built), **settings) as server:
        page = new_page(address=server.address)
        page.open("/doc/article/a2?lang=zh")
        assert page.tab.locator("blockquote").count() == 0


def test_every_link_to_a_passage_arrives(new_page: NewPage, with_texts: Running) -> None:
    for address in (None, with_texts.address):
        page = new_page(address=address) if address else new_page()
        page.open("/doc/division/371002?lang=zh")
        links = page.tab.evaluate(
            "[...document.querySelectorAll('a[href*=\"/doc/article/\"]')].map((a) => a.href)"
        )
        places = {link.partition("/doc/article/")[2] for link in links if "#at-" in link}
        assert places
        for article in {place.partition("?")[0] for place in places}:
            page.open(f"/doc/article/{article}?lang=zh")
            ids = set(page.tab.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)"))
            wanted = {p.partition("#")[2] for p in places if p.startswith(f"{article}?")}
            assert wanted <= ids, article
