"""`/query` without scripts: a form that answers with a table, files, and the words of the graph."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from api.pages.test_start import Page
from kg import assets, queries
from kg.settings import Settings
from kg_api import workbook
from kg_api.app import create_app
from kg_api.routes import workbench

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.conftest import MakeClient

CDO = "https://w3id.org/county-kg/ontology#"
HONORS = f"SELECT ?place ?honor {{ ?f <{CDO}recipient> ?place ; <{CDO}honor> ?honor }}"
GRAPH = f"CONSTRUCT {{ ?f <{CDO}honor> ?h }} WHERE {{ ?f <{CDO}honor> ?h }}"
MANY = "SELECT * { VALUES ?a { 1 2 3 4 5 6 7 8 9 10 } VALUES ?b { 1 2 3 4 5 6 7 8 9 10 } %s }"


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[TestClient]:
    settings = Settings.model_validate({"store": built})
    saved = queries.load(assets.folder("queries"))
    with TestClient(create_app(settings, examples=saved), raise_server_exceptions=False) as made:
        made.headers["accept"] = "text/html"
        made.headers["accept-language"] = "en"
        yield made


def page_of(client: TestClient, status: int = 200, **parameters: str) -> Page:
    answer = client.get("/query", params=parameters)
    assert answer.status_code == status
    return Page(answer.text)


def test_it_begins_with_a_query_that_runs(client: TestClient) -> None:
    page = page_of(client)
    assert page.all("textarea")[0]["name"] == "query"
    assert not page.all("table")
    assert "hidden" in next(each for each in page.all("section") if each.get("id") == "result")


def test_a_query_is_answered_with_names_that_lead_to_their_pages(client: TestClient) -> None:
    page = page_of(client, query=HONORS, lang="zh")
    assert len(page.all("table")) == 1
    assert "高质量发展先进县" in page.text
    assert "/doc/division/371002?lang=zh" in page.addresses
    assert client.get("/doc/division/371002?lang=zh").status_code == 200


def test_every_example_stands_in_the_list_and_can_be_opened(client: TestClient) -> None:
    published = [each for each in queries.load(assets.folder("queries")) if each.publish]
    links = {link for link in page_of(client).addresses if "example=" in link}
    assert len(links) == len(published)
    for each in published:
        page = page_of(client, example=each.name)
        fields = {field["name"]: field for field in page.all("input") if "data-type" in field}
        assert fields.keys() == each.params.keys()
        assert each.text.strip() in page.text


def test_the_fields_of_an_example_give_the_same_query_back(client: TestClient) -> None:
    """What stands in the fields is what the query has, so that running it changes nothing."""
    for each in queries.load(assets.folder("queries")):
        if each.publish and each.params:
            page = page_of(client, example=each.name)
            fields = {i["name"]: i["value"] for i in page.all("input") if "data-type" in i}
            assert each.bind(fields).strip() in page_of(client, example=each.name, **fields).text


def test_parameters_are_put_in_and_run(client: TestClient) -> None:
    given = {"example": "advanced-counties", "honorName": "高质量发展先进县", "run": "1"}
    page = page_of(client, **given)
    assert "a1" in page.text
    assert any(each.get("scope") == "col" for each in page.all("th"))
    none = page_of(client, **{**given, "honorName": "没有"})
    assert not none.all("table")
    assert "No rows fit." in none.text


def test_a_parameter_that_is_not_in_order_is_refused(client: TestClient) -> None:
    answer = client.get("/query?example=events-by-date&from=yesterday")
    assert answer.status_code == 400
    assert "parameter-invalid" in answer.text


def test_an_example_that_is_not_there_is_said(client: TestClient) -> None:
    assert client.get("/query?example=none").status_code == 404


def test_a_failing_query_shows_the_line(client: TestClient) -> None:
    page = page_of(client, 400, query="SELECT * WHERE {\n  ?s ?p ?o\n  ?x\n}")
    (here,) = [each for each in page.all("li") if each.get("aria-current")]
    assert here["value"] == "4"
    assert "line 4" in page.text


def test_more_rows_than_a_page_shows_are_said(client: TestClient) -> None:
    page = page_of(client, query=MANY % "VALUES ?c { 1 2 3 4 5 6 7 8 9 10 11 }")
    assert len(page.all("tr")) == workbench.MOST + 1
    assert f"first {workbench.MOST} rows" in " ".join(page.text.split())
    whole = page_of(client, query=MANY % "VALUES ?c { 1 2 3 4 5 6 7 8 9 10 }")
    assert "1000 rows, complete" in " ".join(whole.text.split())


@pytest.mark.parametrize("query", ["ASK {}", GRAPH, "DESCRIBE <http://ex.org/none>"])
def test_the_other_forms_are_answered_too(client: TestClient, query: str) -> None:
    assert page_of(client, query=query).all("form")


def test_markup_in_values_is_shown_as_text(client: TestClient) -> None:
    planted = "<b onclick=alert(1)>x</b><script>alert(1)</script>"
    page = page_of(
        client, query=f'SELECT ("{planted}" AS ?a) (<http://ex.org/?a=%3Cb%3E> AS ?b) {{}}'
    )
    assert planted in page.text
    assert not page.all("b")
    assert not page.strange_scripts


@pytest.mark.parametrize(
    ("file", "query", "kind"),
    [
        ("csv", HONORS, "text/csv; charset=utf-8"),
        ("json", HONORS, "application/sparql-results+json"),
        ("ttl", GRAPH, "text/turtle; charset=utf-8"),
    ],
)
def test_a_file_is_what_the_endpoint_gives(
    client: TestClient, file: str, query: str, kind: str
) -> None:
    answer = client.post("/query", data={"query": query, "format": file})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"].endswith(f'.{file}"')
    accept = {"Accept": kind.partition(";")[0]}
    direct = client.get("/sparql", params={"query": query}, headers=accept)
    assert sorted(answer.text.splitlines()) == sorted(direct.text.splitlines())


def test_a_workbook_has_numbers_as_numbers_and_no_formulas(client: TestClient) -> None:
    query = 'SELECT (1.5 AS ?n) (7 AS ?i) ("=1+1" AS ?f) (<http://a/> AS ?u) (true AS ?t) ?none {}'
    answer = client.post("/query", data={"query": query, "format": "xlsx"})
    assert answer.headers["content-type"] == workbook.FORMAT.content_type
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    assert rows.to_python() == [
        ["n", "i", "f", "u", "t", "none"],
        [1.5, 7.0, "=1+1", "http://a/", True, ""],
    ]


def test_a_workbook_that_would_be_cut_is_refused(client: TestClient) -> None:
    more = "VALUES ?c { 1 2 3 4 5 6 7 8 9 10 } VALUES ?d { 1 2 3 4 5 6 7 8 9 10 } BIND(?a AS ?e)"
    query = MANY % f"{more} VALUES ?g {{ 1 2 3 4 5 6 }}"
    answer = client.post("/query", data={"query": query, "format": "xlsx"})
    assert answer.status_code == 413
    assert "workbook-too-large" in answer.text


@pytest.mark.parametrize(("query", "file"), [(HONORS, "ttl"), (GRAPH, "csv"), (HONORS, "pdf")])
def test_a_format_that_the_result_has_not_is_refused(
    client: TestClient, query: str, file: str
) -> None:
    answer = client.post("/query", data={"query": query, "format": file})
    assert answer.status_code == 400
    assert "result-format" in answer.text


def test_the_words_are_those_of_the_graph(client: TestClient) -> None:
    answer = client.get("/query/vocabulary.json")
    words = json.loads(answer.text)
    assert words["version"] == answer.headers["kg-snapshot"]
    assert words["prefixes"]["cdo"] == CDO
    classes = {each["name"]: each for each in words["classes"]}
    assert classes["cdo:County"]["zh"] == "县级行政区"
    count = "SELECT (COUNT(*) AS ?n) { ?s a <%sCounty> }"
    counted = client.get(
        "/sparql", params={"query": count % CDO}, headers={"Accept": "text/csv"}
    ).text.split()[1]
    assert classes["cdo:County"]["number"] == int(counted)
    assert {"cdo:honor", "rdfs:label"} <= {each["name"] for each in words["properties"]}
    again = client.get("/query/vocabulary.json", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_without_a_published_snapshot_the_words_are_those_of_the_ontology(
    scratch: TestClient,
) -> None:
    words = scratch.get("/query/vocabulary.json").json()
    assert words["version"] == ""
    assert "cdo:Conferral" in {each["name"] for each in words["classes"]}
    assert scratch.get("/query?query=ASK{}", headers={"Accept": "text/html"}).status_code == 200


def test_with_nothing_to_answer_from_it_says_so(make_client: MakeClient) -> None:
    client = make_client()
    assert client.get("/query", headers={"Accept": "text/html"}).status_code == 200
    assert client.get("/query?query=ASK{}", headers={"Accept": "text/html"}).status_code == 503
