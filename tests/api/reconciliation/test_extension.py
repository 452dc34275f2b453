"""Data extension: rows and columns as they were asked for, and proposals by type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import QueryError
from kg_api.reconciliation import classes, extension
from kg_api.reconciliation.extension import Columns
from kg_api.reconciliation.query import Extension

if TYPE_CHECKING:
    from kg.lookup.index import Index
    from kg.names.search import Searcher
    from kg_api.reconciliation.properties import Properties


def columns(properties: Properties, *wanted: object) -> Columns:
    asked = Extension.model_validate({"ids": [], "properties": list(wanted)})
    return Columns(asked, properties)


def test_a_row_has_every_column_under_the_id_that_was_asked_for(
    properties: Properties, index: Index, names: Searcher
) -> None:
    asked = columns(properties, {"id": "cdo:divisionCode"}, {"id": "parent"})
    row = asked.row("division/371002", index, names, "en")
    assert row["cdo:divisionCode"] == [{"str": "371002"}]
    assert row["parent"][0]["id"] == "division/371000"
    meta = asked.meta("en")
    assert [each["id"] for each in meta] == ["cdo:divisionCode", "parent"]
    assert meta[1]["type"] == {"id": "AdministrativeDivision", "name": "administrative division"}


def test_an_entity_that_is_not_there_has_no_values(
    properties: Properties, index: Index, names: Searcher
) -> None:
    asked = columns(properties, {"id": "parent"})
    assert asked.row("division/999999", index, names, "zh") == {"parent": []}


def test_a_property_that_is_not_there_is_told(properties: Properties) -> None:
    with pytest.raises(QueryError) as caught:
        columns(properties, {"id": "parent"}, {"id": "population"})
    assert caught.value.code == "property-unknown"
    assert caught.value.extra == {"property": "population"}


def test_proposals_are_those_of_the_type_each_indicator_once(properties: Properties) -> None:
    county, honor, every = (
        [each.id for each in extension.proposals(properties, classes.find(name))]
        for name in ("County", "Honor", "")
    )
    assert county[0] == "divisionCode"
    assert "indicator/gross-regional-product" in county
    assert "indicator/gross-regional-product/growth" not in county
    assert "honorKind" in honor
    assert "honorKind" not in county
    assert "divisionCode" not in honor
    assert set(every) >= {*county, *honor}
