"""`/ontology` in each form, its pages, its versions, and `/context.jsonld`."""

import json
import re
from collections.abc import Callable
from urllib.parse import urldefrag, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from pyld import jsonld
from rdflib import Graph
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from api.pages.test_start import Page
from kg import assets, queries
from kg.ontology import document
from kg.ontology.terms import Kind, Terms
from kg.settings import Settings
from kg_api.app import create_app
from kg_api.pages.ontology import View
from kg_api.texts.ontology import BUILDING, SECTIONS

CURRENT = document.load()
TERMS = Terms(CURRENT)
OLD = """
@prefix : <https://w3id.org/county-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:verb-old a :Code ; skos:inScheme :verb-scheme ; owl:deprecated true ;
  rdfs:label "旧"@zh , "old"@en ; skos:definition "旧。"@zh , "Old."@en .
"""
FORMS = {
    "ttl": ("text/turtle", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "jsonld": ("application/ld+json", "json-ld"),
    "rdf": ("application/rdf+xml", "xml"),
}
RUNNING = {
    *("/", "/dataset", "/dumps", "/report", "/quality", "/changes", "/readyz"),
    *("/query", "/search", "/compare", "/map"),
}
"""What pages link to that needs a running engine; there is none here."""
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(built: object) -> TestClient:
    """A client of the application with the project's own queries; the routes need no engine."""
    settings = Settings.model_validate({"store": built})
    app = create_app(settings, examples=queries.load(assets.folder("queries")))
    client = TestClient(app, raise_server_exceptions=False)
    client.headers.pop("accept")
    return client


@pytest.mark.parametrize("suffix", FORMS)
def test_every_form_has_the_whole_ontology(client: TestClient, suffix: str) -> None:
    media_type, name = FORMS[suffix]
    negotiated = client.get("/ontology", headers={"Accept": media_type})
    assert negotiated.status_code == 200
    assert negotiated.headers["content-type"].startswith(media_type)
    assert negotiated.headers["content-location"] == f"http://testserver/ontology.{suffix}"
    outright = client.get(f"/ontology.{suffix}", headers={"Accept": "text/html"})
    assert outright.content == negotiated.content
    assert outright.headers["etag"] == negotiated.headers["etag"]
    data = ox.serialize(CURRENT.triples, format=ox.RdfFormat.N_TRIPLES)
    content = negotiated.content
    if name == "json-ld":  # rdflib warns of itself when it reads JSON-LD
        content = bytes(
            jsonld.to_rdf(negotiated.json(), {"format": "application/n-quads"}), "utf-8"
        )
        name = "nt"
    found = Graph().parse(data=content, format=name)
    assert isomorphic(found, Graph().parse(data=data, format="nt"))


def test_turtle_is_the_files_as_they_were_written(client: TestClient) -> None:
    text = client.get("/ontology").text
    assert "# Facts" in text or "# ---- facts" in text
    assert "owl:propertyChainAxiom ( :evidence :inParagraph :inArticle )" in text


def test_a_browser_gets_the_page(client: TestClient) -> None:
    answer = client.get("/ontology", headers={"Accept": BROWSER, "Accept-Language": "zh"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == "zh"
    assert {"Accept", "Accept-Language", "Accept-Encoding"} == set(
        answer.headers["vary"].split(", ")
    )


def test_each_form_tells_of_the_others_and_each_of_those_answers(client: TestClient) -> None:
    answer = client.get("/ontology")
    links = re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', answer.headers["link"])
    assert len(links) == 4
    for address, media_type in links:
        assert client.get(address).headers["content-type"].startswith(media_type)
    assert f'<{document.IRI}>; rel="describes"' in answer.headers["link"]


def test_who_has_it_gets_304(client: TestClient) -> None:
    tag = client.get("/ontology").headers["etag"]
    again = client.get("/ontology", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    tags = {client.get(f"/ontology.{suffix}").headers["etag"] for suffix in (*FORMS, "html")}
    assert len(tags) == len(FORMS) + 1


def test_the_methods_it_takes(client: TestClient) -> None:
    for path in ("/ontology", f"/ontology/{CURRENT.version}", "/context.jsonld"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["etag"] == get.headers["etag"]
        assert client.options(path).headers["allow"] == "GET, HEAD, OPTIONS"
        refused = client.post(path)
        assert refused.status_code == 405
        assert "GET" in refused.headers["allow"]


def test_what_there_is_not(client: TestClient) -> None:
    refused = client.get("/ontology", headers={"Accept": "image/png"})
    assert (refused.status_code, refused.json()["code"]) == (406, "not-acceptable")
    assert "text/html" in refused.json()["available"]
    assert client.get("/ontology.doc").status_code == 404


def test_the_version_iri_answers_with_that_version(client: TestClient) -> None:
    path = urlsplit(CURRENT.version_iri).path.removeprefix("/county-kg")
    assert client.get(path).content == client.get("/ontology").content
    assert client.get(f"{path}.rdf").content == client.get("/ontology.rdf").content


def test_another_version_tells_which_is_current(client: TestClient) -> None:
    old = urlsplit(CURRENT.prior[0]).path.removeprefix("/county-kg")
    for path, status, code in (
        (old, 410, "version-gone"),
        ("/ontology/9.9", 404, "version-unknown"),
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.json()["current"] == CURRENT.version_iri


def test_the_context_is_published(client: TestClient) -> None:
    answer = client.get("/context.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "max-age" in answer.headers["cache-control"]
    body = {**answer.json(), "type": ["Fact"], "about": [{"id": "http://ex.org/a"}]}
    (node,) = jsonld.expand(json.loads(json.dumps(body)))
    assert node["https://w3id.org/county-kg/ontology#about"] == [{"@id": "http://ex.org/a"}]


# ---- the page


def page_of(client: TestClient, language: str, path: str = "/ontology.html") -> Page:
    return Page(client.get(path, params={"lang": language}).text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_term_has_its_anchor_and_its_texts(client: TestClient, language: str) -> None:
    page = page_of(client, language)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for each in TERMS.own(*Kind):
        assert each.name in ids
        assert each.label[language] in page.text
        assert each.definition[language] in page.text
    assert page.all("html")[0]["lang"] == {"zh": "zh-Hans", "en": "en"}[language]


@pytest.mark.parametrize("path", ["/ontology.html", f"/ontology/{CURRENT.version}.html"])
def test_every_link_within_the_service_leads_somewhere(client: TestClient, path: str) -> None:
    page = page_of(client, "en", path)
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    for address in page.addresses:
        _, fragment = urldefrag(urljoin(f"http://testserver{path}", address))
        if address.startswith("#"):
            assert fragment in ids, address
    inside = {
        urldefrag(urljoin(f"http://testserver{path}", address))[0]
        for address in page.addresses
        if not urlsplit(address).scheme and "id/fact/" not in address
    }
    assert len(inside) > 60
    for address in inside:
        if urlsplit(address).path in RUNNING:
            continue
        assert client.get(address).status_code == 200, address


def test_marks_stand_where_they_belong(client: TestClient) -> None:
    html = client.get("/ontology.html?lang=en").text
    for name, marked in (("hasHonor", True), ("Event", True), ("honor", False)):
        heading = re.search(rf'<h4 id="{name}".*?</h4>', html, re.DOTALL)
        assert heading is not None
        assert ("inferred only" in heading.group()) is marked, name


def test_a_deprecated_term_says_so() -> None:
    with_old = Terms(document.of([CURRENT.text.decode(), OLD]))
    codes = [code for scheme in View(with_old, "en").codes for code in scheme.codes]
    assert [code.anchor for code in codes if "deprecated" in code.marks] == ["verb-old"]


def test_each_kind_of_fact_shows_an_example(client: TestClient) -> None:
    html = client.get("/ontology.html?lang=zh").text
    shown = re.findall(r"示例：<code[^>]*>(a\d+-\d+)", html)
    assert len(shown) == 12
    assert "四次蝉联" in html


def test_queries_that_use_a_term_are_named(client: TestClient) -> None:
    entries = View(TERMS, "en", queries.load(assets.folder("queries"))).sections
    streak = next(e for s in entries for e in s.properties if e.anchor == "streak")
    assert "queries/advanced-counties" in {link.href for link in streak.queries}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(
    client: TestClient, language: str
) -> None:
    answer = client.get(f"/ontology.html?lang={language}")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page = Page(answer.text)
    assert not page.strange_scripts
    assert not page.all("style")
    loaded = [a["href"] for a in page.all("link") if a["rel"] in {"stylesheet", "icon"}]
    loaded += [image["src"] for image in page.all("img")]
    assert loaded
    assert not [address for address in loaded if urlsplit(address).netloc]
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_a_diagram_is_read_out_in_the_language_of_the_page(client: TestClient) -> None:
    zh, en = page_of(client, "zh"), page_of(client, "en")
    assert "授予 是 事实 的一种" in zh.text
    assert "conferral is a kind of fact" in en.text
    for drawing in en.all("svg"):
        ids = {attributes.get("id") for _, attributes in en.elements}
        assert set(drawing["aria-labelledby"].split()) <= ids


def test_the_words_are_there_in_both_languages() -> None:
    assert len(BUILDING["zh"]) == len(BUILDING["en"])
    assert all(texts.keys() == {"zh", "en"} for texts in SECTIONS.values())
    codes = {
        language: [re.findall(r"`([^`]+)`", text) for _, text in BUILDING[language]]
        for language in ("zh", "en")
    }
    known = {term.name for term in TERMS.own(*Kind)} | {"oa:start", "oa:end", "= 1600"}
    assert {name for found in codes.values() for names in found for name in names} <= known


def test_its_links_hold_below_a_path_of_a_proxy(
    client: TestClient, make_client: Callable[..., TestClient]
) -> None:
    behind = make_client(base_path="/county")
    page = Page(behind.get("/county/ontology.html").text)
    styles = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
    for style in styles:
        assert behind.get(urljoin("/county/ontology.html", style)).status_code == 200
    assert "./ontology?lang=en" in [
        a["href"] for a in page_of(client, "en", "/queries.html").all("a")
    ]
