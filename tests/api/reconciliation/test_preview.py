"""The preview and the flyout tell what an entity is, and are safe in the pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg_api.reconciliation import ids, preview

if TYPE_CHECKING:
    from kg.lookup.index import Index
    from kg.names.search import Searcher


def test_a_preview_tells_names_type_place_honors_and_facts(index: Index, names: Searcher) -> None:
    shown = preview.of(ids.require(index, "division/371002"), index, names, "zh")
    assert (shown.title, shown.kind) == ("环翠区", "县级行政区")
    assert shown.other.startswith("Huancui")
    assert shown.description == "371002 · 山东省威海市"
    assert shown.facts.endswith("条事实")
    assert 0 < len(shown.honors) <= 3 <= shown.honor_count
    page = preview.page(shown, "zh", "http://ex.org").decode()
    assert 'href="http://ex.org/id/division/371002?lang=zh"' in page
    assert "<script" not in page
    assert "style=" not in page


def test_what_has_no_name_is_called_by_its_identifier(index: Index, names: Searcher) -> None:
    shown = preview.of(ids.require(index, "fact/a1-001"), index, names, "en")
    assert shown.title == "a1-001"
    assert preview.page(shown, "en", "")


def test_a_flyout_is_text_that_cannot_be_markup() -> None:
    assert preview.flyout("<img src=x>", "", "a & b") == (
        "<div><strong>&lt;img src=x&gt;</strong><br>a &amp; b</div>"
    )
