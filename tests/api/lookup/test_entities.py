"""`/lookup/{kind}/{key}`: facts with values, units, periods and evidence; what they amount to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.vocab import BASE
from kg_api.models.entity import EntityDocument

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def document(client: TestClient, address: str) -> dict[str, Any]:
    answer = client.get(f"/lookup/{address}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert found["snapshot"] == answer.headers["kg-snapshot"]
    return found


def test_a_fact_has_its_value_unit_bound_period_and_evidence(lookup: TestClient) -> None:
    facts = document(lookup, "county/371002")["facts"]
    (conferral,) = [each for each in facts if each["key"] == "a1-001"]
    assert conferral["recipient"]["label"]["zh"] == "环翠区"
    assert (conferral["streak"], conferral["streakText"]) == (4, "四次蝉联")
    assert (conferral["period"]["begin"], conferral["period"]["end"]) == (
        "2023-01-01",
        "2023-12-31",
    )
    assert conferral["evidence"][0]["article"] == "a1"
    assert (conferral["evidence"][0]["paragraph"], conferral["evidence"][0]["start"]) == (1, 0)
    facts = document(lookup, "fact?limit=1000")["results"]
    figures = [each for each in facts if each.get("unit", {}).get("symbol") == "亿元"]
    assert figures
    for figure in figures:
        assert figure["baseValue"] == pytest.approx(figure["value"] * 100_000_000)
        assert figure["bound"]["code"]
        assert str(figure["value"]) in figure["valueText"]


def test_a_county_is_told_by_what_the_facts_are_about(lookup: TestClient) -> None:
    place = document(lookup, "county/371002")["place"]
    assert place["complete"] is True
    assert len(place["honors"]) == 4
    assert {row["recipient"]["label"]["zh"] for row in place["honors"]} == {"环翠区"}
    for series in place["indicators"]:
        days = [point.get("period", {}).get("begin", "") for point in series["points"]]
        assert days == sorted(days)
    assert {"威海海鑫新材料有限公司"} <= {each["label"]["zh"] for each in place["enterprises"]}
    assert place["programs"]
    first = [row.get("begin") or row.get("end") for row in place["timeline"]]
    assert first == sorted(first)


def test_a_prefecture_and_a_province_roll_up(lookup: TestClient) -> None:
    plain = document(lookup, "prefecture/371000")
    rolled = document(lookup, "prefecture/371000?rollup=true&limit=1000")
    assert (plain["rollup"], rolled["rollup"]) == (False, True)
    own = {each["id"] for each in plain["facts"]}
    county = {each["id"] for each in document(lookup, "county/371002?limit=1000")["facts"]}
    assert own | county <= {each["id"] for each in rolled["facts"]}
    assert "环翠区" in {row["recipient"]["label"]["zh"] for row in rolled["place"]["honors"]}
    province = document(lookup, "province/370000?rollup=true&limit=1")
    recipients = {row["recipient"]["label"]["zh"] for row in province["place"]["honors"]}
    assert {"环翠区", "胶州市"} <= recipients


def test_the_pages_give_each_fact_once(lookup: TestClient) -> None:
    address: str | None = "county/371002?limit=40"
    found = []
    while address:
        page = document(lookup, address)
        found += [each["id"] for each in page["facts"]]
        address = page["next"].partition("/lookup/")[2] if "next" in page else None
    whole = [each["id"] for each in document(lookup, "county/371002?limit=1000")["facts"]]
    assert found == whole
    assert len(found) == len(set(found)) > 40


@pytest.mark.parametrize(
    "address",
    [
        "honor/high-quality-development-county",
        "division/371002",
        "indicator/gross-regional-product",
        "article/a1",
        "unit/percent",
        "fact/a1-001",
    ],
)
def test_every_kind_has_documents_as_they_are_described(lookup: TestClient, address: str) -> None:
    found = document(lookup, address)
    EntityDocument.model_validate(found, extra="forbid")
    told = found["entity"]["id"] if "entity" in found else found["facts"][0]["id"]
    assert told == f"{BASE}id/{address}"


def test_a_share_names_what_it_is_a_share_of(lookup: TestClient) -> None:
    shares = [
        each
        for each in lookup.get("/lookup/indicator?limit=1000").json()["results"]
        if "denominator" in each
    ]
    assert shares
    for each in shares:
        assert each["numerator"]["label"]["zh"]
        assert each["denominator"]["label"]["zh"]


def test_a_division_that_is_gone_names_its_successor(lookup: TestClient) -> None:
    answer = lookup.get("/lookup/county/370282")
    assert answer.status_code == 200
    assert answer.json()["entity"]["current"] is False
    assert [each["label"]["zh"] for each in answer.json()["entity"]["replacedBy"]] == ["即墨区"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("county/999999", 404, "entity-absent"),
        ("county/370000", 404, "entity-absent"),
        ("town/1", 404, "kind-unknown"),
        ("county/371002?rollup=yes", 400, "parameter-invalid"),
        ("county/371002?expand=1", 400, "parameter-unknown"),
        ("county/a%00b", 400, "parameter-invalid"),
        ("county/371002?cursor=AAAAAAAAAAAAAAAAAAAA", 404, "cursor-unknown"),
    ],
)
def test_what_is_wrong_is_told(lookup: TestClient, address: str, status: int, code: str) -> None:
    answer = lookup.get(f"/lookup/{address}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
