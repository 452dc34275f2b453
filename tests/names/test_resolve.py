"""Rows of a table: each county by its name and its parent, and rows that contradict themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.names.resolve import Resolver, Row
from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.names.named import Named
    from kg.names.search import Searcher

COUNTIES = 3300
"""County-level divisions, former ones among them: more than that."""


@pytest.fixture(scope="module")
def resolver(searcher: Searcher) -> Resolver:
    return Resolver(searcher)


def counties(searcher: Searcher) -> list[Named]:
    entities = searcher.index.all(range(1, searcher.index.count + 1))
    return [each for each in entities if each.own_class == "County"]


def parents(searcher: Searcher, county: Named) -> Named:
    """Return the nearest division that it is in."""
    return max(searcher.index.all(county.within), key=lambda each: each.level)


def year_of(county: Named) -> str:
    """Return a year in which a former division was surely there; nothing where none is known."""
    if county.current or not (county.begins or county.ends):
        return ""
    return county.begins[:4] or str(int(county.ends[:4]) - 1)


@pytest.mark.parametrize("way", ["name", "code", "iri"])
def test_each_county_is_found_by_its_name_and_its_parent(
    searcher: Searcher, resolver: Resolver, way: str
) -> None:
    found = counties(searcher)
    assert len(found) > COUNTIES
    missed = []
    for county in found:
        above = parents(searcher, county)
        row = Row(
            county.code,
            county.zh,
            parent={"name": above.zh, "code": above.code, "iri": above.iri}[way],
            at=year_of(county),
            # 淮安市 was a prefecture of Jiangsu, and a county-level city of it.
            type="" if county.current else "county",
        )
        match = resolver.row(row).found.match
        if match is None or match.entity.iri != county.iri:
            missed.append((row, match and match.entity.iri))
    assert missed == []


def test_each_county_is_found_by_its_code(searcher: Searcher, resolver: Resolver) -> None:
    for county in counties(searcher):
        at = year_of(county)
        match = resolver.row(Row("1", code=county.code, name=county.zh, at=at)).found.match
        assert match is not None, county
        assert match.entity.iri == county.iri


@pytest.mark.parametrize(
    ("row", "conflict"),
    [
        (Row("1"), "empty"),
        (Row("1", " ", code="　"), "empty"),
        (Row("1", code="999999"), "code-unknown"),
        (Row("1", code="91370000123456789X"), "code-invalid"),
        (Row("1", "胶州市", code="371002"), "code-and-name"),
        (Row("1", "环翠区", parent="无此省"), "parent-unknown"),
        (Row("1", "环翠区", parent="青岛市"), "parent-contradicts"),
        (Row("1", code="371002", parent="青岛市"), "parent-contradicts"),
        (Row("1", "环翠区", type="飞船"), "type-unknown"),
        (Row("1", "环翠区", type="enterprise"), "type-contradicts"),
        (Row("1", "环翠区", at="2024-13"), "at-invalid"),
        (Row("1", "即墨区", at="2001"), "at-contradicts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_that_contradicts_itself_says_why_and_has_no_match(
    resolver: Resolver, row: Row, conflict: str
) -> None:
    resolved = resolver.row(row)
    assert resolved.conflict is not None
    assert resolved.conflict.code == conflict
    assert resolved.found.match is None


@pytest.mark.parametrize(
    "type_", ["county", "County", "cdo:County", f"{BASE}ontology#County", "division", "Division"]
)
def test_a_type_may_be_written_in_many_ways(resolver: Resolver, type_: str) -> None:
    match = resolver.row(Row("1", "环翠区", type=type_)).found.match
    assert match is not None
    assert match.entity.code == "371002"


def test_rows_are_answered_one_by_one_with_their_ids(resolver: Resolver) -> None:
    rows = (Row(str(number), "环翠") for number in range(3))
    answers = resolver.rows(rows)
    assert [each.row.row_id for each in answers] == ["0", "1", "2"]
