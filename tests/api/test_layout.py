"""What every page has in common: sound HTML, the navigation, both languages, nothing from elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from api.pages.entity.paging import LANGUAGES, Seen, check_structure, words
from kg import assets, queries
from kg.errors import Language
from kg.settings import Settings
from kg.store.snapshot import Snapshot
from kg_api.app import create_app
from kg_api.html import CONTENT_SECURITY_POLICY
from kg_api.texts.layout import TEXTS

PAGES = (
    *("/", "/sparql", "/queries", "/queries?tag=honors", "/queries/advanced-counties"),
    *("/query", "/query?example=advanced-counties", "/query?query=SELEC"),
    "/query?query=SELECT+*+{?s+<https://w3id.org/county-kg/ontology%23honor>+?o}",
    *("/ontology", "/dataset", "/.well-known/void", "/dumps", "/report", "/report/article/a1"),
    *("/report?focus=https://w3id.org/county-kg/id/division/371002", "/errors"),
    *("/doc/division/371002", "/doc/fact/a1-001", "/doc/article/a2", "/doc/division/370000"),
    *("/no-such/page", "/sparql?query=SELEC", "/doc/honor/none?page=1"),
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[TestClient]:
    settings = Settings.model_validate({"store": built})
    saved = queries.load(assets.folder("queries"))
    with TestClient(create_app(settings, examples=saved), raise_server_exceptions=False) as made:
        yield made


def seen(client: TestClient, address: str, language: Language) -> Seen:
    answer = client.get(address, headers={"Accept": BROWSER, "Accept-Language": language})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == language
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))
    return Seen.of(answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_it_is_sound_and_stands_in_the_frame(
    client: TestClient, address: str, language: Language, built: Path
) -> None:
    page = seen(client, address, language)
    check_structure(page, language)
    first = page.all("a")[0]
    assert first.get("href") == f"#{page.main.get('id')}"
    (footer,) = page.all("footer")
    assert Snapshot.load(built).version in words(footer)
    assert "CC BY 4.0" in words(footer)
    assert len([each for each in page.all("nav") if each.get("class") == "places"]) == 1


@pytest.mark.parametrize("address", PAGES)
def test_the_way_to_the_other_language_keeps_the_address(client: TestClient, address: str) -> None:
    page = seen(client, address, "en")
    (switch,) = [each for each in page.all("a") if each.get("class") == "switch"]
    assert words(switch) == TEXTS["en"]["other_language"]
    target = urljoin(f"http://testserver{address}", switch.get("href"))
    given = parse_qs(urlsplit(address).query)
    led = parse_qs(urlsplit(target).query)
    assert led.pop("lang") == ["zh"]
    assert led.keys() <= given.keys()
    other = client.get(target, headers={"Accept": BROWSER, "Accept-Language": "en"})
    assert other.headers["content-language"] == "zh"
    first = client.get(address, headers={"Accept": BROWSER})
    assert other.status_code == first.status_code
    hreflang = {
        each.get("hreflang"): each.get("href") for each in page.all("link") if each.get("hreflang")
    }
    assert hreflang.keys() == {"zh", "en"}
    assert hreflang["zh"] == switch.get("href")


@pytest.mark.parametrize("address", PAGES)
def test_what_stands_around_the_content_leads_somewhere(client: TestClient, address: str) -> None:
    page = seen(client, address, "zh")
    around = [*page.all("header"), *page.all("footer")]
    links = [link for part in around for link in part.iter("a")]
    hrefs = {link.get("href") or "" for link in links}
    hrefs |= {each.get("href") or "" for each in page.all("link") if each.get("rel") != "canonical"}
    for href in hrefs:
        target = urljoin(f"http://testserver{address}", href)
        if target.startswith("http://testserver/"):
            answer = client.get(target, headers={"Accept": "text/html, */*;q=0.1"})
            own = target.partition("?")[0] == f"http://testserver{address.partition('?')[0]}"
            assert answer.status_code == 200 or own, href


@pytest.mark.parametrize("address", PAGES)
def test_a_page_loads_from_this_service_alone(client: TestClient, address: str) -> None:
    page = seen(client, address, "en")
    loaded = [each for each in page.all("link") if each.get("rel") in {"stylesheet", "icon"}]
    loaded += page.all("img")
    assert len(loaded) >= 3
    for each in loaded:
        target = urljoin(f"http://testserver{address}", each.get("href") or each.get("src"))
        assert target.startswith("http://testserver/static/")
        assert client.get(target).status_code == 200


def test_the_navigation_tells_where_the_reader_is(client: TestClient) -> None:
    for address in ("/query", "/queries", "/ontology", "/dataset", "/dumps", "/quality"):
        page = seen(client, address, "en")
        here = [each.get("href") for each in page.all("a") if each.get("aria-current") == "page"]
        assert here == [f".{address}?lang=en"]


def test_the_start_page_leads_to_entries_of_each_kind(client: TestClient) -> None:
    hrefs = set(seen(client, "/", "en").addresses())
    for kind in ("division", "honor", "indicator", "article", "enterprise", "agency", "program"):
        assert any(href.startswith(f"/doc/{kind}/") for href in hrefs), kind


def test_an_article_leads_to_its_graph_and_to_its_validation_and_back(client: TestClient) -> None:
    hrefs = set(seen(client, "/doc/article/a1", "en").addresses())
    for address in ("/report/article/a1?lang=en", "/graph/article/a1"):
        assert address in hrefs
        assert client.get(address).status_code == 200
    report = set(seen(client, "/report/article/a1", "en").addresses())
    assert {"../../doc/article/a1?lang=en", "../../graph/article/a1"} <= report


def test_an_entry_leads_to_its_validation_and_back(client: TestClient) -> None:
    hrefs = list(seen(client, "/doc/division/371002", "en").addresses())
    (checked,) = [href for href in hrefs if href.startswith("/report?focus=")]
    assert "./doc/division/371002?lang=en" in seen(client, checked, "en").addresses()


def test_the_kind_of_an_entry_leads_to_its_term(client: TestClient) -> None:
    (term,) = [
        href
        for href in seen(client, "/doc/division/371002", "en").addresses()
        if href.startswith("/ontology?lang=en#")
    ]
    ids = {each.get("id") for each in seen(client, "/ontology", "en").html.iter()}
    assert urlsplit(term).fragment in ids
