"""`/lookup/compare`: every figure of every place, with unit and bound; null where there is none."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ADDRESS = "/lookup/compare?counties=胶州市,371002&indicators=地区生产总值"


def test_each_figure_keeps_its_unit_bound_and_period(lookup: TestClient) -> None:
    found = lookup.get(ADDRESS).json()
    assert [each["label"]["zh"] for each in found["counties"]] == ["胶州市", "环翠区"]
    rows = [row for row in found["rows"] if row["county"]["label"]["zh"] == "胶州市"]
    half = [
        (row["measure"]["code"], row["value"], row["unit"]["symbol"], row["bound"]["code"])
        for row in rows
        if row["period"]["begin"] == "2024-01-01"
    ]
    assert ("growth", 5.8, "%", "exact") in half


def test_what_no_article_tells_is_null_and_not_0(lookup: TestClient) -> None:
    answer = lookup.get("/lookup/compare?counties=胶州市,兰考县&indicators=地区生产总值")
    (row,) = [each for each in answer.json()["rows"] if each["county"]["label"]["zh"] == "兰考县"]
    assert (row["value"], row["fact"], row["unit"]) == (None, None, None)
    table = lookup.get(str(answer.url), headers={"Accept": "text/csv"}).text
    (cells,) = [
        each for each in csv.DictReader(io.StringIO(table)) if each["county_zh"] == "兰考县"
    ]
    assert (cells["value"], cells["fact"]) == ("", "")


def test_the_tables_hold_the_rows(lookup: TestClient) -> None:
    rows = lookup.get(ADDRESS).json()["rows"]
    plain = lookup.get(f"{ADDRESS}&format=csv")
    told = list(csv.DictReader(io.StringIO(plain.text)))
    assert [each["fact"] for each in told] == [row["fact"] or "" for row in rows]
    assert lookup.get(f"{ADDRESS}&format=xlsx").content.startswith(b"PK")


def test_a_name_that_is_not_certain_is_refused_with_candidates(lookup: TestClient) -> None:
    answer = lookup.get("/lookup/compare?counties=市中区&indicators=地区生产总值")
    assert (answer.status_code, answer.json()["code"]) == (409, "name-ambiguous")
    assert len(answer.json()["candidates"]) > 1
    for query in ("counties=,&indicators=地区生产总值", "counties=胶州市&indicators=xqzzjw"):
        unknown = lookup.get(f"/lookup/compare?{query}")
        assert unknown.status_code in {404, 409}
