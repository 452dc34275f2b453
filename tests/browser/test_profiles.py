"""Pages of counties, honors, indicators and programs in a browser: drawn without scripts, and a graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser.conftest import NewPage
    from browser.reader import Reader

COUNTY = "/doc/division/370281"
PAGES = {
    "county": COUNTY,
    "honor": "/doc/honor/high-quality-development-county",
    "indicator": "/doc/indicator/gross-regional-product",
    "program": "/doc/program/mengyin-four-actions",
}
BUDGET = 200_000  # bytes transferred before anything is opened


def chart_of(page: Reader, name: str) -> Locator:
    return page.tab.locator("table.chart").filter(has_text=name)


@pytest.mark.parametrize(("width", "language", "dark"), [(1280, "zh-CN", False), (390, "en", True)])
def test_pages_fit_their_width(new_page: NewPage, width: int, language: str, *, dark: bool) -> None:
    page = new_page(width=width, language=language, dark=dark)
    for name, path in PAGES.items():
        assert page.open(path) == 200
        wide = page.tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, name
        page.look(f"profile-{name}-{width}")


def test_charts_are_there_without_scripts(new_page: NewPage) -> None:
    page = new_page(scripts=False)
    page.open(COUNTY)
    level = chart_of(page, "地区生产总值").filter(has_text="水平值")
    assert level.locator("svg.length").count() == 2
    assert "超过1,600亿元" in level.inner_text()
    assert not page.tab.locator("[data-graph]").is_visible()


def test_bars_have_the_length_of_their_numbers(page: Reader) -> None:
    """1600 is a bound: its bar is as long as the number, lighter, and goes on as an arrow."""
    page.open(COUNTY)
    level = chart_of(page, "地区生产总值").filter(has_text="水平值")
    bound, exact = level.locator("svg.length.more-than"), level.locator("svg.length.exact")
    boxes = [each.locator("rect").bounding_box() for each in (bound, exact)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[1]["width"] / boxes[0]["width"] == pytest.approx(817.56 / 1600, rel=0.02)
    assert boxes[0]["x"] == pytest.approx(boxes[1]["x"])
    arrow = bound.locator("path").bounding_box()
    assert arrow is not None
    assert arrow["x"] + arrow["width"] > boxes[0]["x"] + boxes[0]["width"] + 8
    light = [
        each.locator("rect").evaluate("each => getComputedStyle(each).fillOpacity")
        for each in (bound, exact)
    ]
    assert float(light[0]) < float(light[1])


def test_one_click_from_the_evidence(page: Reader) -> None:
    page.open(COUNTY)
    page.tab.locator("table.timeline a.id").first.click()
    name = page.tab.evaluate("location.hash").removeprefix("#")
    fact = page.tab.locator(f"#{name}")
    assert fact.is_visible()
    assert re.search(r"a5 第\d+行 第\d+–\d+", fact.inner_text())


def test_the_graph_opens_groups_and_neighbours(page: Reader) -> None:
    page.open("/doc/division/371002")
    button = page.tab.get_by_role("button", name="展开关系图")
    button.click()
    graph = page.tab.get_by_role("img", name="环翠区的关系图")
    graph.wait_for()
    assert graph.locator("canvas").count() == 1
    before = graph.bounding_box()
    assert before is not None
    # The second line of the graph is a group with many entries; it makes the graph grow.
    graph.click(position={"x": before["width"] * 0.56 + 30, "y": 57})
    said = page.tab.locator("[data-graph]").get_by_role("status")
    expect(said).to_contain_text("县域经济高质量发展差异化评价")
    after = graph.bounding_box()
    assert after is not None
    assert after["height"] > before["height"] + 100
    page.look("graph-1280")
    shown = page.tab.get_by_role("button", name="收起关系图")
    assert shown.get_attribute("aria-expanded") == "true"
    shown.click()
    assert not graph.is_visible()


def test_the_graph_holds_what_the_lists_hold(page: Reader) -> None:
    """The list is the alternative for the keyboard: every relation of the graph is a heading there."""
    page.open("/doc/division/371002")
    listed = page.tab.locator(".contents a").all_inner_texts()
    assert {"荣誉", "企业", "计划与目标"} <= set(listed)
    lead = page.tab.locator("[data-graph]").get_attribute("data-lead") or ""
    assert "与本页列表内容相同" in lead


def test_nothing_heavy_comes_before_it_is_opened(page: Reader) -> None:
    sizes: list[int] = []
    page.tab.on("requestfinished", lambda asked: sizes.append(asked.sizes()["responseBodySize"]))
    for path in PAGES.values():
        sizes.clear()
        page.open(path)
        page.tab.wait_for_load_state("networkidle")
        assert sizes
        assert sum(sizes) < BUDGET, path
