"""`/id` and `/doc`: the way from an IRI to its document, in every form, page by page."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx2
import pyoxigraph as ox
import pytest

from api.entity_store import BROWSER, DOC, FORMS, RDF, client_of, get, links, make_store
from api.nginx import NGINX, nginx_before
from api.serving import serving
from kg.vocab import BASE, term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from api.serving import Running


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("entities"))


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with client_of(store) as made:
        yield made


# The way to the document


def test_an_entity_leads_to_its_document(client: TestClient) -> None:
    answer = get(client, "/id/division/850102?page=1&lang=zh")
    assert answer.status_code == 303
    assert answer.headers["location"] == "http://testserver/doc/division/850102?page=1&lang=zh"
    assert "accept" in answer.headers["vary"].lower()
    assert "http://testserver/doc/division/850102.ttl" in links(answer)["describedby"]


@pytest.mark.parametrize(
    "path", ["/%69d/division/850102", "/id/%64ivision/8501%302", "/id/division%2F850102"]
)
def test_percent_encoded_and_raw_are_one_address(client: TestClient, path: str) -> None:
    assert get(client, path).headers["location"] == "http://testserver/doc/division/850102"


@pytest.fixture(scope="module")
def served(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real server: the test client decodes addresses a second time."""
    log = tmp_path_factory.mktemp("served") / "log"
    with serving(log, "--store", str(store), KG_BASE_PATH="/county") as running:
        yield running


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("/id/%2564ivision/850102", "id/%64ivision/850102"),
        ("/doc/division/850102%2Ettl%252E", "id/division/850102.ttl%2E"),
        ("/graph/%2561rticle/t1", "graph/%61rticle/t1"),
    ],
)
def test_an_address_is_decoded_once(served: Running, path: str, iri: str) -> None:
    answer = httpx2.get(served.address + path, trust_env=False)
    assert answer.status_code == 404
    problem = answer.json()
    assert problem.get("iri", problem.get("graph")) == BASE + iri


@pytest.mark.parametrize(
    "path",
    [b"/id/division/\xe7\x8e\xaf", b"/id/../../etc/passwd", b"//id//division/850102", b"/id/%"],
)
def test_an_address_of_any_bytes_gets_a_clear_4xx(served: Running, path: bytes) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as raw:
        raw.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.split(b" ")[1] in {b"400", b"404"}
    assert b'"code"' in answer


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_behind_nginx_below_its_root(served: Running, tmp_path: Path) -> None:
    with nginx_before(served.port, tmp_path) as address:
        asked = {"Accept": "text/turtle", "Accept-Encoding": "identity"}
        first = httpx2.get(f"{address}/county/id/division/850102", trust_env=False)
        shown = address.replace("http:", "https:") + "/county"
        assert first.headers["location"] == f"{shown}{DOC}"
        answer = httpx2.get(f"{address}/county{DOC}", headers=asked, trust_env=False)
        assert answer.headers["content-location"] == f"{shown}{DOC}.ttl"
        held = {**asked, "If-None-Match": answer.headers["etag"]}
        again = httpx2.get(f"{address}/county{DOC}", headers=held, trust_env=False)
        assert (again.status_code, again.content) == (304, b"")


def test_an_iri_of_other_letters_leads_to_its_document(client: TestClient) -> None:
    answer = get(client, "/id/topic/%E7%8E%AF%E7%BF%A0")
    assert answer.headers["location"] == "http://testserver/doc/topic/%E7%8E%AF%E7%BF%A0"
    found = get(client, "/doc/topic/环翠", Accept="application/n-triples")
    assert found.status_code == 200
    assert f"<{BASE}id/topic/环翠>" in found.text
    assert "%E7%8E%AF%E7%BF%A0.ttl" in found.headers["link"]


@pytest.mark.parametrize("prefix", ["id", "doc"])
def test_what_was_merged_leads_to_its_successor(client: TestClient, prefix: str) -> None:
    answer = get(client, f"/{prefix}/honor/old")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"http://testserver/{prefix}/honor/model"


def test_a_form_of_what_was_merged_leads_to_that_form(client: TestClient) -> None:
    location = get(client, "/doc/honor/old.ttl").headers["location"]
    assert location == "http://testserver/doc/honor/model.ttl"


def test_a_division_that_ended_is_described_with_its_successor(client: TestClient) -> None:
    answer = get(client, "/doc/division/850181.nt")
    assert answer.status_code == 200
    assert f"<{BASE}id/division/850102> <" in answer.text


