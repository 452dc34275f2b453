"""Which format an Accept header gets (RFC 9110, section 12.5.1), as one table."""

import pytest
from starlette.testclient import TestClient

from kg.engine.base import BOOLEAN_FORMATS, GRAPH_FORMATS, TABLE_FORMATS, ResultFormat
from kg.errors import QueryError
from kg_api.negotiate import choose_format

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, NT, LD = "text/turtle", "application/n-triples", "application/ld+json"
RDFXML, TRIG, NQ = "application/rdf+xml", "application/trig", "application/n-quads"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

TABLE: list[tuple[str | None, str | None, str | None, str | None]] = [
    # Accept, then what SELECT, ASK and CONSTRUCT give; None is 406.
    (None, JSON, JSON, TURTLE),
    ("", JSON, JSON, TURTLE),
    ("*/*", JSON, JSON, TURTLE),
    (BROWSER, JSON, JSON, TURTLE),
    (JSON, JSON, JSON, None),
    (XML, XML, XML, None),
    (CSV, CSV, None, None),
    (TSV, TSV, None, None),
    ("application/json", "application/json", "application/json", None),
    (TURTLE, None, None, TURTLE),
    (NT, None, None, NT),
    (LD, None, None, LD),
    (RDFXML, None, None, RDFXML),
    (TRIG, None, None, TRIG),
    (NQ, None, None, NQ),
    ("Text/CSV", CSV, None, None),
    ("text/csv; charset=utf-8", CSV, None, None),
    ("text/csv;header=present;q=0.5", CSV, None, None),
    (f"{CSV};q=0.5, {TSV};q=0.9", TSV, None, None),
    (f"{CSV};q=0.9, {TSV};q=0.9", CSV, None, None),
    (f"{TSV}, {CSV};q=0.999", TSV, None, None),
    ("text/*", CSV, None, TURTLE),
    ("application/*", JSON, JSON, NT),
    ("*/*;q=0.1, text/*;q=0.2", CSV, JSON, TURTLE),
    (f"*/*;q=0.1, {XML};q=0.2", XML, XML, TURTLE),
    # The most specific range counts, also where it is the less liked one.
    (f"{JSON};q=0.1, application/*;q=0.5, {CSV};q=0.3", XML, XML, NT),
    (f"*/*, {JSON};q=0, {TURTLE};q=0", XML, XML, NT),
    (f"{JSON};q=0", None, None, None),
    ("text/html", None, None, None),
    ("image/*", None, None, None),
    ("*/*;q=0", None, None, None),
    (f"text/html, {CSV};q=0.001", CSV, None, None),
    # What is no media range is passed over.
    (f"csv, */csv, {CSV}", CSV, None, None),
    (" , ,text/csv", CSV, None, None),
]


@pytest.mark.parametrize(("accept", "select", "ask", "construct"), TABLE)
def test_accept(
    accept: str | None, select: str | None, ask: str | None, construct: str | None
) -> None:
    assert _chosen(accept, TABLE_FORMATS) == select
    assert _chosen(accept, BOOLEAN_FORMATS) == ask
    assert _chosen(accept, GRAPH_FORMATS) == construct


def _chosen(accept: str | None, offered: tuple[ResultFormat, ...]) -> str | None:
    try:
        return choose_format(accept, offered).media_type
    except QueryError as error:
        return None if error.status == 406 else error.code


def test_the_answer_says_what_it_is_and_what_it_depends_on(client: TestClient) -> None:
    query = {"query": "SELECT * { ?s ?p ?o }"}
    answer = client.get("/sparql", params=query, headers={"Accept": CSV})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "Accept" in answer.headers["vary"]
    assert set(answer.text.splitlines()[0].split(",")) == {"s", "p", "o"}


def test_several_accept_headers_are_one_list(client: TestClient) -> None:
    headers = [("Accept", f"{CSV};q=0.1"), ("Accept", TSV)]
    answer = client.request("GET", "/sparql?query=SELECT*%7B?s?p?o%7D", headers=headers)
    assert answer.headers["content-type"].startswith(TSV)


def test_no_format_fits(client: TestClient) -> None:
    answer = client.get("/sparql?query=ASK%7B%7D", headers={"Accept": CSV})
    assert answer.status_code == 406
    problem = answer.json()
    assert problem["code"] == "not-acceptable"
    assert problem["available"] == [JSON, XML, "application/json"]
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-Hant-TW", "zh"),
        ("en-GB,zh;q=0.5", "en"),
        ("en;q=0.4, zh;q=0.6", "zh"),
        ("fr, zh, en", "zh"),
        ("en, zh", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("zh;q=0", "en"),
        ("x-\x7f;;q=,", "en"),
    ],
)
def test_accept_language(client: TestClient, header: str | None, language: str) -> None:
    headers = {} if header is None else {"Accept-Language": header}
    answer = client.get("/sparql?x", headers=headers)
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]
    assert ("没有查询" in answer.json()["detail"]) is (language == "zh")
