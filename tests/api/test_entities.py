"""`/id` and `/doc`: the way from an IRI to its document, in every form, and what leads nowhere."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx2
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.entity_store import make_store
from api.nginx import NGINX, nginx_before
from api.serving import serving
from kg.settings import Settings
from kg.vocab import BASE, term
from kg_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from api.serving import Running

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "html": "text/html",
}
RDF = [name for name in FORMS if name != "html"]
DOC = "/doc/division/850102"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("entities"))


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=store)), raise_server_exceptions=False) as made:
        made.headers.pop("accept")
        yield made


def get(client: TestClient, path: str, **headers: str) -> httpx2.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=named, follow_redirects=False)


def links(answer: httpx2.Response) -> dict[str, list[str]]:
    """The targets of the links by relation."""
    found: dict[str, list[str]] = {}
    for link in answer.headers["link"].split(", <"):
        target, _, rest = link.strip("<").partition(">")
        found.setdefault(rest.split('rel="')[1].partition('"')[0], []).append(target)
    return found


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


# What may be kept


@pytest.mark.parametrize("suffix", FORMS)
def test_who_has_it_gets_304(client: TestClient, suffix: str) -> None:
    first = get(client, f"{DOC}.{suffix}")
    again = get(client, f"{DOC}.{suffix}", If_None_Match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "vary", "cache-control", "last-modified"):
        assert again.headers[name] == first.headers[name]
    since = get(client, f"{DOC}.{suffix}", If_Modified_Since=first.headers["last-modified"])
    assert since.status_code == 304
    for condition in ("Sat, 31 Oct 2026 00:00:00 GMT", "never"):
        assert get(client, f"{DOC}.{suffix}", If_Modified_Since=condition).status_code == 200
    # If-None-Match decides where both are given.
    both = {"If_None_Match": '"other"', "If_Modified_Since": first.headers["last-modified"]}
    assert get(client, f"{DOC}.{suffix}", **both).status_code == 200


def test_tags_differ_between_forms_pages_and_languages(client: TestClient) -> None:
    asked: list[tuple[str, dict[str, str]]] = [
        *((f"/doc/division/850000.{suffix}", {}) for suffix in FORMS),
        ("/doc/division/850000.ttl?page=2", {}),
        ("/doc/division/850000.html", {"Accept_Language": "zh"}),
    ]
    tags = {get(client, path, **headers).headers["etag"] for path, headers in asked}
    assert len(tags) == len(asked)


def test_only_what_changed_has_another_tag(tmp_path: Path, client: TestClient) -> None:
    more = 'graph:entities { honor:model skos:altLabel "another"@en }'
    with TestClient(create_app(Settings(store=make_store(tmp_path / "s", more=more)))) as other:
        for name, same in (("honor/model", False), ("division/850000", True)):
            tags = {get(each, f"/doc/{name}.ttl").headers["etag"] for each in (client, other)}
            assert (len(tags) == 1) is same, name


def test_compressed_is_the_same_document(client: TestClient) -> None:
    plain = get(client, f"{DOC}.ttl", Accept_Encoding="identity")
    for _ in range(2):  # made, and kept
        zipped = get(client, f"{DOC}.ttl", Accept_Encoding="gzip")
        assert zipped.headers["content-encoding"] == "gzip"
        assert zipped.content == plain.content
        assert zipped.headers["etag"] == plain.headers["etag"]
    again = get(client, f"{DOC}.ttl", Accept_Encoding="identity")
    assert "content-encoding" not in again.headers
    assert again.content == plain.content


# Methods and headers


@pytest.mark.parametrize("path", ["/id/division/850102", DOC, f"{DOC}.ttl"])
def test_methods(client: TestClient, path: str) -> None:
    refused = client.post(path)
    assert refused.status_code == 405
    assert set(refused.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "GET" in client.options(path).headers["access-control-allow-methods"]
    whole, head = get(client, path), client.head(path, follow_redirects=False)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    for name in ("etag", "content-type", "content-length", "link", "location"):
        assert head.headers.get(name) == whole.headers.get(name), name


def test_signposts_of_a_page(client: TestClient) -> None:
    found = links(get(client, DOC, Accept=BROWSER))
    assert found["cite-as"] == [f"{BASE}id/division/850102"]
    assert found["canonical"] == [f"{BASE}doc/division/850102"]
    assert found["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert found["type"] == ["https://schema.org/AboutPage", f"{BASE}ontology#County"]
    assert found["describedby"] == [f"http://testserver{DOC}.{suffix}" for suffix in RDF]
    assert found["collection"] == ["http://testserver/dataset"]


def test_signposts_of_the_data(client: TestClient) -> None:
    found = links(get(client, f"{DOC}.jsonld"))
    assert found["describes"] == [f"{BASE}id/division/850102"]
    assert f"http://testserver{DOC}.html" in found["alternate"]
    assert f"http://testserver{DOC}.jsonld" not in found["alternate"]


def test_the_set_of_links_has_those_of_every_form(client: TestClient) -> None:
    answer = get(client, f"{DOC}.linkset.json")
    assert answer.headers["content-type"] == "application/linkset+json"
    sets = {each["anchor"]: each for each in json.loads(answer.content)["linkset"]}
    assert set(sets) == {f"http://testserver{DOC}{end}" for end in ("", *(f".{s}" for s in RDF))}
    page = sets[f"http://testserver{DOC}"]
    assert page["cite-as"] == [{"href": f"{BASE}id/division/850102"}]
    assert {"href": f"http://testserver{DOC}.ttl", "type": "text/turtle"} in page["describedby"]
    tag = answer.headers["etag"]
    assert get(client, f"{DOC}.linkset.json", If_None_Match=tag).status_code == 304


@pytest.mark.parametrize(
    ("values", "prefix", "shown"),
    [
        ({"base_path": "/county"}, "/county", "http://testserver/county"),
        ({"base_path": "/county"}, "", "http://testserver/county"),
        ({"public_url": "https://kg.example/"}, "", "https://kg.example"),
    ],
)
def test_links_lead_where_users_reach_the_service(
    store: Path, values: dict[str, str], prefix: str, shown: str
) -> None:
    chosen = Settings.model_validate({"store": store, **values})
    with TestClient(create_app(chosen)) as client:
        answer = get(client, f"{prefix}/id/division/850102")
        assert answer.headers["location"] == f"{shown}{DOC}"
        document = get(client, f"{prefix}{DOC}", Accept="text/turtle")
        assert document.headers["content-location"] == f"{shown}{DOC}.ttl"
        assert f"<{shown}{DOC}.nt>" in document.headers["link"]
        assert shown not in document.text
        assert f"{shown}/sitemap.xml" in get(client, f"{prefix}/robots.txt").text


# Nothing there


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
