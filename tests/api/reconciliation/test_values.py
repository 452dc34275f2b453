"""Values of real entities, and of small ones: reference data, honors, counts, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg_api.reconciliation import ids, settings
from kg_api.reconciliation.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.errors import Language
    from kg.lookup.index import Index
    from kg.names.search import Searcher
    from kg_api.reconciliation.properties import Properties

    Read = Callable[..., list[dict[str, Any]]]

JIAOZHOU, HUANCUI = "division/370281", "division/371002"


@pytest.fixture
def read(index: Index, names: Searcher, properties: Properties) -> Read:
    """A function that gives the values of a property; further keywords are settings."""

    def values(
        entity: str, name: str, language: Language = "zh", **given: object
    ) -> list[dict[str, Any]]:
        prop = properties.find(name)
        assert prop is not None, name
        resource = ids.require(index, entity)
        return Values(index, names, resource, language).of(prop, settings.of(given, prop))

    return values


@pytest.mark.parametrize(
    ("entity", "name", "values"),
    [
        (HUANCUI, "divisionCode", [{"str": "371002"}]),
        (HUANCUI, "nameZh", [{"str": "环翠区"}]),
        (HUANCUI, "iri", [{"str": "https://w3id.org/county-kg/id/division/371002"}]),
        (HUANCUI, "parent", [{"id": "division/371000", "name": "威海市"}]),
        (HUANCUI, "province", [{"id": "division/370000", "name": "山东省"}]),
        ("division/370000", "parent", []),
        ("division/370000", "province", []),
        (HUANCUI, "validUntil", []),
        ("enterprise/triangle-tyre", "divisionCode", []),
        ("honor/high-quality-development-county", "honorKind", [{"str": "表彰"}]),
    ],
)
def test_reference_data(read: Read, entity: str, name: str, values: list[dict[str, Any]]) -> None:
    assert read(entity, name) == values


def test_coordinates_are_numbers(read: Read) -> None:
    ((longitude,), (latitude,)) = read(HUANCUI, "longitude"), read(HUANCUI, "latitude")
    assert 122 < longitude["float"] < 123
    assert 37 < latitude["float"] < 38


def test_names_are_in_the_language_that_is_asked_for(read: Read) -> None:
    assert read(HUANCUI, "province", "en") == [
        {"id": "division/370000", "name": read("division/370000", "nameEn")[0]["str"]}
    ]


def test_honors_are_entities_each_once_and_are_counted(read: Read) -> None:
    honors = read(HUANCUI, "hasHonor")
    assert {"id": "honor/high-quality-development-county", "name": "高质量发展先进县"} in honors
    assert len({each["id"] for each in honors}) == len(honors)
    assert read(HUANCUI, "honorCount") == [{"int": len(honors)}]
    assert read(HUANCUI, "hasHonor", limit=1) == honors[:1]


def test_a_time_leaves_out_what_is_of_another(read: Read) -> None:
    of_2023 = read(HUANCUI, "hasHonor", at="2023")
    assert {"id": "honor/high-quality-development-county", "name": "高质量发展先进县"} in of_2023
    assert read(HUANCUI, "hasHonor", at="1999") == []
    assert read(HUANCUI, "honorCount", at="1999") == [{"int": 0}]
    assert read(HUANCUI, "factCount", at="1999") == [{"int": 0}]


def test_facts_and_articles_are_counted(read: Read) -> None:
    (facts,) = read(HUANCUI, "factCount")
    articles = read(HUANCUI, "articles")
    assert facts["int"] > 50
    assert {"id": "article/a1", "name": "威海环翠四次蝉联山东省“高质量发展先进县”"} in articles
    assert read(HUANCUI, "articleCount") == [{"int": len(articles)}]


GDP = "indicator/gross-regional-product"


def test_a_figure_in_words_has_measure_bound_unit_and_period(read: Read) -> None:
    words = [each["str"] for each in read(JIAOZHOU, GDP)]
    assert words == [
        "水平值817.56亿元（2024年1月至2024年6月）",
        "增速5.8%（2024年1月至2024年6月）",
        "增速6.8%（2023年）",
        "水平值超过1,600亿元（2023年）",
    ]


def test_figures_of_one_measure_are_numbers_the_newest_first(read: Read) -> None:
    assert read(JIAOZHOU, f"{GDP}/growth", content="number") == [{"float": 5.8}, {"float": 6.8}]
    assert read(JIAOZHOU, f"{GDP}/growth", content="number", limit="1") == [{"float": 5.8}]
    assert read(JIAOZHOU, f"{GDP}/growth", content="number", at="2023") == [{"float": 6.8}]


def test_a_bound_is_never_lost(read: Read) -> None:
    level = f"{GDP}/level"
    assert read(JIAOZHOU, level, content="number") == [{"float": 817.56}, {"str": ">1600"}]
    assert read(JIAOZHOU, level, content="baseNumber") == [
        {"float": 81_756_000_000.0},  # OpenRefine cuts whole numbers to 32 bits
        {"str": ">160000000000"},
    ]


def test_the_parts_of_a_figure_stay_in_step(read: Read) -> None:
    level = f"{GDP}/level"
    assert read(JIAOZHOU, level, content="unit") == [{"str": "亿元"}, {"str": "亿元"}]
    assert read(JIAOZHOU, level, content="printed") == [
        {"str": "817.56亿元"},
        {"str": "突破1600亿元"},
    ]
    assert len(read(JIAOZHOU, level, content="period")) == 2
    assert read(JIAOZHOU, level, content="bound")[1] != read(JIAOZHOU, level, content="bound")[0]
    assert read(JIAOZHOU, level, content="fact")[1] == {"id": "fact/a5-020", "name": "a5-020"}


def test_what_has_no_number_is_an_empty_value(read: Read) -> None:
    trend = "indicator/county-economy-level/trend"
    (cell,) = read(JIAOZHOU, trend, content="number")
    assert cell == {}
    assert read(JIAOZHOU, trend, content="printed") != [{}]


def test_a_tally_keeps_its_count(read: Read, properties: Properties) -> None:
    tallies = [each for each in properties.all() if each.id.startswith("honor/") and each.measure]
    counted = [read(HUANCUI, each.id, content="number") for each in tallies]
    assert [{"int": 16}] in counted


def test_figures_of_others_are_not_taken(read: Read) -> None:
    assert read("division/370000", GDP) == []
    assert read(HUANCUI, "indicator/gross-regional-product/level") == []
