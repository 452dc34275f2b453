"""Comparing counties in a browser: the search as one types, the keyboard, the plain form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from browser.conftest import NewPage
    from browser.reader import Reader

FOUND = {
    "snapshot": "x",
    "query": "即墨",
    "ambiguous": False,
    "results": [
        {
            "id": "https://w3id.org/county-kg/id/division/370215",
            "label": {"zh": "即墨区<b>", "en": "Jimo District"},
            "text": "即墨区<b>",
            "within": [{"label": {"zh": "青岛市", "en": "Qingdao City"}}],
        }
    ],
}


def test_the_form_compares_without_scripts(new_page: NewPage) -> None:
    page = new_page(scripts=False, language="en")
    page.open("/compare")
    page.tab.get_by_label("Huancui District").check()
    page.tab.get_by_label("Code or name (1)").fill("胶州")
    page.tab.get_by_role("button", name="Compare").click()
    heads = page.tab.locator("table.comparison").first.locator("thead th")
    assert [text.partition("\n")[0] for text in heads.all_inner_texts()][1:3] == [
        "Huancui District",
        "Jiaozhou City",
    ]


def answer(route: Route) -> None:
    route.fulfill(status=200, content_type="application/json", body=json.dumps(FOUND))


def test_a_county_is_found_as_one_types_and_added_by_keyboard(page: Reader) -> None:
    page.tab.route("**/lookup/search*", answer)
    page.open("/compare?division=371002")
    box = page.tab.get_by_role("combobox", name="查找县、市、区")
    box.press_sequentially("即墨")
    option = page.tab.get_by_role("option")
    expect(option).to_have_text("即墨区<b> 青岛市")
    assert option.locator("b").count() == 0, "what comes from the server is text"
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page.tab.get_by_role("checkbox", name="即墨区<b> 青岛市")).to_be_checked()
    page.tab.get_by_role("button", name="比较").click()
    assert "division=371002" in page.tab.url
    assert "division=370215" in page.tab.url


def test_where_the_search_does_not_answer_the_plain_fields_come_back(page: Reader) -> None:
    page.expected.append("503")
    page.tab.route("**/lookup/search*", lambda route: route.fulfill(status=503, body="no"))
    page.open("/compare")
    page.tab.get_by_role("combobox").press_sequentially("胶州")
    field = page.tab.get_by_label("代码或名称（1）")
    expect(field).to_have_value("胶州")
    expect(field).to_be_focused()


def test_not_more_than_six_can_be_ticked(page: Reader) -> None:
    six = ["371002", "370281", "371328", "370215", "370283", "370285"]
    page.open("/compare?" + "&".join(f"division={code}" for code in six))
    assert page.tab.locator(".counties input:checked").count() == 6
    assert page.tab.locator(".counties input:disabled:checked").count() == 0
    page.tab.locator(".counties input:checked").first.uncheck()
    assert page.tab.locator(".counties input:disabled").count() == 0


def test_tables_fit_a_phone(new_page: NewPage) -> None:
    for width in (1280, 390):
        page = new_page(width=width)
        assert page.open("/compare?division=371002&division=370281&division=371328") == 200
        assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
        page.look(f"compare-{width}")


def test_the_other_language_keeps_the_counties(page: Reader) -> None:
    page.open("/compare?division=371002&division=370281")
    page.tab.get_by_role("link", name="English").click()
    assert page.tab.locator(".counties input:checked").count() == 2
    assert page.tab.locator("h1").inner_text() == "Compare counties"
