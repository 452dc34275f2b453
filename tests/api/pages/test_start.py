"""The start page: languages, what it shows, what it must not load, and what it escapes."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from api.conftest import EXAMPLES
from kg.lookup.index import Index
from kg.store.snapshot import Snapshot
from kg.vocab import BASE
from kg_api.pages import start as view
from kg_api.texts.start import TEXTS
from lookup import indexes
from lookup.dataset import nquads


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep the text, entities resolved."""
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of each element of this name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def strange_scripts(self) -> list[dict[str, str]]:
        """The scripts that are neither files that the service bundles nor data."""
        return [
            script
            for script in self.all("script")
            if not re.search(r"(^|/)static/built/[\w-]+\.js$", script.get("src", ""))
            and script.get("type") not in {"application/json", "application/ld+json"}
        ]

    @property
    def addresses(self) -> list[str]:
        """Return everything that a browser would load, follow or send to."""
        names = ("href", "src", "action", "formaction", "srcset", "poster", "data")
        return [found[name] for _, found in self.elements for name in names if name in found]


def page_of(client: TestClient, address: str = "/", language: str = "en") -> Page:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


def lang(page: Page) -> str:
    return page.all("html")[0]["lang"]


def test_the_language_is_the_readers_or_the_one_chosen(client: TestClient) -> None:
    assert lang(page_of(client)) == "en"
    assert lang(page_of(client, language="zh-CN,zh;q=0.9")) == "zh-Hans"
    assert lang(page_of(client, "/?lang=zh", "en")) == "zh-Hans"
    assert lang(page_of(client, "/?lang=en", "zh")) == "en"
    assert lang(page_of(client, "/?lang=fr", "zh")) == "zh-Hans"


def test_each_language_leads_to_the_other(client: TestClient) -> None:
    for language, other in (("zh", "en"), ("en", "zh")):
        page = page_of(client, f"/?lang={language}")
        switch = [link for link in page.all("a") if link.get("hreflang") == other]
        assert [link["href"] for link in switch] == [f"./?lang={other}"]
        assert [link["lang"] for link in switch] == [{"zh": "zh-Hans", "en": "en"}[other]]


def test_it_shows_the_counts_and_the_snapshot(client: TestClient, snapshot: Snapshot) -> None:
    page = page_of(client)
    for shown in ("articles2", "facts1,234", "quads3", snapshot.version):
        assert shown in page.text
    assert "条事实1,234" in page_of(client, language="zh").text


def test_the_examples_run_and_are_shown_as_they_run(client: TestClient) -> None:
    for language, titles in (
        ("zh", ["丁", "甲<b>&", "乙"]),
        ("en", ["Described", "A <script>", "Second"]),
    ):
        page = page_of(client, language=language)
        places = [page.text.index(title) for title in titles]
        assert places == sorted(places)
        for hidden in ("Unpublished", "不公开"):
            assert hidden not in page.text
        links = [link["href"] for link in page.all("a") if "run=1" in link["href"]]
        assert len(links) == 3
        for link in links:
            answer = client.get(urljoin("/", link))
            assert answer.status_code == 200
            name = parse_qs(urlsplit(link).query)["example"][0]
            (shown,) = [each for each in EXAMPLES if each.name == name]
            assert shown.text in page.text
            assert shown.text in Page(answer.text).text


def test_the_form_runs_what_it_proposes(client: TestClient) -> None:
    page = page_of(client)
    form, area = page.all("form")[0], page.all("textarea")[0]
    assert (form["method"], area["name"]) == ("get", "query")
    assert any(label["for"] == area["id"] for label in page.all("label"))
    proposed = re.search(r"PREFIX cdo: .*?DESC\(\?facts\)", page.text, re.DOTALL)
    assert proposed is not None
    answer = client.get(urljoin("/", form["action"]), params={area["name"]: proposed.group()})
    assert answer.status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_loads_nothing_from_elsewhere_and_runs_nothing_inline(
    client: TestClient, language: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": language})
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    page = Page(answer.text)
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert {url for url in page.addresses if urlsplit(url).netloc} == {licence}
    assert not page.strange_scripts
    assert not page.all("style")
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_every_address_on_it_answers(client: TestClient) -> None:
    for address in {url for url in page_of(client).addresses if not url.startswith("#")}:
        if address != "./sparql" and not urlsplit(address).netloc:
            assert client.get(urljoin("/", address)).status_code == 200, address


def test_the_style_sheet_loads_nothing(client: TestClient) -> None:
    style = client.get("/static/site.css")
    assert style.headers["content-type"].startswith("text/css")
    assert style.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"url\(|@import|//", style.text.replace("/*", ""))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_markup_in_the_data_is_shown_not_obeyed(client: TestClient, language: str) -> None:
    answer = client.get("/", headers={"Accept-Language": language})
    page = Page(answer.text)
    assert not page.strange_scripts
    assert not page.all("b")
    assert not page.all("i")
    assert "<b>odd</b>" in page.text
    assert "<i>0.1</i>" in page.text


def test_a_host_that_is_none_is_refused(client: TestClient) -> None:
    for host in ('x"><i>', "a b", "", "x/y", "[::1", "x:y"):
        answer = client.get("/", headers={"Host": host})
        assert (answer.status_code, answer.json()["code"]) == (400, "host-invalid")
    for host in ("kg.example", "kg.example:8080", "127.0.0.1:1", "[::1]:80"):
        assert f"http://{host}/sparql" in client.get("/", headers={"Host": host}).text


def test_it_has_one_heading_and_a_way_past_the_bar(client: TestClient) -> None:
    page = page_of(client)
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    skip = page.all("a")[0]["href"]
    assert skip == f"#{page.all('main')[0]['id']}"
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert attributes.get(name, ids[0]) in ids


def test_without_a_snapshot_it_says_so(
    make_client: Callable[..., TestClient], tmp_path: Path
) -> None:
    answer = make_client(tmp_path / "empty").get("/", headers={"Accept-Language": "zh"})
    assert answer.status_code == 503
    assert TEXTS["zh"]["not_ready"] in answer.text


def test_the_address_for_programs_is_the_public_one(
    make_client: Callable[..., TestClient], store: Path
) -> None:
    client = make_client(store, public_url="https://kg.example/county/")
    assert "https://kg.example/county/sparql" in client.get("/").text


def test_the_count_of_parts_comes_after_what_tells_something(tmp_path: Path) -> None:
    """However many figures count the parts of something: what they count is not in it."""
    told = "".join(
        f"<{BASE}id/indicator/{name}> a cdo:Indicator ; rdfs:label '{name}'@en .\n"
        for name in ("parts", "output", "patents")
    )
    told += "".join(f"<{BASE}id/fact/f{n}> cdo:indicator indicator:parts .\n" for n in range(3))
    text = f"PREFIX indicator: <{BASE}id/indicator/>\n"
    path = indexes.make(tmp_path, nquads(f"{text}graph:entities {{ {told} }}"), on=1)
    ((heading, names),) = view.entries(Index(path), "en", "")
    assert heading == "Indicators"
    assert [name.text for name in names] == ["output", "patents", "parts"]
