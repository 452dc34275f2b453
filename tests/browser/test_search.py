"""The search box answers as one types, by mouse and by keyboard, and says so when it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from api.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    from browser.conftest import NewPage
    from browser.reader import Reader

OPTION = "#suggestions [role=option]"


def type_in(page: Reader, text: str, first: str, *, kind: str = OPTION) -> None:
    """Type, and wait for what comes first for all of it: its beginning has suggestions too."""
    page.tab.locator("#search").press_sequentially(text)
    expect(page.tab.locator(kind).first).to_contain_text(first)


@pytest.mark.parametrize("written", ["环翠", "huancui", "371002"])
def test_suggestions_come_as_one_types(page: Reader, written: str) -> None:
    page.open("/?lang=zh")
    box = page.tab.locator("#search")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "false"
    type_in(page, written, "环翠区")
    assert box.get_attribute("aria-expanded") == "true"
    first = page.tab.locator(OPTION).first
    assert "威海市" in first.inner_text()
    first.click()
    page.tab.wait_for_url("**/doc/division/371002?lang=zh")


def test_the_keyboard_chooses(page: Reader) -> None:
    page.open("/?lang=en")
    type_in(page, "huancui", "Huancui District")
    box = page.tab.locator("#search")
    page.tab.keyboard.press("ArrowDown")
    chosen = page.tab.locator(f"{OPTION}[aria-selected=true]")
    assert chosen.count() == 1
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.tab.keyboard.press("ArrowUp")  # from the first to the last
    assert chosen.get_attribute("id") == page.tab.locator(OPTION).last.get_attribute("id")
    page.tab.keyboard.press("Escape")
    assert not page.tab.locator("#suggestions").is_visible()
    assert box.input_value() == "huancui"
    page.tab.keyboard.press("ArrowDown")
    page.tab.locator(OPTION).first.wait_for()
    page.tab.keyboard.press("ArrowDown")
    page.look("suggestions")
    page.tab.keyboard.press("Enter")
    page.tab.wait_for_url("**/doc/division/371002?lang=en")


def test_enter_alone_searches(page: Reader) -> None:
    page.open("/?lang=en")
    page.tab.locator("#search").fill("huancui")
    page.tab.keyboard.press("Enter")
    page.tab.wait_for_url("**/search?q=huancui&lang=en")
    assert page.tab.locator(".found h3 a").first.inner_text() == "Huancui District"


def test_nothing_found_is_said(page: Reader) -> None:
    page.open("/?lang=en")
    type_in(page, "zzzqqqxxx", "No name matches", kind="#suggestions .message")
    assert page.tab.locator(".search [role=status]").inner_text() == "No name matches"


def test_without_scripts_the_form_searches(new_page: NewPage) -> None:
    page = new_page(scripts=False)
    page.open("/?lang=zh")
    page.tab.locator("#search").fill("环翠")
    page.tab.locator(".search button").click()
    page.tab.wait_for_url("**/search?**")
    assert page.tab.locator(".found h3 a").first.inner_text() == "环翠区"


def test_with_the_server_gone_the_page_says_so(
    new_page: NewPage, built: Path, tmp_path: Path
) -> None:
    with serving(tmp_path / "log", "--store", str(built)) as server:
        page = new_page(address=server.address)
        page.open("/?lang=zh")
    page.expected += ["ERR_CONNECTION_REFUSED", "Failed to load resource"]
    type_in(page, "环翠", "服务没有应答", kind="#suggestions .message")
