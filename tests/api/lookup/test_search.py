"""`/lookup/search`: candidates with scores and reasons, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.vocab import BASE

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HUANCUI = f"{BASE}id/division/371002"


def search(client: TestClient, **parameters: str) -> dict[str, Any]:
    answer = client.get("/lookup/search", params=parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert found["snapshot"] == answer.headers["kg-snapshot"]
    return found


@pytest.mark.parametrize(
    "name", ["环翠", "環翠區", "威海环翠区", "371002", "Huancui District", "huan cui qu", HUANCUI]
)
def test_a_name_in_any_spelling_gives_the_entity_first(lookup: TestClient, name: str) -> None:
    first = search(lookup, q=name)["results"][0]
    assert first["id"] == HUANCUI
    assert first["label"] == {"zh": "环翠区", "en": "Huancui District"}
    assert first["type"]["id"].endswith("#County")
    assert first["explanation"].keys() == {"code", "zh", "en"}
    assert [place["label"]["zh"] for place in first["within"]] == ["威海市", "山东省"]


def test_one_at_most_matches_and_only_where_it_is_certain(lookup: TestClient) -> None:
    assert next(each["match"] for each in search(lookup, q="环翠区")["results"]) is True
    several = search(lookup, q="市中区")
    assert several["ambiguous"] is True
    assert not any(each["match"] for each in several["results"])
    assert {each["label"]["zh"] for each in several["results"][:3]} == {"市中区"}


def test_a_place_around_it_decides(lookup: TestClient) -> None:
    found = search(lookup, q="市中区", within="济南市")
    assert [each["code"] for each in found["results"] if each["match"]] == ["370103"]


def test_a_time_finds_what_was_there_then(lookup: TestClient) -> None:
    then = search(lookup, q="即墨市", at="2010")["results"][0]
    assert (then["code"], then["current"]) == ("370282", False)
    assert [each["id"] for each in then["replacedBy"]] == [f"{BASE}id/division/370215"]


def test_only_the_kind_that_is_asked_for_comes(lookup: TestClient) -> None:
    found = search(lookup, q="高质量发展先进县", type="honor")["results"]
    assert found
    assert {each["type"]["id"].rpartition("#")[2] for each in found} == {"Honor"}


def test_while_somebody_types_nothing_matches_yet(lookup: TestClient) -> None:
    found = search(lookup, q="环", prefix="true", limit="5", lang="zh")
    assert len(found["results"]) == 5
    assert not any(each["match"] for each in found["results"])
    assert all(each["text"].startswith("环") for each in found["results"])


@pytest.mark.parametrize(
    "name", ["😀", "'; DROP TABLE entity; --", '"@zh } } DELETE WHERE { ?s ?p ?o } #', "%", "。"]
)
def test_what_no_name_has_finds_nothing_or_little(lookup: TestClient, name: str) -> None:
    assert not any(each["match"] for each in search(lookup, q=name)["results"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "parameter-invalid"),
        ("q=", "parameter-invalid"),
        ("q=%00", "parameter-invalid"),
        ("q=a%0Ab", "parameter-invalid"),
        (f"q={'a' * 201}", "parameter-invalid"),
        ("q=a&q=b", "parameter-invalid"),
        ("q=a&limit=0", "parameter-invalid"),
        ("q=a&limit=x", "parameter-invalid"),
        ("q=a&type=town", "parameter-invalid"),
        ("q=a&at=2024-13", "parameter-invalid"),
        ("q=a&typ=county", "parameter-unknown"),
    ],
)
def test_parameters_that_are_not_in_order_are_named(
    lookup: TestClient, query: str, code: str
) -> None:
    answer = lookup.get(f"/lookup/search?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameters"]


def test_an_unknown_place_is_a_problem(lookup: TestClient) -> None:
    answer = lookup.get("/lookup/search?q=市中区&within=无此地")
    assert (answer.status_code, answer.json()["code"]) == (404, "place-unknown")


def test_it_may_be_kept_until_the_snapshot_changes(lookup: TestClient) -> None:
    tag = lookup.get("/lookup/search?q=环翠").headers["etag"]
    again = lookup.get("/lookup/search?q=环翠", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert lookup.get("/lookup/search?q=环", headers={"If-None-Match": tag}).status_code == 200


def test_head_and_options_and_no_other_method(lookup: TestClient) -> None:
    assert lookup.head("/lookup/search?q=环翠").status_code == 200
    preflight = lookup.options("/lookup/search")
    assert (preflight.status_code, preflight.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert lookup.put("/lookup/search?q=a").status_code == 405
