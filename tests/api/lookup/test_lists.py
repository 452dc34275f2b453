"""`/lookup` and `/lookup/{kind}`: filters, order, pages pinned to a snapshot, forms."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from starlette.testclient import TestClient

PINNED = "/lookup/county?within=山东省&limit=50"


def listed(client: TestClient, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def walked(client: TestClient, address: str | None) -> list[dict[str, Any]]:
    found = []
    while address:
        page = listed(client, address)
        found += page["results"]
        address = page.get("next")
    return found


def test_the_kinds_are_told_with_their_numbers(lookup: TestClient) -> None:
    kinds = {each["kind"]: each for each in listed(lookup, "/lookup")["kinds"]}
    assert kinds["province"]["count"] == 34
    assert kinds["division"]["count"] == sum(
        kinds[each]["count"] for each in ("province", "prefecture", "county")
    )
    for each in kinds.values():
        assert lookup.get(f"{each['href']}?limit=1").status_code == 200


@pytest.mark.parametrize("sort", ["key", "-key", "name", "-code", "links", "-modified"])
def test_the_pages_give_each_entity_once_whatever_the_order(lookup: TestClient, sort: str) -> None:
    first = listed(lookup, f"{PINNED}&sort={sort}")
    found = walked(lookup, f"{PINNED}&sort={sort}")
    ids = [each["id"] for each in found]
    assert len(ids) == len(set(ids)) == first["total"] == 136
    if sort == "links":
        assert [each["links"] for each in found] == sorted(each["links"] for each in found)
    if sort == "-code":
        assert [each["code"] for each in found] == sorted(
            (each["code"] for each in found), reverse=True
        )


def test_filters_narrow_the_list(lookup: TestClient) -> None:
    winners = listed(lookup, "/lookup/county?honor=高质量发展先进县")["results"]
    assert {each["label"]["zh"] for each in winners} == {"环翠区", "胶州市"}
    by_key = listed(lookup, "/lookup/county?honor=high-quality-development-county")["results"]
    assert [each["id"] for each in by_key] == [each["id"] for each in winners]
    honors = listed(lookup, "/lookup/honor?level=provincial&honorKind=list")["results"]
    assert honors
    assert {each["level"]["code"] for each in honors} == {"provincial"}
    assert {each["honorKind"]["code"] for each in honors} == {"list"}
    levels = listed(lookup, "/lookup/division?level=province&limit=1")
    assert levels["total"] == 34


def test_divisions_that_are_gone_come_only_on_request(lookup: TestClient) -> None:
    numbers = {
        current: listed(lookup, f"/lookup/county?current={current}&limit=1")["total"]
        for current in ("true", "false", "any")
    }
    assert numbers["any"] == numbers["true"] + numbers["false"]
    assert numbers["true"] == listed(lookup, "/lookup/county?limit=1")["total"]
    gone = listed(lookup, "/lookup/county?current=false&limit=1")["results"][0]
    assert gone["current"] is False


def test_fields_narrow_the_members(lookup: TestClient) -> None:
    for each in listed(lookup, "/lookup/province?fields=label,code")["results"]:
        assert each.keys() == {"label", "code"}
    assert lookup.get("/lookup/province?fields=label,colour").status_code == 400


def test_csv_and_xlsx_hold_the_same_rows(lookup: TestClient) -> None:
    plain = lookup.get("/lookup/province", headers={"Accept": "text/csv"})
    assert plain.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(plain.text)))
    assert len(rows) == 34
    assert {"label_zh", "label_en", "code"} < rows[0].keys()
    marked = lookup.get("/lookup/province?format=csv&bom=true")
    assert marked.content == b"\xef\xbb\xbf" + plain.content
    book = lookup.get("/lookup/province?format=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)
    told = sheet.to_python()
    assert told[0] == list(rows[0])
    at = told[0].index("label_zh")
    assert [row[at] for row in told[1:]] == [row["label_zh"] for row in rows]


def test_facts_are_a_kind_too(lookup: TestClient) -> None:
    found = listed(lookup, "/lookup/fact?limit=3")
    assert found["total"] == 574
    for fact in found["results"]:
        assert fact["evidence"][0]["article"] == fact["article"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/lookup/town", 404, "kind-unknown"),
        ("/lookup/county?limit=1001", 400, "parameter-invalid"),
        ("/lookup/county?sort=size", 400, "parameter-invalid"),
        ("/lookup/county?page=2", 400, "parameter-unknown"),
        ("/lookup/county?cursor=x", 400, "parameter-invalid"),
        ("/lookup/county?cursor=AAAAAAAAAAAAAAAAAAAA", 404, "cursor-unknown"),
        ("/lookup/county?within=无此地", 404, "place-unknown"),
        ("/lookup/county?honor=无此荣誉称号呀", 404, "name-unknown"),
        ("/lookup/county?changedSince=yesterday", 400, "parameter-invalid"),
    ],
)
def test_what_is_wrong_is_told(lookup: TestClient, address: str, status: int, code: str) -> None:
    answer = lookup.get(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_changed_cursor_is_refused_and_so_is_one_of_another_list(lookup: TestClient) -> None:
    cursor = listed(lookup, PINNED)["next"].partition("cursor=")[2]
    for each in (cursor[:-2] + ("aa" if cursor[-2:] != "aa" else "bb"), cursor[1:], cursor + "A"):
        assert lookup.get(f"{PINNED}&cursor={each}").status_code == 404
    other = lookup.get(f"/lookup/county?limit=50&cursor={cursor}")
    assert other.json()["code"] == "cursor-unknown"
