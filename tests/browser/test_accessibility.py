"""axe finds nothing serious, and the keyboard reaches what a mouse does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.kinds import ENTITIES, KINDS, address
from kg import assets

if TYPE_CHECKING:
    from pathlib import Path

    from browser.conftest import NewPage
    from browser.reader import Reader

AXE = assets.root() / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))}`);
}"""


@pytest.fixture(scope="module")
def axe() -> Path:
    """The script of axe, which `make setup` brings with Node; the test skips visibly without."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make setup with Node 20 or newer")
    return AXE


@pytest.mark.parametrize(
    ("language", "width", "kinds"),
    [
        ("zh", 1280, tuple(KINDS)),
        ("en", 390, (*ENTITIES, "start", "search", "query", "result", "map", "quality")),
    ],
)
def test_axe_finds_nothing_serious(
    new_page: NewPage, axe: Path, language: str, width: int, kinds: tuple[str, ...]
) -> None:
    # The policy forbids every script that is not the page's own; here axe is let in.
    page = new_page(width=width, dark=width == 390, bypass_csp=True)
    page.expected.append("404")
    found: dict[str, object] = {}
    for kind in kinds:
        page.open(address(kind, language))
        page.tab.add_script_tag(path=axe)
        if violations := page.tab.evaluate(RUN):
            found[kind] = violations
    assert not found


def focused(page: Reader) -> str:
    return str(
        page.tab.evaluate(
            "(document.activeElement.id || document.activeElement.className "
            "|| document.activeElement.textContent).trim()"
        )
    )


def test_the_first_key_leads_past_the_bar(page: Reader) -> None:
    page.open("/counties?lang=zh")
    page.tab.keyboard.press("Tab")
    skip = page.tab.locator(".skip")
    assert skip.is_visible()
    page.tab.keyboard.press("Enter")
    assert page.tab.url.endswith("#content")
    page.tab.keyboard.press("Tab")
    assert focused(page) == "q", "the first field of the content"


@pytest.mark.parametrize("kind", ["start", "quality", "query"])
def test_the_keyboard_walks_through_without_a_trap(page: Reader, kind: str) -> None:
    page.open(address(kind, "zh"))
    last = page.tab.locator("footer a").last
    last_href = last.get_attribute("href")
    count = page.tab.locator("a, button, input, select, textarea, summary, [tabindex]").count()
    for _ in range(count + 20):
        page.tab.keyboard.press("Tab")
        if page.tab.evaluate("document.activeElement.getAttribute('href')") == last_href:
            break
        if "cm-content" in focused(page):  # Tab indents in the editor; Escape lets it go
            page.tab.keyboard.press("Escape")
    else:
        pytest.fail("the last link of the page was never reached")


def test_what_is_focused_is_seen(page: Reader) -> None:
    page.open("/?lang=zh")
    for _ in range(12):
        page.tab.keyboard.press("Tab")
        outline = page.tab.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; })()"
        )
        assert outline, focused(page)