@pytest.mark.parametrize("name", ["honor/mistaken", "fact/t1-003", "honor/gone"])
@pytest.mark.parametrize("form", ["/id/{}", "/doc/{}", "/doc/{}.ttl", "/doc/{}.linkset.json"])
def test_what_is_no_more_is_gone(client: TestClient, name: str, form: str) -> None:
    answer = get(client, form.format(name))
    assert answer.status_code == 410
    assert answer.json()["code"] == "entity-gone"
    assert answer.json()["iri"] == f"{BASE}id/{name}"
    assert answer.json().get("since") == ("2026-11-02T00:00:00Z" if "gone" in name else None)


# The forms


@pytest.mark.parametrize("suffix", FORMS)
def test_each_form_has_an_address_and_is_negotiated(client: TestClient, suffix: str) -> None:
    fixed = get(client, f"{DOC}.{suffix}", Accept="image/png")
    assert fixed.status_code == 200
    assert fixed.headers["content-type"].partition(";")[0] == FORMS[suffix]
    chosen = get(client, DOC, Accept=FORMS[suffix])
    assert chosen.content == fixed.content
    assert chosen.headers["content-location"] == f"http://testserver{DOC}.{suffix}"
    assert "content-location" not in fixed.headers
    assert chosen.headers["vary"].split(", ")[0] == "Accept"
    assert "Accept" not in fixed.headers["vary"].split(", ")


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [(None, "ttl"), ("*/*", "ttl"), (BROWSER, "html"), ("application/json", "jsonld")],
)
def test_what_comes_without_a_wish_and_what_a_browser_gets(
    client: TestClient, accept: str | None, suffix: str
) -> None:
    answer = get(client, DOC, **({"Accept": accept} if accept else {}))
    assert answer.headers["content-location"].endswith(f".{suffix}")


def test_a_key_that_ends_like_a_form_goes_before_the_form(client: TestClient) -> None:
    odd = get(client, "/doc/honor/a.ttl", Accept="application/n-triples")
    assert odd.headers["content-type"] == "application/n-triples"
    assert f"<{BASE}id/honor/a.ttl>" in odd.text
    assert get(client, "/doc/honor/a.ttl.ttl").headers["content-type"].startswith("text/turtle")


def test_all_rdf_forms_say_the_same(client: TestClient) -> None:
    said = []
    for suffix in RDF:
        answer = get(client, f"{DOC}.{suffix}")
        kind = ox.RdfFormat.from_media_type(FORMS[suffix])
        quads = ox.parse(answer.content, format=kind)  # type: ignore[arg-type]
        said.append({str(quad.triple) for quad in quads})
    assert len(said[0]) > 40
    assert all(one == said[0] for one in said)


def test_the_address_of_the_service_is_in_no_triple(client: TestClient) -> None:
    assert "testserver" not in get(client, f"{DOC}.nt").text


def test_406_names_what_there_is(client: TestClient) -> None:
    answer = get(client, DOC, Accept="image/png")
    assert answer.status_code == 406
    assert set(FORMS.values()) <= set(answer.json()["available"])


# Pages


def test_pages_are_linked_and_hold_everything_once(client: TestClient) -> None:
    subjects: list[str] = []
    path: str | None = "/doc/division/850000.nt"
    last = ""
    while path:
        answer = get(client, path)
        found = ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
        subjects += [
            str(quad.subject) for quad in found if quad.predicate == term("cdo:jurisdiction")
        ]
        linked = links(answer)
        last = linked["last"][0]
        path = linked["next"][0] if "next" in linked else None
    assert len(subjects) == len(set(subjects)) == 60
    assert last == "http://testserver/doc/division/850000.nt?page=3"
    assert (
        get(client, "/doc/division/850000?page=3", Accept="text/turtle")
        .headers["content-location"]
        .endswith(".ttl?page=3")
    )


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("page=0", 400, "page-invalid"),
        ("page=-1", 400, "page-invalid"),
        ("page=x", 400, "page-invalid"),
        ("page=", 400, "page-invalid"),
        ("page=1&page=2", 400, "page-invalid"),
        ("page=²", 400, "page-invalid"),
        ("page=4", 404, "page-missing"),
        (f"page={'9' * 10_000}", 404, "page-missing"),
    ],
)
def test_a_page_that_is_not_there_is_told_in_the_form_asked_for(
    client: TestClient, query: str, status: int, code: str
) -> None:
    answer = get(client, f"/doc/division/850000?{query}", Accept="text/turtle")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    page = get(client, f"/doc/division/850000?{query}", Accept=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
