"""Errors as pages: for browsers alone, in their language, with nothing of the request unescaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from kg_api.pages.error import is_wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def asked(accept: str | None) -> Request:
    headers = [] if accept is None else [(b"accept", accept.encode())]
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("application/xhtml+xml", True),
        ("TEXT/HTML; charset=utf-8", True),
        (None, False),
        ("*/*", False),
        ("text/*", False),
        ("text/turtle", False),
        ("application/json, text/html;q=0.5", False),
        ("text/html;q=0", False),
        (";;q=,/,,text", False),
    ],
)
def test_a_page_is_for_who_names_html_and_likes_it_best(
    accept: str | None, *, wanted: bool
) -> None:
    assert is_wanted(asked(accept)) is wanted


@pytest.mark.parametrize(("language", "title"), [("zh", "没有此页"), ("en", "Not found")])
def test_it_is_in_the_readers_language(client: TestClient, language: str, title: str) -> None:
    headers = {"Accept": BROWSER, "Accept-Language": language}
    answer = client.get("/no-such", headers=headers)
    assert answer.status_code == 404
    assert answer.headers["content-language"] == language
    assert f"<h1>{title}</h1>" in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))


def test_nothing_of_the_request_becomes_markup(client: TestClient) -> None:
    page = client.get("/<script>alert(1)</script>", headers={"Accept": BROWSER}).text
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_its_links_hold_below_a_base_path(make_client: Callable[..., TestClient]) -> None:
    client = make_client(base_path="/county")
    page = client.get("/county/a/b/c", headers={"Accept": BROWSER}).text
    assert 'href="/county/static/site.css"' in page
    assert client.get("/county/static/site.css").status_code == 200


def test_a_refused_query_is_shown_to_a_browser_too(client: TestClient) -> None:
    answer = client.get("/sparql?query=SELEC", headers={"Accept": BROWSER})
    assert answer.status_code == 400
    assert "sparql-syntax" in answer.text
    data = client.get("/sparql?query=SELEC", headers={"Accept": "*/*"})
    assert data.headers["content-type"] == "application/problem+json"
