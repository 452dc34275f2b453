"""The search: hard names, names that are not there, and anything that somebody may send."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.names.search import Asked
from kg.vocab import BASE
from names import absent

if TYPE_CHECKING:
    from kg.names.search import Searcher

HARD = Path(__file__).with_name("hard_names.csv")
LEAST = 0.98


def hard_names() -> list[dict[str, str]]:
    with HARD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(searcher: Searcher, row: dict[str, str]) -> Asked:
    within = searcher.places(row["within"]) if row["within"] else None
    assert within != frozenset(), row
    return Asked(row["name"], within=within, at=row["at"] or None)


def wrong(searcher: Searcher, row: dict[str, str]) -> str:
    """Return what is not found as it should be; `*市中区` means several, of which none matches."""
    found = searcher.search(asked(searcher, row))
    first = found.candidates[0].entity if found.candidates else None
    told = f"{row['name']} ({row['why']}): {first and first.iri}"
    if row["finds"].startswith("*"):
        several = first is not None and first.zh.startswith(row["finds"][1:]) and found.ambiguous
        return "" if several and not found.match else told
    return "" if first is not None and first.iri == f"{BASE}id/{row['finds']}" else told


def test_hard_names_find_what_they_mean_first(searcher: Searcher) -> None:
    rows = hard_names()
    assert len(rows) >= 200
    missed = [told for row in rows if (told := wrong(searcher, row))]
    assert len(missed) <= (1 - LEAST) * len(rows), missed


def test_no_hard_name_matches_something_else(searcher: Searcher) -> None:
    for row in hard_names():
        match = searcher.search(asked(searcher, row)).match
        assert match is None or match.entity.iri == f"{BASE}id/{row['finds']}", row


def test_a_name_that_nothing_has_never_matches(searcher: Searcher) -> None:
    entities = searcher.index.all(range(1, searcher.index.count + 1))
    names = absent.names(entities, 1000)
    assert len(names) == 1000
    matched = {
        name: found.match.entity.zh
        for name in names
        if (found := searcher.search(Asked(name))).match
    }
    assert matched == {}


def test_what_is_longer_or_asked_elsewhere_does_not_match(searcher: Searcher) -> None:
    qingdao = searcher.places("青岛")
    assert searcher.search(Asked("环翠区", within=qingdao)).match is None
    assert searcher.search(Asked("青岛环翠区")).match is None
    assert searcher.search(Asked("济南三角轮胎")).match is None


def test_an_answer_has_as_many_as_are_asked_for(searcher: Searcher) -> None:
    for limit in (0, 1, 3, 100):
        assert len(searcher.search(Asked("区", limit=limit)).candidates) <= limit
    assert len(searcher.search(Asked("州", limit=100)).candidates) == 100


def test_while_one_types_the_shortest_come_first(searcher: Searcher) -> None:
    found = [each.entity.zh for each in searcher.beginning(Asked("环")).candidates]
    assert found
    assert found[0].startswith("环")


odd = st.text(max_size=40) | st.text("环翠区市中威海0123 ()（）/-,'\"%*😀\x00huancui", max_size=30)


@settings(max_examples=200, deadline=None)
@given(odd, odd)
def test_anything_is_answered_with_one_match_at_most_and_falling_scores(
    searcher: Searcher, name: str, place: str
) -> None:
    for within in (None, searcher.places(place)):
        found = searcher.search(Asked(name, within=within))
        assert sum(each.match for each in found.candidates) <= 1
        rest = [each.score for each in found.candidates if not each.match]
        assert rest == sorted(rest, reverse=True)
        assert all(0 <= each.score <= 100 for each in found.candidates)
        numbers = [each.entity.number for each in found.candidates]
        assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("name", ["", " ", "\x00", "😀", "。", "'; DROP TABLE entity;--", '" OR "'])
def test_what_no_name_has_finds_no_match(searcher: Searcher, name: str) -> None:
    assert searcher.search(Asked(name)).match is None
