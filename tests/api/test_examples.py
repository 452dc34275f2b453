"""`/queries` and `/queries/{name}`: RDF that runs here, the text itself, and pages."""

from urllib.parse import urldefrag, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.conftest import EXAMPLES, MakeClient
from api.pages.test_start import Page
from kg.store.snapshot import Snapshot
from kg.vocab import term

PUBLISHED = [query for query in EXAMPLES if query.publish]
ANY_FORM = ("ttl", "nt", "jsonld", "rdf", "trig", "nq")


def triples(content: bytes, media_type: str) -> set[ox.Triple]:
    file_format = ox.RdfFormat.from_media_type(media_type)
    assert file_format is not None
    return {quad.triple for quad in ox.parse(content, format=file_format)}


def test_every_graph_format_tells_the_same(client: TestClient) -> None:
    found = []
    for suffix in ANY_FORM:
        answer = client.get(f"/queries.{suffix}")
        found.append(triples(answer.content, answer.headers["content-type"].partition(";")[0]))
    assert all(each == found[0] for each in found)
    named = {t.object.value for t in found[0] if t.predicate == term("schema:hasPart")}  # type: ignore[union-attr]
    assert named == {f"https://w3id.org/county-kg/queries/{query.name}" for query in PUBLISHED}


def test_the_target_is_this_service(client: TestClient, make_client: MakeClient) -> None:
    target = term("schema:target")
    for given, host in ((client, "http://testserver"), (
        make_client(public_url="https://kg.example/county"), "https://kg.example/county",
    )):  # fmt: skip
        told = {
            t.object
            for t in triples(given.get("/queries").content, "text/turtle")
            if t.predicate == target
        }
        assert told == {ox.NamedNode(f"{host}/sparql")}


def test_the_texts_run_at_the_target(client: TestClient) -> None:
    props = {term("sh:select"), term("sh:ask")}
    for each in triples(client.get("/queries").content, "text/turtle"):
        if each.predicate in props:
            answer = client.get("/sparql", params={"query": each.object.value})  # type: ignore[union-attr]
            assert answer.status_code == 200


def test_one_query_is_rdf_or_its_text_or_a_page(client: TestClient) -> None:
    for accept, begins in (
        ("text/turtle", "@prefix"),
        ("application/sparql-query", "DESCRIBE <http://ex.org/rushan>"),
        ("text/html", "<!doctype html>"),
    ):
        answer = client.get("/queries/d", headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(accept)
        assert answer.text.startswith(begins)
        assert "Accept" in answer.headers["vary"]
    assert client.get("/queries/d.rq").text == EXAMPLES[-1].text
    assert (
        client.get("/queries/d.ttl").headers["content-location"]
        == "http://testserver/queries/d.ttl"
    )


@pytest.mark.parametrize("path", ["/queries/hidden", "/queries/hidden.rq", "/queries/none"])
def test_what_is_not_published_is_not_there(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "saved-query-unknown")


def test_it_negotiates_as_every_document_does(client: TestClient) -> None:
    for path in ("/queries", "/queries/a"):
        tag = client.get(path).headers["etag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        assert client.get(path, headers={"Accept": "image/png"}).status_code == 406
        assert client.head(path).headers["etag"] == tag
        assert client.post(path).status_code == 405
        assert client.options(path).headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.get("/queries.png").status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_names_every_query_and_leads_to_it(client: TestClient, language: str) -> None:
    page = Page(client.get("/queries.html", params={"lang": language}).text)
    for query in PUBLISHED:
        assert query.title[language] in page.text
    assert not page.all("b")
    assert not page.strange_scripts
    for address in page.addresses:
        if not urlsplit(address).scheme and address != "./?lang=" + language:
            whole = urldefrag(urljoin("http://testserver/queries.html", address))[0]
            assert client.get(whole).status_code == 200, address


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_a_query_shows_it_and_runs_it(client: TestClient, language: str) -> None:
    page = Page(
        client.get("/queries/b", headers={"Accept": "text/html", "Accept-Language": language}).text
    )
    assert page.all("html")[0]["lang"] == {"zh": "zh-Hans", "en": "en"}[language]
    assert PUBLISHED[1].text in page.text
    (run,) = [a["href"] for a in page.all("a") if a.get("class") == "button"]
    answer = client.get(urljoin("http://testserver/queries/b", run))
    assert answer.status_code == 200
    assert PUBLISHED[1].text in Page(answer.text).text


def test_a_tag_narrows_the_list(client: TestClient) -> None:
    assert "1 queries" not in Page(client.get("/queries.html?tag=none").text).text
    assert client.get("/queries.html?tag=%3Cscript%3E").status_code == 200


def test_the_snapshot_is_named(client: TestClient, snapshot: Snapshot) -> None:
    assert client.get("/queries").headers["kg-snapshot"] == snapshot.version
