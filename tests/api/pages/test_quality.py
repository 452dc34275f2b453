"""The page of quality: what it counts is what there is, and a contradiction is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store, parse_query_results
from starlette.testclient import TestClient

from api.pages.entity.paging import HEAD, LANGUAGES, Seen, check_structure, index_of, words
from kg.settings import Settings
from kg_api.app import create_app
from kg_api.pages import quality
from kg_api.pages.entity.evidence import Texts
from kg_api.pages.entity.parts import Linker
from kg_api.pages.entity.reader import Covered
from kg_api.pages.entity.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.errors import Language
    from kg_api.rows import Term

FIGURES = """
division:370281 a cdo:County ; rdfs:label "胶州市"@zh , "Jiaozhou City"@en .
indicator:grp a cdo:Indicator ; rdfs:label "地区生产总值"@zh , "gross regional product"@en .
period:2023 a cdo:Period ; rdfs:label "2023年"@zh , "2023"@en .
fact:a1-001 a cdo:Observation ; cdo:about division:370281 ; cdo:indicator indicator:grp ;
  cdo:measure cdo:measure-level ; cdo:period period:2023 ;
  cdo:baseValue 160000000000 ; cdo:valueText "突破1600亿元" .
fact:a2-001 a cdo:Observation ; cdo:about division:370281 ; cdo:indicator indicator:grp ;
  cdo:measure cdo:measure-level ; cdo:period period:2023 ;
  cdo:baseValue 150000000000 ; cdo:valueText "<b>1500亿元" .
fact:a3-001 a cdo:Observation ; cdo:about division:370281 ; cdo:indicator indicator:grp ;
  cdo:measure cdo:measure-growth ; cdo:period period:2023 ; cdo:baseValue 0.058 .
article:a1 a cdo:Article ; dcterms:identifier "a1" .
paragraph:a1-1 cdo:inArticle article:a1 ; cdo:number 1 ; cdo:characterCount 10 .
paragraph:a1-2 cdo:inArticle article:a1 ; cdo:number 2 ; cdo:characterCount 10 .
passage:a1-1-0-4 cdo:inParagraph paragraph:a1-1 ; oa:start 0 ; oa:end 4 .
passage:a1-1-2-6 cdo:inParagraph paragraph:a1-1 ; oa:start 2 ; oa:end 6 .
fact:a1-001 cdo:evidence passage:a1-1-0-4 , passage:a1-1-2-6 .
"""


def answered(query: str) -> list[list[Term | None]]:
    store = Store()
    store.load((HEAD + FIGURES).encode(), format=RdfFormat.TURTLE)
    found = store.query(query).serialize(format=QueryResultsFormat.TSV)
    results = parse_query_results(found or b"", format=QueryResultsFormat.TSV)
    names = [variable.value for variable in results.variables]  # type: ignore[union-attr]
    return [[row[name] for name in names] for row in results]  # type: ignore[union-attr, index]


def test_a_contradiction_is_a_pair_of_what_differs_and_nothing_else(tmp_path: Path) -> None:
    index = index_of(tmp_path, FIGURES)
    linker = Linker(Reading(()), "en", "http://kg.test", "")
    (found,) = quality.contradictions(answered(quality.CONTRADICTIONS), linker, index)
    assert (found.about.text, found.what.text) == ("Jiaozhou City", "gross regional product")
    assert (found.measure.text, found.period.text) == ("level value", "2023")
    assert (found.one.text, found.one_printed) == ("a1-001", "突破1600亿元")
    assert (found.other.text, found.other_printed) == ("a2-001", "<b>1500亿元")
    assert found.one.href == "/doc/fact/a1-001?lang=en"


def test_coverage_counts_each_character_once_and_lines_without_facts(tmp_path: Path) -> None:
    texts = Texts(None, index_of(tmp_path, FIGURES))
    (found,) = quality.coverage(answered(quality.PASSAGES), texts)
    assert (found.article, found.covered, found.facts) == ("a1", Covered(20, 6), 1)
    assert not found.from_text


def test_nothing_changed_is_nothing(tmp_path: Path) -> None:
    found = quality.changes(index_of(tmp_path, FIGURES))
    assert found is not None
    assert found.first
    assert dict(found.counts)["delete"] == 0


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=built, corpus=None))) as made:
        yield made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_of_the_projects_own_data(client: TestClient, language: Language) -> None:
    page = Seen.of(client.get("/quality", params={"lang": language}).text)
    check_structure(page, language)
    rows = [
        [words(cell) for cell in row if cell.tag.endswith(("td", "th"))] for row in page.all("tr")
    ]
    articles = {row[0]: row[1] for row in rows if row and row[0].startswith("a")}
    assert articles.keys() >= {"a1", "a2", "a3", "a4", "a5", "a6"}
    assert articles["a1"] == "139"
    targets = {(link.get("href") or "").partition("?")[0] for link in page.all("a")}
    assert {"./report", "./changes", "./doc/article/a1"} <= targets
