"""`/dataset`, `/.well-known/void` and `/report`: what is served of a dataset, as data and as pages."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from api.pages.test_start import Page
from build import small
from kg import build as building
from kg.engine.base import GRAPH_FORMATS
from kg.mapping.counts import THE_DATASET
from kg.store.snapshot import Snapshot
from kg.vocab import BASE, PREFIXES, term

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

    from api.conftest import MakeClient

ADDRESSES = ("/dataset", "/.well-known/void")
T1_002 = f"{BASE}id/fact/t1-002"
SUFFIXES = ("ttl", "nt", "jsonld", "rdf", "trig", "nq")
SAID = f"""@base <{BASE}> .
@prefix dcat: <{PREFIXES["dcat"]}> .
@prefix dcterms: <{PREFIXES["dcterms"]}> .
@prefix void: <{PREFIXES["void"]}> .
<dataset> a void:Dataset , dcat:Dataset ; dcterms:title "甲<b>"@zh , "One <b>"@en ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
  void:dataDump <dumps/county-kg.nq.gz> , <dumps/absent.csv> ;
  dcat:distribution <dumps/county-kg.nq.gz> , <dumps/absent.csv> .
<dumps/county-kg.nq.gz> a dcat:Distribution ; dcterms:title "全部"@zh , "All"@en .
<dumps/absent.csv> a dcat:Distribution ; dcterms:title "缺"@zh , "Absent"@en .
<dataset#sparql> a dcat:DataService .
"""


@pytest.fixture(scope="module")
def warned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a project with a description of its own and one warning, on t1-002."""
    project = small.make(tmp_path_factory.mktemp("warned") / "project")
    project.edit(project.article("t1"), "  periodText: 去年\n", "")
    (project.data / "dataset.ttl").write_text(SAID, encoding="utf-8")
    building.build(project.settings())
    return project.store


@pytest.fixture
def dataset(make_client: MakeClient, warned: Path) -> TestClient:
    return make_client(warned)


def described(client: TestClient, address: str = "/dataset", **headers: str) -> Store:
    answer = client.get(address, headers={"Accept": "text/turtle", **headers})
    assert answer.status_code == 200, answer.text
    store = Store()
    store.load(answer.content, format=RdfFormat.TURTLE)
    return store


def values(store: Store, subject: str | NamedNode, curie: str) -> list[str]:
    node = NamedNode(subject) if isinstance(subject, str) else subject
    found = store.quads_for_pattern(node, term(curie), None)
    return sorted(quad.object.value for quad in found)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("media_type", [format_.media_type for format_ in GRAPH_FORMATS])
def test_every_format_says_the_same(dataset: TestClient, address: str, media_type: str) -> None:
    answer = dataset.get(address, headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    file_format = RdfFormat.from_media_type(media_type)
    found = {quad.triple for quad in parse(answer.content, format=file_format)}
    plain = dataset.get("/dataset.nt").content
    assert found == {quad.triple for quad in parse(plain, format=RdfFormat.N_TRIPLES)}
    assert len(found) > 300


def test_without_accept_it_is_turtle_and_for_a_browser_a_page(dataset: TestClient) -> None:
    for address in ADDRESSES:
        assert dataset.get(address).headers["content-type"] == "text/turtle; charset=utf-8"
        browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        answer = dataset.get(address, headers={"Accept": browser})
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_suffix_gives_its_format_whatever_is_accepted(dataset: TestClient, suffix: str) -> None:
    answer = dataset.get(f"/dataset.{suffix}", headers={"Accept": "text/html"})
    expected = GRAPH_FORMATS[SUFFIXES.index(suffix)].content_type
    assert (answer.status_code, answer.headers["content-type"]) == (200, expected)


def test_addresses_are_those_of_this_service(
    dataset: TestClient, make_client: MakeClient, warned: Path
) -> None:
    store = described(dataset)
    assert values(store, THE_DATASET, "void:sparqlEndpoint") == ["http://testserver/sparql"]
    assert values(store, f"{BASE}dataset#sparql", "dcat:endpointURL") == [
        "http://testserver/sparql"
    ]
    public = described(make_client(warned, public_url="https://example.org/county"))
    endpoints = values(public, THE_DATASET, "void:sparqlEndpoint")
    assert endpoints == ["https://example.org/county/sparql"]
    dump = f"{BASE}dumps/county-kg.nq.gz"
    (download,) = values(public, dump, "dcat:downloadURL")
    assert download == "https://example.org/county/dumps/county-kg.nq.gz"


def test_a_dump_tells_its_size_and_checksum(dataset: TestClient, warned: Path) -> None:
    data = (Snapshot.load(warned).folder / "data.nq.gz").read_bytes()
    store, dump = described(dataset), f"{BASE}dumps/county-kg.nq.gz"
    assert values(store, dump, "dcat:byteSize") == [str(len(data))]
    (checksum,) = values(store, dump, "spdx:checksum")
    assert values(store, checksum, "spdx:checksumValue") == [hashlib.sha256(data).hexdigest()]
    assert values(store, THE_DATASET, "dcat:version") == [Snapshot.load(warned).version]


def test_a_dump_that_the_snapshot_has_not_is_not_offered(dataset: TestClient) -> None:
    assert "absent.csv" not in dataset.get("/dataset").text


def test_every_partition_that_was_counted_is_served(dataset: TestClient) -> None:
    store = described(dataset)
    for partition, number in (("classPartition", "classes"), ("propertyPartition", "properties")):
        partitions = values(store, THE_DATASET, f"void:{partition}")
        assert values(store, THE_DATASET, f"void:{number}") == [str(len(partitions))]


@pytest.mark.parametrize("address", [*ADDRESSES, "/report", "/report/article/t1", "/dataset.html"])
def test_an_answer_may_be_kept_until_it_changes(dataset: TestClient, address: str) -> None:
    first = dataset.get(address)
    again = dataset.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    other = dataset.get(address, headers={"Accept": "application/ld+json", "Accept-Language": "zh"})
    assert other.headers["etag"] != first.headers["etag"]
    assert dataset.head(address).headers["etag"] == first.headers["etag"]


def test_links_lead_to_the_formats_the_licence_and_the_description(dataset: TestClient) -> None:
    links = dataset.get("/dataset").headers["link"]
    assert f'<{BASE}dataset>; rel="canonical"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    for address in re.findall(r'<([^>]*)>; rel="alternate"', links):
        assert dataset.get(address).status_code == 200
    for address in ("/", "/report"):
        link = dataset.get(address).headers["link"]
        assert link == '<http://testserver/.well-known/void>; rel="describedby"'


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "address", ["/dataset", "/report", "/report/article/t1", "/.well-known/void"]
)
def test_a_page_is_in_the_language_asked_for_and_its_links_hold(
    dataset: TestClient, address: str, language: str
) -> None:
    answer = dataset.get(f"{address}?lang={language}", headers={"Accept": "text/html"})
    assert answer.headers["content-language"] == language
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page = Page(answer.text)
    assert page.all("html")[0]["lang"].startswith(language)
    assert not page.all("script")
    for link in page.addresses:
        target = urljoin(f"http://testserver{address}", link)
        if target.startswith("http://testserver/") and "/dumps/" not in target:
            path = target.removeprefix("http://testserver")
            if path.startswith(("/graph/", "/id/")):
                continue  # not of this room
            assert dataset.get(path).status_code == 200, link


