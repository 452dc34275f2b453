"""`/compare`: whichever way counties are named, and what is said where they are not understood."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.pages.entity.paging import LANGUAGES, Seen, words
from kg.errors import Language
from kg.settings import Settings
from kg_api.app import create_app


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=built))) as made:
        yield made


def opened(client: TestClient, *names: str, language: Language = "en") -> Seen:
    answer = client.get("/compare", params={"division": list(names), "lang": language})
    assert answer.status_code == 200
    return Seen.of(answer.text)


def columns(page: Seen) -> list[str]:
    heads = [each for each in page.all("th") if each.get("scope") == "col"]
    return [words(each) for each in heads]


def notices(page: Seen) -> list[str]:
    return [words(each) for each in page.all("p") if each.get("role") == "note"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_counties_there_is_a_form_that_needs_no_script(
    client: TestClient, language: Language
) -> None:
    page = opened(client, language=language)
    (form,) = page.all("form")
    assert form.get("method") == "get"
    fields = [each for each in form.iter("input") if each.get("name") == "division"]
    offered = [each.get("value") for each in fields if each.get("type") == "checkbox"]
    assert {"371002", "370281", "371328"} <= set(offered)
    assert [each for each in fields if each.get("type") != "checkbox"]
    assert not page.all("table")


def test_a_code_a_name_and_an_iri_are_all_understood(client: TestClient) -> None:
    iri = "https://w3id.org/county-kg/id/division/371328"
    page = opened(client, "371002", "胶州", iri)
    assert [each.partition(" ")[0] for each in columns(page)[1:4]] == [
        "Huancui",
        "Jiaozhou",
        "Mengyin",
    ]
    ticked = [each.get("value") for each in page.all("input") if "checked" in each.attrib]
    assert ticked == ["371002", "370281", "371328"]


def test_a_county_that_is_named_twice_stands_once(client: TestClient) -> None:
    page = opened(client, "371002", "环翠区", " ")
    assert len([each for each in columns(page) if each.startswith("Huancui")]) == 2  # two tables


def test_shares_of_different_wholes_are_told_apart(client: TestClient) -> None:
    page = opened(client, "371002", "371328")
    text = words(page.main)
    assert "Definitions differ: share of new and high-tech industries" in text
    assert "about 55.39%" in text


def test_several_of_a_name_are_offered_and_none_is_taken(client: TestClient) -> None:
    page = opened(client, "371002", "市中区")
    (notice,) = notices(page)
    assert notice.startswith("“市中区” may mean several: ")
    links = [
        each.get("href") or "" for each in page.all("a") if "division=" in (each.get("href") or "")
    ]
    assert len([link for link in links if link.count("division=") == 2]) > 1


def test_what_is_no_county_is_said(client: TestClient) -> None:
    payload = "<script>alert(1)</script>"
    page = opened(client, payload)
    assert notices(page) == [f"There is no county named “{payload}”."]


def test_six_are_compared_at_most(client: TestClient) -> None:
    codes = ["371002", "370281", "371328", "370282", "370215", "370283", "370285", "370203"]
    page = opened(client, *codes)
    assert any("Six are compared at most" in each for each in notices(page))
    assert len([each for each in page.all("input") if "checked" in each.attrib]) == 6


def test_the_other_language_compares_the_same(client: TestClient) -> None:
    page = opened(client, "371002", "370281")
    (switch,) = [each for each in page.all("a") if each.get("class") == "switch"]
    assert switch.get("href") == "?division=371002&division=370281&lang=zh"


def test_every_figure_leads_to_its_fact(client: TestClient) -> None:
    page = opened(client, "371002", "370281")
    told = [each for each in page.main.iter("div") if each.get("class") == "said"]
    assert told
    for each in told:
        assert any("/doc/fact/a" in (link.get("href") or "") for link in each.iter("a"))
