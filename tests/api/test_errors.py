"""`/errors`: where the `type` of a problem leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.pages.test_start import Page
from kg import error_codes
from kg.vocab import BASE

if TYPE_CHECKING:
    from starlette.testclient import TestClient

CODES = {code.code: code for section in error_codes.sections() for code in section.codes}


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-Hans"), ("en", "en")])
def test_the_page_tells_of_every_code(client: TestClient, language: str, tag: str) -> None:
    answer = client.get("/errors", headers={"Accept-Language": language, "Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    page = Page(answer.text)
    assert page.all("html")[0]["lang"] == tag
    assert {found.get("id") for found in page.all("div")} >= set(CODES)
    told = " ".join(page.text.split())
    for code in CODES.values():
        words = (code.zh, code.mend_zh) if language == "zh" else (code.en, code.mend_en)
        for part in words:
            assert part.replace("`", "") in told
    assert "`" not in told


def test_the_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    answer = client.get("/errors?lang=zh")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    addresses = Page(answer.text).addresses
    licence = "https://creativecommons.org/licenses/by/4.0/"
    outside = [address for address in addresses if ":" in address or address.startswith("/")]
    assert outside == [licence]


def test_a_problem_leads_to_its_row(client: TestClient) -> None:
    problem = client.get("/sparql", params={"query": "ASK {"}).json()
    rows = {row["type"]: row for row in client.get("/errors", headers=JSON).json()}
    assert rows[problem["type"]]["status"] == problem["status"]
    assert problem["type"] == f"{BASE}errors#sparql-syntax"
    assert rows[problem["type"]]["mend_zh"] == CODES["sparql-syntax"].mend_zh


JSON = {"Accept": "application/json"}


def test_the_list_is_negotiated(client: TestClient) -> None:
    assert client.get("/errors").headers["content-type"].startswith("text/html")
    answer = client.get("/errors", headers=JSON)
    assert answer.headers["content-type"] == "application/json"
    assert [row["code"] for row in answer.json()] == list(CODES)
    refused = client.get("/errors", headers={"Accept": "image/png"})
    assert (refused.status_code, refused.json()["code"]) == (406, "not-acceptable")


def test_it_says_what_it_takes(client: TestClient) -> None:
    answer = client.options("/errors")
    assert answer.status_code == 204
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.post("/errors").status_code == 405
