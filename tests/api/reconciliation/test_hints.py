"""A hint agrees, contradicts or has nothing to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg_api.reconciliation import hints, ids
from kg_api.reconciliation.query import PropertyValue

if TYPE_CHECKING:
    from kg.names.search import Searcher


def of(names: Searcher, pid: str, value: object) -> hints.Hints:
    return hints.of([PropertyValue.model_validate({"pid": pid, "v": value})], names)


@pytest.mark.parametrize(
    ("pid", "value", "entity", "verdict"),
    [
        ("province", "山东", "division/371002", True),
        ("province", "Shandong", "division/371002", True),
        ("cdo:within", "威海市", "division/371002", True),
        ("within", "威海", "division/371000", None),  # Weihai is not in itself, nor elsewhere
        ("within", "烟台", "division/371002", False),
        ("within", "烟台", "division/370000", False),
        ("within", "烟台", "honor/high-quality-development-county", None),
        ("within", ["烟台", "威海"], "division/371002", True),
        ("code", "371002", "division/371002", True),
        ("code", "37", "division/370000", True),
        ("code", "371002", "division/371082", False),
        ("code", "371002", "enterprise/triangle-tyre", None),
        ("code", "370282", "division/370215", None),  # the code of what it was before
        ("nameZh", "环翠区", "division/371002", True),
        ("pinyin", "Huáncuì Qū", "division/371002", None),
        ("nameZh", "乳山市", "division/371002", None),
    ],
)
def test_a_hint_judges(
    names: Searcher, pid: str, value: object, entity: str, verdict: hints.Verdict
) -> None:
    found = names.index.by_iri(ids.iri(entity))
    if found is None:
        pytest.fail(f"no {entity} in the data")
    (hint,) = of(names, pid, value).all
    assert hint.judge(found) is verdict


@pytest.mark.parametrize(
    ("pid", "value"),
    [
        ("population", 5),
        ("within", ""),
        ("within", "  "),
        ("within", "中国"),
        ("within", True),
        ("code", "91370000MA3XXXXX0X"),
        ("code", {"id": "", "name": ""}),
    ],
)
def test_what_cannot_be_judged_is_no_hint(names: Searcher, pid: str, value: object) -> None:
    assert of(names, pid, value) == hints.Hints()


def test_a_place_that_is_not_known_is_open(names: Searcher) -> None:
    (hint,) = of(names, "province", "Atlantis").all
    assert hint.open


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2015", "2015"),
        (2015, "2015"),
        ("2015-03-31T00:00:00Z", "2015-03-31"),
        ("May", None),
        (-1, None),
    ],
)
def test_a_time_is_a_year_or_a_day(names: Searcher, value: object, at: str | None) -> None:
    assert of(names, "at", value).at == at
