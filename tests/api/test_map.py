"""`/map`: points with a list beside it, one measure and period at a time; it may be switched off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.pages.entity.paging import LANGUAGES, Seen, words
from kg.errors import Language
from kg.settings import Settings
from kg_api.app import create_app

SVG = "{http://www.w3.org/2000/svg}"
HONOR = "honor/high-quality-development-county"
GDP = "indicator/gross-regional-product"


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=built))) as made:
        yield made


def opened(client: TestClient, language: Language = "en", **asked: str) -> Seen:
    answer = client.get("/map", params={**asked, "lang": language})
    assert answer.status_code == 200
    return Seen.of(answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_begins_with_one_shown_and_a_choice_and_says_that_the_datum_is_not_stated(
    client: TestClient, language: Language
) -> None:
    page = opened(client, language)
    values = [each.get("value") for each in page.all("option")]
    assert {HONOR, GDP} <= set(values)
    assert any(each.get("id") == "shown" for each in page.all("h2"))
    said = {"zh": "来源未注明坐标系", "en": "does not state their datum"}[language]
    assert said in words(page.main)
    assert said in words(opened(client, language, of=HONOR).main)


def test_an_honor_has_a_point_and_a_row_for_each_county(client: TestClient) -> None:
    page = opened(client, of=HONOR)
    points = page.all(f"{SVG}circle")
    rows = [each for each in page.all("tr") if each.get("data-longitude")]
    assert len(points) == len(rows) == 2
    assert sorted(words(row.find("th")) for row in rows) == ["Huancui District", "Jiaozhou City"]  # type: ignore[arg-type]
    assert {row.get("data-longitude") for row in rows} == {"122.123443", "120.033382"}
    for row in rows:
        assert any("/doc/fact/a" in (link.get("href") or "") for link in row.iter("a"))


def test_measures_and_periods_are_never_on_one_map(client: TestClient) -> None:
    level = opened(client, of=GDP, measure="level", period="2023")
    assert "more than 1,600" in words(level.main)
    assert "6.8%" not in words(level.main)
    assert "817.56" not in words(level.main)
    (circle,) = level.all(f"{SVG}circle")
    assert circle.get("class") == "spot bound", "a bound is drawn hollow"
    growth = opened(client, of=GDP, measure="growth", period="2023")
    assert "6.8%" in words(growth.main)
    (exact,) = growth.all(f"{SVG}circle")
    assert exact.get("class") == "spot"


def test_a_measure_that_there_is_not_gives_the_fullest(client: TestClient) -> None:
    page = opened(client, of=GDP, measure="nope", period="<b>")
    assert page.all(f"{SVG}circle")


def test_nothing_is_loaded_from_elsewhere(client: TestClient) -> None:
    page = opened(client, of=HONOR)
    for each in page.all("img", "link", "script", f"{SVG}image"):
        if each.get("rel") in {None, "stylesheet", "icon"}:
            assert "//" not in (each.get("src") or each.get("href") or "")


@pytest.mark.parametrize("of", ["honor/nope", "division/371002", "<script>"])
def test_what_is_no_indicator_or_honor_is_404(client: TestClient, of: str) -> None:
    answer = client.get("/map", params={"of": of, "lang": "en"})
    assert answer.status_code == 404
    assert "There is no such indicator or honor." in answer.text
    assert "<script>" not in answer.text.replace('<script type="module"', "")


def test_switched_off_it_is_404_and_nothing_leads_to_it(built: Path) -> None:
    with TestClient(create_app(Settings(store=built, map=False))) as client:
        answer = client.get("/map", headers={"Accept": "application/json"})
        assert answer.status_code == 404
        assert answer.json()["code"] == "map-off"
        for path in (f"/doc/{HONOR}", f"/doc/{GDP}", "/", "/compare", "/map"):
            assert "map?" not in client.get(path, headers={"Accept": "text/html"}).text, path


def test_switched_on_pages_lead_to_it(client: TestClient) -> None:
    page = client.get(f"/doc/{HONOR}?lang=en", headers={"Accept": "text/html"}).text
    assert "/map?of=honor%2Fhigh-quality-development-county&amp;lang=en" in page
