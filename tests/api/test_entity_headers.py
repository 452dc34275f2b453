"""What the documents of entities say in their headers: what may be kept, methods, links."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from api.entity_store import BROWSER, DOC, FORMS, RDF, client_of, get, links, make_store
from kg.settings import Settings
from kg.vocab import BASE
from kg_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("entities"))


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with client_of(store) as made:
        yield made


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
