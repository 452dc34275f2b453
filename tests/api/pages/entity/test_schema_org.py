"""The embedded JSON-LD: what search engines read, and that no text ends its element."""

import json
from typing import Any

import pytest

from api.pages.entity.paging import seen
from kg.lookup.index import Index
from kg.vocab import BASE
from kg_api.pages.entity.schema_org import script


def embedded(index: Index, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    (element,) = seen(index, name).json_ld
    data = json.loads(element.text or "")
    assert data["@context"] == "https://schema.org"
    page, entity = data["@graph"]
    assert page["mainEntity"] == {"@id": entity["@id"]}
    return page, entity


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("division/371002", "AdministrativeArea"),
        ("enterprise/triangle-tyre", "Organization"),
        ("agency/shandong-provincial-government", "GovernmentOrganization"),
        ("person/lin-haitao", "Person"),
        ("article/a1", "NewsArticle"),
        ("indicator/gross-regional-product", "StatisticalVariable"),
        ("honor/national-little-giant", "DefinedTerm"),
        ("fact/a5-020", "Observation"),
        ("fact/a1-001", "Claim"),
        ("mechanism/wage-payment-supervision-mechanism", "Thing"),
    ],
)
def test_type(index: Index, name: str, kind: str) -> None:
    page, entity = embedded(index, name)
    assert entity["@type"] == kind
    assert entity["@id"] == f"{BASE}id/{name}"
    assert page["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_bound_is_a_minimum_and_no_value(index: Index) -> None:
    _, entity = embedded(index, "fact/a5-020")
    assert entity["minValue"] == 1600
    assert "value" not in entity
    assert entity["unitText"] == "亿元"
    _, exact = embedded(index, "fact/a5-019")
    assert exact["value"] == 6.8


def test_a_division_has_its_code_and_no_coordinates_of_an_unknown_datum(index: Index) -> None:
    _, entity = embedded(index, "division/371002")
    assert entity["identifier"]["value"] == "371002"
    assert "环翠区" in entity["alternateName"]
    assert "geo" not in entity


def test_an_unknown_detail_of_an_article_is_left_out(index: Index) -> None:
    _, entity = embedded(index, "article/a1")
    assert entity["datePublished"] == "2024"
    assert "publisher" not in entity


def test_no_text_ends_the_element() -> None:
    data = {"name": "</script><!-- & \u2028 <script>"}
    text = str(script(data))
    assert "<" not in text
    assert "&" not in text
    assert json.loads(text) == data
