"""Quotations: what is marked, where it is cut, and when there is none."""

import hashlib
from pathlib import Path

import pytest

from api.pages.entity.paging import Seen, html_of, index_of, words
from kg.lookup.index import Index
from kg_api.pages.entity.evidence import marked

LINES = ("甲县新闻", "本报 某某", "甲县设立工作站。乙县“开通航线！”丙县修路；丁县植树。")
TEXT = "\n".join(LINES) + "\n"
START, END = LINES[2].index("开通"), LINES[2].index("航线") + 2


def graph(sha256: str, exact: str = "") -> str:
    quote = f'; oa:exact "{exact}"' if exact else ""
    return f"""
article:x1 a cdo:Article ; dcterms:identifier "x1" ; schema:headline "甲县新闻"@zh ; cdo:sha256 "{sha256}" .
paragraph:x1-3 a cdo:Paragraph ; cdo:inArticle article:x1 ; cdo:number 3 .
passage:x1-3 a cdo:Passage ; oa:start {START} ; oa:end {END} ; cdo:inParagraph paragraph:x1-3 {quote} .
fact:x1-001 a cdo:Naming ; cdo:evidence passage:x1-3 ; cdo:about division:2 ; cdo:name "乙县" ;
  cdo:nameKind cdo:name-full ; cdo:statedIn article:x1 .
cdo:name-full rdfs:label "full name"@en .
division:2 a cdo:County ; rdfs:label "Yi County"@en .
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "x1.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def known(tmp_path: Path) -> Index:
    return index_of(tmp_path, graph(hashlib.sha256(TEXT.encode()).hexdigest()))


def quotations(index: Index, name: str, corpus: Path | None) -> list[tuple[str, list[str]]]:
    page = Seen.of(html_of(index, name, corpus=corpus))
    return [
        (words(each), [words(mark) for mark in each.iter("mark")])
        for each in page.all("blockquote")
    ]


def test_in_a_list_the_sentence_is_quoted_and_the_passage_marked(known: Index, texts: Path) -> None:
    assert quotations(known, "division/2", texts) == [("……乙县“开通航线！”……", ["开通航线"])]


def test_the_page_of_a_fact_quotes_the_whole_line(known: Index, texts: Path) -> None:
    assert quotations(known, "fact/x1-001", texts) == [(LINES[2], ["开通航线"])]


def test_the_page_of_an_article_has_its_line_and_marks_what_carries_facts(
    known: Index, texts: Path
) -> None:
    assert (LINES[2], ["开通航线"]) in quotations(known, "article/x1", texts)


@pytest.mark.parametrize("name", ["division/2", "fact/x1-001", "article/x1"])
def test_without_a_text_there_is_no_quotation(known: Index, tmp_path: Path, name: str) -> None:
    assert quotations(known, name, None) == []
    assert quotations(known, name, tmp_path) == []  # a folder without the text


def test_another_text_than_the_annotated_one_is_not_quoted(tmp_path: Path, texts: Path) -> None:
    other = index_of(tmp_path, graph("0" * 64), name="other")
    assert quotations(other, "division/2", texts) == []


def test_a_quotation_of_the_graph_is_shown_without_the_text(tmp_path: Path) -> None:
    index = index_of(tmp_path, graph("0" * 64, exact="开通航线"), name="exact")
    assert quotations(index, "division/2", None) == [("开通航线", ["开通航线"])]


def test_a_fact_names_line_and_characters(known: Index) -> None:
    page = Seen.of(html_of(known, "division/2"))
    (fact,) = page.facts
    assert f"x1, line 3 characters {START}–{END}" in words(fact)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "abcdef"),
        ([(1, 3)], "a[bc]def"),
        ([(1, 3), (2, 4)], "a[bcd]ef"),
        ([(1, 3), (3, 4)], "a[bcd]ef"),
        ([(4, 9), (0, 1)], "[a]bcd[ef]"),
        ([(9, 12)], "abcdef"),
        ([(0, 6), (2, 3)], "[abcdef]"),
    ],
)
def test_marked(spans: list[tuple[int, int]], expected: str) -> None:
    segments = marked("abcdef", spans)
    assert "".join(f"[{each.text}]" if each.marked else each.text for each in segments) == expected
