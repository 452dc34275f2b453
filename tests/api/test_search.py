"""`/search` and the lists: what a reader without scripts finds, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from api.pages.entity.paging import Seen, words
from kg.settings import Settings
from kg_api.app import create_app
from kg_api.texts.search import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=built)), raise_server_exceptions=False) as made:
        yield made


def seen(client: TestClient, address: str, **params: str) -> Seen:
    answer = client.get(address, params=params, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return Seen.of(answer.text)


def found(page: Seen) -> list[str]:
    """The names of the results in their order."""
    return [
        words(link) for heading in page.all("h3") for link in heading.iter() if link.get("href")
    ]


@pytest.mark.parametrize(
    "written", ["环翠", "环翠区", "huancui", "371002", "環翠區", "Huancui District"]
)
def test_however_it_is_written_the_county_comes_first(client: TestClient, written: str) -> None:
    page = seen(client, "/search", q=written, lang="zh")
    assert found(page)[0] == "环翠区"
    assert "山东省 威海市" in words(page.main)
    first = next(link for link in page.all("a") if words(link) == "环翠区")
    assert (first.get("href") or "").endswith("doc/division/371002?lang=zh")


def test_results_say_why_and_keep_what_was_asked(client: TestClient) -> None:
    page = seen(client, "/search", q="huancui", lang="en")
    assert found(page)[0] == "Huancui District"
    (field,) = [each for each in page.all("input") if each.get("name") == "q"]
    assert field.get("value") == "huancui"
    assert "its pinyin" in words(page.main)


def test_nothing_found_is_said_and_leads_on(client: TestClient) -> None:
    page = seen(client, "/search", q="zzzqqqxxx", lang="en")
    assert TEXTS["en"]["nothing"].format("zzzqqqxxx") in words(page.main)
    targets = {(link.get("href") or "").partition("?")[0] for link in page.all("a")}
    assert {"./counties", "./honors", "./indicators"} <= targets


def test_without_a_question_there_is_the_form_alone(client: TestClient) -> None:
    page = seen(client, "/search")
    assert not found(page)
    (form,) = page.all("form")
    assert (form.get("method"), form.get("action")) == ("get", "./search")


def test_markup_in_a_question_is_text(client: TestClient) -> None:
    answer = client.get("/search", params={"q": "<script>x</script>\"'"})
    assert "<script>x" not in answer.text
    assert answer.status_code == 200


def test_counties_are_those_that_articles_speak_of(client: TestClient) -> None:
    page = seen(client, "/counties", lang="zh")
    rows = [words(row) for row in page.all("tr")][1:]
    assert len(rows) == 3
    assert any("胶州市" in row and "370281" in row for row in rows)


def test_a_province_and_all_counties_can_be_looked_through(client: TestClient) -> None:
    shandong = seen(client, "/counties", within="370000", lang="zh")
    assert "山东省" in words(shandong.main)
    assert len(shandong.all("tr")) == 51
    everything = seen(client, "/counties", all="1", page="2", lang="zh")
    following = [link for link in everything.all("a") if link.get("rel") == "next"]
    assert [link.get("href") for link in following] == ["?all=1&page=3&lang=zh"]
    (box,) = [each for each in everything.all("input") if each.get("name") == "all"]
    assert box.get("checked") is not None


def test_a_list_is_filtered_by_name_or_pinyin(client: TestClient) -> None:
    for written in ("生产总值", "gross regional"):
        page = seen(client, "/indicators", q=written, lang="zh")
        assert "地区生产总值" in words(page.main)
        assert len(page.all("tr")) < 20
    assert TEXTS["zh"]["empty"] in words(seen(client, "/honors", q="zzzqqq", lang="zh").main)


@pytest.mark.parametrize(
    ("page", "status", "code"),
    [("0", 400, "page-invalid"), ("x", 400, "page-invalid"), ("999", 404, "page-missing")],
)
def test_a_page_that_is_none_is_refused(
    client: TestClient, page: str, status: int, code: str
) -> None:
    answer = client.get("/counties", params={"page": page}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("address", ["/search?q=a", "/counties", "/honors", "/indicators"])
def test_head_and_options_are_answered(client: TestClient, address: str) -> None:
    assert client.head(address).status_code == 200
    assert client.options(address).status_code == 204
