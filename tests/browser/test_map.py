"""The map in a browser: points that are links, a form to choose, and the same points to zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from browser.conftest import NewPage
    from browser.reader import Reader

HONOR = "/map?of=honor/high-quality-development-county"


def test_it_is_whole_without_scripts(new_page: NewPage) -> None:
    page = new_page(scripts=False, language="en")
    page.open("/map")
    page.tab.get_by_label("Indicator or honor").select_option(
        label="Advanced County of High-Quality Development"
    )
    page.tab.get_by_role("button", name="Show").click()
    assert page.tab.locator("svg.plane circle").count() == 2
    page.tab.locator("svg.plane a").filter(has_text="Jiaozhou City").click()
    assert "/doc/division/370281" in page.tab.url


def test_a_point_is_reached_by_keyboard(page: Reader) -> None:
    page.open(HONOR)
    page.tab.locator("svg.plane a").first.focus()
    page.tab.keyboard.press("Enter")
    page.tab.wait_for_url("**/doc/division/37*")


def test_the_points_can_be_zoomed_and_put_back(page: Reader) -> None:
    page.open(HONOR)
    button = page.tab.get_by_role("button", name="可缩放的地图")
    button.click()
    canvas = page.tab.get_by_role("img", name="县级区划的点")
    expect(canvas.locator("canvas")).to_be_visible()
    expect(page.tab.locator("svg.plane")).to_be_hidden()
    page.look("map-zoom-1280")
    button.click()
    expect(page.tab.locator("svg.plane")).to_be_visible()


def test_where_the_parts_cannot_be_loaded_the_drawing_stays(page: Reader) -> None:
    page.open(HONOR)
    page.expected += ["Failed to load", "net::ERR"]
    page.tab.route("**/static/built/part-*", lambda route: route.abort())
    page.tab.get_by_role("button", name="可缩放的地图").click()
    expect(page.tab.get_by_text("可缩放的地图未能载入。")).to_be_visible()
    expect(page.tab.locator("svg.plane")).to_be_visible()


def test_it_fits_a_phone_and_the_dark(new_page: NewPage) -> None:
    for width, dark in ((1280, False), (390, True)):
        page = new_page(width=width, dark=dark)
        assert page.open(HONOR) == 200
        assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
        page.look(f"map-{width}")
