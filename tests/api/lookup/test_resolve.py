"""`POST /lookup/resolve`: rows in three formats, answered line by line, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.vocab import BASE
from kg_api.models.search import Resolved

if TYPE_CHECKING:
    import httpx2
    from starlette.testclient import TestClient

ROWS: list[dict[str, Any]] = [
    {"rowId": "x", "name": "环翠", "parent": "威海市"},
    {"rowId": 7, "name": "市中区"},
    {"name": "市中区", "parent": "济南"},
    {"code": "371002"},
    {"code": "371002", "name": "环翠区"},
    {"code": "371002", "name": "胶州市"},
    {"name": "即墨市", "at": "2010", "type": "county"},
    {"name": "环翠区", "parent": "无此省"},
    {"name": ""},
]
KEYS = ["371002", None, "370103", "371002", "371002", None, "370282", None, None]


def post(client: TestClient, content: str | bytes, kind: str) -> httpx2.Response:
    return client.post("/lookup/resolve", content=content, headers={"Content-Type": kind})


def lines(answer: httpx2.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    found = [json.loads(line) for line in answer.text.splitlines()]
    for each in found:
        Resolved.model_validate(each, extra="forbid")
    return found


def test_each_row_gets_its_line_with_its_id(lookup: TestClient) -> None:
    found = lines(lookup.post("/lookup/resolve", json=ROWS))
    assert [each["rowId"] for each in found] == ["x", 7, 3, 4, 5, 6, 7, 8, 9]
    matches = [each["match"] for each in found]
    assert matches == [key and f"{BASE}id/division/{key}" for key in KEYS]
    assert [each["ambiguous"] for each in found][1] is True
    conflicts = [each["conflict"]["code"] if "conflict" in each else None for each in found]
    assert conflicts == [None] * 5 + ["code-and-name", None, "parent-unknown", "empty"]
    assert found[8]["results"] == []


def test_the_scores_are_those_of_the_search(lookup: TestClient) -> None:
    (row,) = lines(lookup.post("/lookup/resolve", json=[{"name": "环翠"}]))
    searched = lookup.get("/lookup/search?q=环翠").json()["results"]
    assert row["results"][0] == searched[0]


def test_ndjson_and_csv_mean_the_same_as_json(lookup: TestClient) -> None:
    rows = [{"rowId": "1", "name": "环翠", "parent": "威海市"}, {"rowId": "2", "name": "胶州市"}]
    wanted = lines(lookup.post("/lookup/resolve", json=rows))
    ndjson = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n"
    assert lines(post(lookup, ndjson.encode(), "application/x-ndjson")) == wanted
    table = "\ufeffrowId,name,parent\r\n1,环翠,威海市\r\n2,胶州市,\r\n".encode()
    assert lines(post(lookup, table, "text/csv; charset=utf-8")) == wanted


def test_many_rows_come_in_their_order(lookup: TestClient) -> None:
    found = lines(lookup.post("/lookup/resolve", json=[{"name": "环翠区"}] * 1000))
    assert [each["rowId"] for each in found] == list(range(1, 1001))
    assert lines(lookup.post("/lookup/resolve", json=[])) == []


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        ("[{", "application/json", 400, "body-invalid"),
        ("{}", "application/json", 400, "body-invalid"),
        ("[" * 100_000, "application/json", 400, "body-invalid"),
        ('{"name": "a"}\nnot', "application/x-ndjson", 400, "body-invalid"),
        ("name,colour\na,b\n", "text/csv", 400, "body-invalid"),
        ("name\na,b\n", "text/csv", 400, "body-invalid"),
        ('name\n"a', "text/csv", 400, "body-invalid"),
        ("", "text/csv", 400, "body-invalid"),
        ("[1]", "application/json", 422, "rows-invalid"),
        ('[{"nmae": "a"}]', "application/json", 422, "rows-invalid"),
        ('[{"name": 1}]', "application/json", 422, "rows-invalid"),
        ('[{"name": "a", "at": "now"}]', "application/json", 422, "rows-invalid"),
        ("[]", "text/plain", 415, "unsupported-media-type"),
        (b"\xff", "application/json", 400, "not-utf8"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_done(
    lookup: TestClient, content: str | bytes, kind: str, status: int, code: str
) -> None:
    answer = post(lookup, content, kind)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_the_row_that_is_wrong_is_named(lookup: TestClient) -> None:
    answer = lookup.post("/lookup/resolve", json=[{"name": "a"}, {"name": "b", "at": "x"}])
    assert answer.json()["row"] == 2
    assert "at" in answer.json()["detail"]


def test_too_many_rows_and_too_many_bytes_are_refused(lookup: TestClient) -> None:
    many = post(lookup, json.dumps([{}] * 10_001), "application/json")
    assert (many.status_code, many.json()["limit"]) == (422, 10_000)
    large = post(lookup, b"[" + b" " * 10_000_000 + b"]", "application/json")
    assert (large.status_code, large.json()["code"]) == (413, "body-too-long")


def test_only_post_is_taken(lookup: TestClient) -> None:
    answer = lookup.get("/lookup/resolve")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert "POST" in answer.headers["allow"]
    assert "text/csv" in lookup.options("/lookup/resolve").headers["accept-post"]
