"""Settings as OpenRefine sends them, and what makes no sense."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import QueryError
from kg_api.reconciliation import settings
from kg_api.reconciliation.properties import Property, Source
from kg_api.reconciliation.settings import MOST_VALUES, Settings

PLAIN = Property("pinyin", {}, {}, Source.OWN)
OPEN = Property("indicator/x", {}, {}, Source.FIGURES, measures=("level", "growth"))
ONE = Property("indicator/x/level", {}, {}, Source.FIGURES, measure="level", measures=("level",))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, Settings()),
        ({"limit": 0}, Settings()),
        ({"limit": "5"}, Settings(5)),
        ({"limit": 3.0, "content": "", "at": ""}, Settings(3)),
        ({"limit": 10**9}, Settings(MOST_VALUES)),
        ({"at": 2023}, Settings(at="2023")),
        ({"content": "number", "at": "2023-12"}, Settings(content="number", at="2023-12")),
    ],
)
def test_settings_have_defaults(given: dict[str, Any], wanted: Settings) -> None:
    assert settings.of(given, ONE) == wanted


@pytest.mark.parametrize(
    "given",
    [
        {"limit": -1},
        {"limit": "many"},
        {"limit": True},
        {"limit": 1.5},
        {"limit": float("inf")},
        {"limit": []},
        {"limit": "²"},
        {"content": "id"},
        {"content": ["number"]},
        {"at": "last year"},
        {"at": "2023-13"},
        {"at": {}},
        {"rank": "best"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_with_what_there_is(given: dict[str, Any]) -> None:
    with pytest.raises(QueryError) as caught:
        settings.of(given, PLAIN)
    assert caught.value.code == "setting-invalid"
    assert caught.value.extra["available"]


def test_numbers_of_several_measures_are_not_mixed() -> None:
    with pytest.raises(QueryError) as caught:
        settings.of({"content": "number"}, OPEN)
    assert caught.value.code == "measure-open"
    assert caught.value.extra["available"] == ["indicator/x/level", "indicator/x/growth"]
    assert settings.of({"content": "number"}, PLAIN).content == "number"


@pytest.mark.parametrize(
    ("at", "begin", "end", "overlaps"),
    [
        ("2023", "2023-01-01", "2023-12-31", True),
        ("2023", "2022-01-01", "2022-12-31", False),
        ("2023", "2023-12-31", "2023-12-31", True),
        ("2023-11", "2023-12-31", "2023-12-31", False),
        ("2024", "2023-01-01", "", True),
        ("2022", "2023-01-01", "", False),
        ("2022", "", "2023-12-31", True),
        ("2024", "", "2023-12-31", False),
        ("2023", "", "", False),
        ("", "", "", True),
    ],
)
def test_a_time_overlaps_a_period(at: str, begin: str, end: str, *, overlaps: bool) -> None:
    assert Settings(at=at).overlaps(begin, end) is overlaps


def test_the_manifest_tells_every_setting_in_both_languages() -> None:
    zh, en = settings.described("zh"), settings.described("en")
    assert [each["name"] for each in zh] == ["limit", "content", "at"]
    assert [choice["value"] for choice in en[1]["choices"]] == list(settings.CONTENTS)
    for one, other in zip(zh, en, strict=True):
        assert one["label"] != other["label"]
        assert one["type"] == other["type"]
