"""Addresses that name no entity: a clear 4xx in the form asked for, whatever is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from api.entity_store import BROWSER, client_of, get, make_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("entities"))


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with client_of(store) as made:
        yield made


@pytest.mark.parametrize(
    "path",
    [
        "/id/",
        "/id/division",
        "/id/division/",
        "/id/division/850102/",
        "/id/division/850102.ttl",
        "/doc/division/850102.csv",
        "/doc/.ttl",
        "/id/division/..%2F850102",
        "/id/..%2f..%2fetc%2fpasswd",
        "/doc/%2e%2e/%2e%2e/manifest.json",
        "/id/%00",
        "/id/division/850102%00",
        "/id/%FF%FE",
        "/id/环翠区",
        "/id/https://w3id.org/county-kg/id/division/850102",
        "/id/" + "x" * 10_000,
        "/doc/" + "x/" * 5_000,
        "/id/division/850102%0d%0aX-Injected:%201",
        "/id/' OR 1=1 --",
    ],
)
def test_what_names_nothing_is_a_clear_404(client: TestClient, path: str) -> None:
    answer = get(client, path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < 2000 or path.startswith("/id/x")
    assert "x-injected" not in answer.headers
    page = get(client, path, Accept=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_parameters_cannot_add_a_header(client: TestClient) -> None:
    answer = get(client, "/id/division/850102?a=%0d%0aX-Injected:1&b=<\"'>")
    assert answer.status_code == 303
    assert "x-injected" not in answer.headers
    assert answer.headers["location"].endswith("?a=%0d%0aX-Injected:1&b=%3C%22'%3E")


def test_a_scratch_server_has_no_documents(make_client: Callable[..., TestClient]) -> None:
    client = make_client(empty=True, writable=True, gate=False, token="T")  # noqa: S106
    answer = get(client, "/id/division/850102")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-published")


def test_without_a_snapshot_the_service_is_not_ready(
    make_client: Callable[..., TestClient], tmp_path: Path
) -> None:
    answer = get(make_client(tmp_path / "none"), "/doc/division/850102")
    assert answer.status_code == 503


bounded = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@bounded
@given(
    st.sampled_from(["/id/", "/doc/", "/graph/", "/sitemap/"]),
    st.binary(max_size=40) | st.sampled_from([b"division/850102", b"honor/old.ttl", b"1.xml"]),
    st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=40)
    | st.sampled_from([BROWSER, "text/html", "text/turtle;q=0", "*/*;q=0", "application/*"]),
    st.text(max_size=20) | st.sampled_from(["page=2", "page=٣", "lang=zh", "page=1%00"]),
)
@example("/doc/", b"division/850102", "text/html;level=1;q=x", "page=1")
def test_whatever_is_asked_the_answer_is_ours(
    client: TestClient, prefix: str, key: bytes, accept: str, query: str
) -> None:
    path = prefix + "".join(f"%{byte:02x}" for byte in key)
    headers = {"Accept": accept.encode("latin-1")}
    answer = client.get(
        f"{path}?{quote(query, safe='=&%')}", headers=headers, follow_redirects=False
    )
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind in {"application/problem+json", "text/html"}
