"""The properties: each named in both languages, figures by indicator and measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg_api.reconciliation import classes
from kg_api.reconciliation.properties import fixed
from kg_api.texts import reconciliation as texts

if TYPE_CHECKING:
    from kg_api.reconciliation.properties import Properties

GDP = "indicator/gross-regional-product"


@pytest.mark.parametrize(
    "name",
    ["divisionCode", "cdo:divisionCode", "https://w3id.org/county-kg/ontology#divisionCode"],
)
def test_a_property_is_found_however_it_is_written(properties: Properties, name: str) -> None:
    found = properties.find(name)
    assert found is not None
    assert found.brief("zh") == {"id": "divisionCode", "name": "区划代码"}


@pytest.mark.parametrize("name", ["", "hasHonors", "indicator/none", f"{GDP}/rank"])
def test_what_is_no_property_is_not_found(properties: Properties, name: str) -> None:
    assert properties.find(name) is None


def test_an_indicator_has_a_property_and_one_for_each_of_its_measures(
    properties: Properties,
) -> None:
    whole, growth = properties.find(GDP), properties.find(f"{GDP}/growth")
    assert whole is not None
    assert growth is not None
    assert {"level", "growth"} <= set(whole.measures)
    assert growth.label == {
        "zh": "地区生产总值（增速）",
        "en": "gross regional product (growth rate)",
    }


def test_a_tallied_honor_has_one_too(properties: Properties) -> None:
    tallies = [each for each in properties.all() if each.id.startswith("honor/")]
    assert tallies
    assert all(each.definition["en"] == texts.PROPERTIES["tally"][1][1] for each in tallies)


def test_every_property_is_named_in_both_languages(properties: Properties) -> None:
    for each in properties.all():
        assert each.label["zh"]
        assert each.label["en"]
        assert each.described("zh")["description"]
        assert each.described("en")["description"]
    ids = [each.id for each in properties.all()]
    assert len(ids) == len(set(ids))


def test_types_of_properties_and_of_their_values_are_there() -> None:
    for each in fixed():
        assert each.of <= classes.every().keys()
        assert not each.range or classes.find(each.range)


def test_the_words_are_the_same_in_both_languages() -> None:
    assert texts.WORDS["zh"].keys() == texts.WORDS["en"].keys()
