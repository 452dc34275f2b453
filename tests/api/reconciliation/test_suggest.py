"""Suggestions while somebody types, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import QueryError
from kg_api.reconciliation import suggest
from kg_api.reconciliation.suggest import Wanted

if TYPE_CHECKING:
    from kg.names.search import Searcher
    from kg_api.reconciliation.properties import Properties


def wanted(prefix: str, **parameters: str) -> Wanted:
    return Wanted.of([("prefix", prefix), *parameters.items()])


def test_pages_follow_each_other_without_gap_or_repetition(names: Searcher) -> None:
    whole = suggest.entities(wanted("城", limit="40"), names, None)
    pages = [
        found
        for cursor in range(0, 40, 8)
        for found in suggest.entities(wanted("城", cursor=str(cursor), limit="8"), names, None)
    ]
    assert len(whole) == 40
    assert pages == whole


@pytest.mark.parametrize("prefix", ["", " ", "zzqxj9817", "\x00", "';--"])
def test_nothing_is_suggested_for_nothing(names: Searcher, prefix: str) -> None:
    assert suggest.entities(wanted(prefix), names, None) == []


def test_a_suggestion_tells_what_it_is(names: Searcher) -> None:
    (first, *_) = suggest.entities(wanted("环翠"), names, None)
    assert first == {
        "id": "division/371002",
        "name": "环翠区",
        "description": "371002 · 山东省威海市",
        "notable": [{"id": "County", "name": "县级行政区"}],
    }
    (english, *_) = suggest.entities(wanted("huancui"), names, None)
    assert english["id"] == first["id"]
    assert english["name"] != first["name"]


def test_types_narrow_what_is_suggested(names: Searcher) -> None:
    found = suggest.entities(wanted("威海", type="Enterprise"), names, None)
    assert found
    assert all(each["id"].startswith("enterprise/") for each in found)
    assert suggest.entities(wanted("威海", type="/type/none"), names, None) != []


def test_types_and_properties_are_found_by_name_in_either_language(
    properties: Properties,
) -> None:
    for prefix in ("county", "县级", "County-"):
        assert suggest.types(wanted(prefix), "en")[0]["id"] == "County"
    for prefix in ("divisionC", "区划代", "DIVISION CODE"):
        assert suggest.properties(wanted(prefix), properties, "zh")[0]["id"] == "divisionCode"
    assert suggest.types(wanted("zzqxj9817"), "en") == []
    assert suggest.properties(wanted("zzqxj9817"), properties, "en") == []


def test_without_a_prefix_the_first_are_suggested(properties: Properties) -> None:
    assert len(suggest.types(wanted(""), "en")) == suggest.PAGE
    found = suggest.properties(wanted("", type="foaf:Person", limit="100"), properties, "en")
    assert "worksFor" in {each["id"] for each in found}
    assert "divisionCode" not in {each["id"] for each in found}


@pytest.mark.parametrize("value", ["-1", "x", "1.5", "²", "1 "])
def test_a_cursor_is_a_whole_number(value: str) -> None:
    for name in ("cursor", "limit"):
        with pytest.raises(QueryError) as caught:
            wanted("环", **{name: value})
        assert caught.value.code == "number-invalid"


def test_a_number_past_all_ends_is_one(names: Searcher) -> None:
    assert suggest.entities(wanted("环翠", cursor="9" * 5000), names, None) == []
    with pytest.raises(QueryError):
        Wanted.of([("cursor", "1"), ("cursor", "2")])