def test_the_page_shows_numbers_licences_files_and_results(dataset: TestClient) -> None:
    page = Page(dataset.get("/dataset.html?lang=en").text)
    store = described(dataset)
    (triples,) = values(store, THE_DATASET, "void:triples")
    assert f"{int(triples):,}" in page.text
    assert "One <b>" in page.text  # escaped: it is text
    licence = "https://creativecommons.org/licenses/by/4.0/"
    for words in ("article/t1", licence, "data/articles/t1.yaml", "has results", "conforms"):
        assert words in page.text
    assert {"href": "./report/article/t1?lang=en"} in page.all("a")


# -- reports


def test_the_report_of_a_warned_article_tells_the_warning(dataset: TestClient) -> None:
    store = described(dataset, "/report/article/t1")
    report = f"{BASE}report/article/t1"
    assert values(store, report, "sh:conforms") == ["false"]
    (result,) = values(store, report, "sh:result")
    assert values(store, result, "sh:focusNode") == [T1_002]
    assert len(values(store, result, "sh:resultMessage")) == 2
    assert values(store, report, "prov:wasGeneratedBy") == [f"{BASE}dataset#making-article-t1"]
    reports = list(store.quads_for_pattern(None, term("sh:conforms"), None))
    assert len(reports) == 1


def test_the_report_of_all_is_that_of_the_snapshot(dataset: TestClient, warned: Path) -> None:
    data = (Snapshot.load(warned).folder / "report.ttl").read_bytes()
    expected = {quad.triple for quad in parse(data, format=RdfFormat.TURTLE)}
    assert {quad.triple for quad in described(dataset, "/report")} == expected


@pytest.mark.parametrize(("iri", "results"), [(T1_002, 1), (f"{BASE}id/fact/t1-001", 0)])
def test_the_report_on_one_node_has_its_results_alone(
    dataset: TestClient, iri: str, results: int
) -> None:
    answer = dataset.get("/report", params={"focus": iri})
    store = Store()
    store.load(answer.content, format=RdfFormat.TURTLE)
    (report,) = {quad.subject for quad in store.quads_for_pattern(None, term("sh:conforms"), None)}
    assert isinstance(report, NamedNode)
    assert values(store, report, "schema:about") == [iri]
    assert values(store, report, "sh:conforms") == ["false" if results else "true"]
    assert len(values(store, report, "sh:result")) == results
    page = dataset.get("/report", params={"focus": iri}, headers={"Accept": "text/html"}).text
    assert page.count("<tr>") == (results + 1 if results else 0)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/report/article/t9", 404, "report-absent"),
        ("/report/", 404, "report-absent"),
        ("/report/%3Cx%3E", 404, "report-absent"),
        ("/report/../../etc/passwd", 404, "not-found"),
        ("/report?focus=", 404, "focus-unknown"),
        ("/report?focus=no%20iri", 404, "focus-unknown"),
        (f"/report?focus={BASE}id/fact/t9-001", 404, "focus-unknown"),
        ("/dataset.exe", 404, "suffix-unknown"),
    ],
)
def test_what_is_not_there_is_a_clear_error(
    dataset: TestClient, address: str, status: int, code: str
) -> None:
    answer = dataset.get(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("address", [*ADDRESSES, "/report", "/report/article/t1", "/dataset.ttl"])
def test_methods(dataset: TestClient, address: str) -> None:
    assert dataset.options(address).headers["allow"] == "GET, HEAD, OPTIONS"
    refused = dataset.post(address)
    assert (refused.status_code, refused.json()["code"]) == (405, "method-not-allowed")
    assert "GET" in refused.headers["allow"]
    if not address.endswith(".ttl"):
        unacceptable = dataset.get(address, headers={"Accept": "image/png"})
        assert (unacceptable.status_code, unacceptable.json()["code"]) == (406, "not-acceptable")


def test_a_scratch_server_has_no_description(scratch: TestClient) -> None:
    for address in (*ADDRESSES, "/report"):
        assert scratch.get(address).status_code == 404
