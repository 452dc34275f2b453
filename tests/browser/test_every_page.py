"""Every kind of page, in both languages, on a desk and on a phone: it loads clean and fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.kinds import KINDS, LANGUAGES, address

if TYPE_CHECKING:
    from browser.conftest import NewPage

WIDER = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .filter((each) => !each.closest(".wide, pre, .visually-hidden, [class*=scroll], svg, canvas"))
  .map((each) => `${each.tagName}.${each.className}`).slice(0, 3)"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_loads_clean_fits_and_can_be_cited(new_page: NewPage, language: str) -> None:
    page = new_page()
    page.expected.append("404")
    faults: dict[str, object] = {}
    for kind in KINDS:
        assert page.open(address(kind, language)) == (404 if kind == "missing" else 200), kind
        lang = page.tab.locator("html").get_attribute("lang")
        assert lang == {"zh": "zh-Hans", "en": "en"}[language]
        assert page.tab.locator("h1").count() == 1, kind
        if kind != "missing":
            assert "[DB/OL]" in (page.tab.locator("#cite-1").text_content() or ""), kind
            entry = page.tab.locator("#cite-2").text_content() or ""
            assert entry.startswith("@misc{county-kg-"), kind
        for width in (1280, 390):
            page.tab.set_viewport_size({"width": width, "height": 900})
            if page.tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults[f"{kind} {width}"] = page.tab.evaluate(WIDER)
            if width == 1280 or language == "zh":
                page.look(f"{kind}-{language}-{width}")
    assert not faults


def test_the_way_to_the_other_language_keeps_the_page(new_page: NewPage) -> None:
    page = new_page()
    for kind in KINDS:
        if kind == "missing":
            continue
        page.open(address(kind, "zh"))
        page.tab.locator("a.switch").click()
        page.tab.wait_for_load_state("networkidle")
        assert page.tab.locator("html").get_attribute("lang") == "en", kind
        parts = KINDS[kind].partition("?")
        assert page.tab.url.partition("?")[0].endswith(parts[0]), kind
        for pair in parts[2].split("&"):
            assert pair in page.tab.url, kind


def test_dark_is_dark_and_light_is_light(new_page: NewPage) -> None:
    page = new_page()
    for kind in ("start", "county", "article", "query", "quality"):
        page.open(address(kind, "zh"))
        shades = {}
        for scheme in ("light", "dark"):
            page.tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            colour = page.tab.evaluate("getComputedStyle(document.body).backgroundColor")
            shades[scheme] = sum(map(int, colour[4:-1].split(",")))
        page.look(f"{kind}-zh-dark")
        assert shades["light"] > 600, kind
        assert shades["dark"] < 150, kind


def test_in_print_there_is_the_content_alone(new_page: NewPage) -> None:
    page = new_page()
    for kind in ("county", "article", "quality", "counties"):
        page.open(address(kind, "zh"))
        page.tab.emulate_media(media="print")
        assert page.tab.locator("h1").is_visible(), kind
        for aside in (".places", ".switch", ".find", ".skip", "footer .more"):
            assert not page.tab.locator(aside).first.is_visible(), (kind, aside)
        ink = page.tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ink == "rgb(255, 255, 255)", kind
        assert page.tab.pdf().startswith(b"%PDF"), kind
        page.tab.emulate_media(media="screen")
