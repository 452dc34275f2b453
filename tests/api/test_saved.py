"""`/queries/{name}` with parameters: rows as JSON, CSV and XLSX, a page at a time."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from kg import assets, queries
from kg.settings import Settings
from kg_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GROWTH = "/queries/growth-rates"


@pytest.fixture(scope="module")
def service(built: Path) -> Iterator[TestClient]:
    app = create_app(Settings(store=built, corpus=None))
    with TestClient(app, raise_server_exceptions=False) as client:
        client.headers.pop("accept")
        yield client


def rows(client: TestClient, address: str, **parameters: str) -> list[dict[str, Any]]:
    answer = client.get(address, params={"format": "json", **parameters})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def test_every_published_query_runs(service: TestClient) -> None:
    for query in queries.load(assets.folder("queries")):
        if query.publish:
            answer = service.get(f"/queries/{query.name}", params={"format": "json"})
            assert answer.status_code == 200, answer.text
            document = answer.json()
            assert document["rows"], query.name
            assert [each["name"] for each in document["columns"]] == list(document["rows"][0])
            assert document["parameters"] == query.default_values


def test_values_have_their_types(service: TestClient) -> None:
    row = rows(service, "/queries/advanced-counties")[0]
    assert (row["streak"], row["start"], row["place"]) == (4, 0, "环翠区")
    growth = rows(service, GROWTH)
    assert all(isinstance(each["value"], int | float) for each in growth)
    assert None in {each["base"] for each in growth}


def test_a_parameter_takes_another_value(service: TestClient) -> None:
    address = "/queries/honors-of-a-place"
    default = rows(service, address)
    other = rows(service, address, placeName="环翠区")
    assert other
    assert default != other


@pytest.mark.parametrize(
    "value", ['x"@zh } } DROP ALL #', "' OR 1=1 --", "?s ?p ?o", "\\", '"""', "😀"]
)
def test_no_value_is_read_as_sparql(service: TestClient, value: str) -> None:
    assert rows(service, "/queries/honors-of-a-place", placeName=value) == []


def test_the_pages_go_through_all_rows(service: TestClient) -> None:
    whole = rows(service, GROWTH)
    found: list[dict[str, Any]] = []
    address = f"{GROWTH}?limit=5&format=json"
    while address:
        answer = service.get(address)
        found += answer.json()["rows"]
        links = {
            each.split('rel="')[1].rstrip('"'): each.partition(">")[0].lstrip("<")
            for each in answer.headers["link"].split(", ")
        }
        address = links.get("next", "")
    assert found == whole
    past = service.get(f"{GROWTH}?page=99")
    assert (past.status_code, past.json()["code"]) == (404, "page-missing")


def test_csv_and_xlsx_hold_the_same_rows(service: TestClient) -> None:
    wanted = rows(service, "/queries/advanced-counties")
    plain = service.get("/queries/advanced-counties", headers={"Accept": "text/csv"})
    told = list(csv.DictReader(io.StringIO(plain.text)))
    assert [{name: str(value) for name, value in each.items()} for each in wanted] == told
    assert service.get("/queries/advanced-counties.csv?bom=true").content[:3] == b"\xef\xbb\xbf"
    book = service.get("/queries/advanced-counties.xlsx").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert sheet[1] == list(wanted[0].values())


def test_without_parameters_it_is_the_query_itself(service: TestClient) -> None:
    assert service.get(GROWTH).headers["content-type"].startswith("text/turtle")
    assert service.get(f"{GROWTH}?lang=zh", headers={"Accept": "text/html"}).text.startswith("<!")
    answer = service.get(GROWTH, headers={"Accept": "application/json"})
    assert json.loads(answer.content)["query"] == "growth-rates"


def test_it_may_be_kept_until_the_snapshot_changes(service: TestClient) -> None:
    tag = service.get(f"{GROWTH}?limit=1").headers["etag"]
    assert service.get(f"{GROWTH}?limit=1", headers={"If-None-Match": tag}).status_code == 304
    assert service.get(f"{GROWTH}?limit=2", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("colour=red", "parameter-unknown"),
        ("limit=0", "parameter-invalid"),
        ("limit=10001", "parameter-invalid"),
        ("limit=+1", "parameter-invalid"),
        ("page=0", "parameter-invalid"),
        ("page=1&page=2", "parameter-invalid"),
        ("format=xml", "parameter-invalid"),
        ("bom=yes", "parameter-invalid"),
    ],
)
def test_what_is_wrong_is_told(service: TestClient, query: str, code: str) -> None:
    answer = service.get(f"{GROWTH}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize("value", ["2024-02-30", "2024", "２０２４-01-01", "", "x"])
def test_a_day_is_one_of_the_calendar(service: TestClient, value: str) -> None:
    answer = service.get("/queries/events-by-date", params={"from": value})
    assert (answer.status_code, answer.json()["code"]) == (400, "parameter-invalid")
