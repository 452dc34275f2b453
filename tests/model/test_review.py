"""Facts against the text: digest, lines, wording and figures; and how much of it they cover."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.model import review
from kg.model.article import Article, load
from kg.model.text import Locator, Text
from model.samples import FILE, LINES, SOURCE, TEXT, places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., Article]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a maker of the sample article with words replaced, pair by pair."""

    def call(*pairs: tuple[str, str]) -> Article:
        text = FILE
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / "t1.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path, tmp_path)

    return call


def told(article: Article, text: Text = TEXT) -> list[tuple[str, int | None, str | None]]:
    errors = list(review.check(article, text))
    assert all(error.file == "t1.yaml" and error.mend_zh and error.mend_en for error in errors)
    return places(errors)


def test_an_article_true_to_its_text_has_no_finding(make: Make) -> None:
    assert told(make()) == []


def test_the_text_is_the_one_that_was_annotated(make: Make, tmp_path: Path) -> None:
    (tmp_path / "t1.txt").write_text(SOURCE, encoding="utf-8")
    assert told(make(), Text.read(tmp_path, "t1")) == []
    (tmp_path / "t1.txt").write_text(SOURCE + " ", encoding="utf-8")
    assert told(make(), Text.read(tmp_path, "t1")) == [("corpus-digest", 2, None)]


def test_another_text_is_told_alone_for_then_nothing_else_can_be_said(make: Make) -> None:
    other = Text("t1", ("别的",), "0" * 64)
    assert told(make(("verbText: 蝉联", "verbText: 获评")), other) == [("corpus-digest", 2, None)]


def test_the_record_counts_the_characters_of_each_line(make: Make) -> None:
    article = make(("paragraphs: [11,", "paragraphs: [12,"))
    (error,) = review.check(article, TEXT)
    assert (error.code, error.line) == ("corpus-lines", 2)
    assert str([len(line) for line in LINES]) in error.en


@pytest.mark.parametrize(
    ("old", "new", "line", "fact"),
    [
        ("verbText: 蝉联", "verbText: 获评", 20, "t1-001"),
        ("streakText: 三次蝉联", "streakText: 连续三次", 22, "t1-001"),
        ("valueText: 突破1600亿元", "valueText: 约1600亿元", 31, "t1-002"),
        ("objectText: 新平台", "objectText: 新平台。", 40, "t1-003"),  # just beyond the passage
        ("verbText: 打造", "verbText: [打造, 建设]", 38, "t1-003"),
    ],
)
def test_a_phrase_stands_in_its_passage_to_the_letter(
    make: Make, old: str, new: str, line: int, fact: str
) -> None:
    assert told(make((old, new))) == [("phrase-not-in-passage", line, fact)]


def test_a_phrase_may_stand_in_any_of_the_passages_but_not_across_two(make: Make) -> None:
    apart = make(("at: 1:0-11", "at: [1:0-2, 1:2-6]"))
    assert told(apart) == []
    across = make(("at: 1:0-11", "at: [1:0-3, 1:3-6]"))
    assert told(across) == [
        ("phrase-not-in-passage", 22, "t1-001"),  # 三次蝉联 is cut in two; 蝉联 is whole
    ]


@pytest.mark.parametrize(
    ("pairs", "line", "fact"),
    [
        # without the printed words, only the text can tell
        ([("value: 1600", "value: 1700"), ("  valueText: 突破1600亿元\n", "")], 29, "t1-002"),
        ([("streak: 3", "streak: 4"), ("  streakText: 三次蝉联\n", "")], 21, "t1-001"),
        ([("streak: 3", "batch: 2\n  streak: 3")], 21, "t1-001"),
        ([("at: 3:3-18", "at: 3:3-9"), ("  valueText: 突破1600亿元\n", "")], 29, "t1-002"),
    ],
)
def test_a_figure_stands_in_its_passage(
    make: Make, pairs: list[tuple[str, str]], line: int, fact: str
) -> None:
    assert told(make(*pairs)) == [("figure-not-in-passage", line, fact)]


def test_all_findings_come(make: Make) -> None:
    article = make(
        ("verbText: 蝉联", "verbText: 获评"),
        ("at: 3:3-18", "at: 3:3-9"),
        ("verbText: 打造", "verbText: 建设"),
    )
    assert told(article) == [
        ("phrase-not-in-passage", 20, "t1-001"),
        ("phrase-not-in-passage", 31, "t1-002"),
        ("figure-not-in-passage", 29, "t1-002"),
        ("phrase-not-in-passage", 38, "t1-003"),
    ]


def test_every_printed_phrase_of_a_fact_is_known_by_its_key(make: Make) -> None:
    article = make(
        ("verbText: 蝉联", "verbText: [蝉联, 三次]\n  periodText: 年\n  batchText: 一批")
    )
    assert sorted(review.printed(article.facts[0])) == [
        ("batchText", "一批"),
        ("periodText", "年"),
        ("streakText", "三次蝉联"),
        ("verbText", "三次"),
        ("verbText", "蝉联"),
    ]


# ---- coverage: the facts of the sample stand on 1:0-11, 3:3-18 and 4:0-8


def test_coverage_counts_content_characters_and_numbers(make: Make) -> None:
    found = review.coverage(make(), TEXT)
    content = [sum(character.isalnum() for character in line) for line in LINES]
    assert content == [9, 8, 35, 12]
    assert (found.article, found.characters) == ("t1", 64)
    assert found.covered == 9 + 14 + 8  # 3:3-18 holds 15 characters less a comma
    assert found.share == pytest.approx(31 / 64)
    # 三, 1600 and 亿 are covered; 6.5 and 12 are not
    assert (found.numbers, found.numbers_covered) == (5, 3)
    assert found.numbers_uncovered == (Locator(3, 20, 23), Locator(3, 29, 31))


def test_coverage_tells_the_stretches_that_no_fact_covers(make: Make) -> None:
    found = review.coverage(make(), TEXT)
    words = [TEXT.passage(at) for at in found.uncovered]
    assert words == [
        "本报", "记者", "某某报道",
        "去年", "增长6", "5", "全县新增12家小巨人", "包括乙公司",
        "甲县", "甲县",
    ]  # fmt: skip
    assert found.characters - found.covered == sum(map(len, words))


def test_what_is_not_asserted_accounts_for_numbers_and_covers_no_character(make: Make) -> None:
    entries = "notAsserted:\n- {at: ['3:20-23', '3:29-31'], reason: 一}\nfacts:\n"
    found = review.coverage(make(("facts:\n", entries)), TEXT)
    assert (found.numbers, found.numbers_covered, found.numbers_uncovered) == (5, 5, ())
    assert found.covered == 31


def test_a_number_half_covered_is_not_covered(make: Make) -> None:
    found = review.coverage(
        make(("at: 3:3-18", "at: 3:3-14"), ("  valueText: 突破1600亿元\n", "")), TEXT
    )
    assert Locator(3, 11, 15) in found.numbers_uncovered


def test_two_facts_on_one_passage_cover_it_once(make: Make) -> None:
    assert review.coverage(make(("at: 4:0-8", "at: [4:0-8, 1:0-11]")), TEXT).covered == 31


def test_a_text_fully_covered_has_share_one_and_no_stretch(make: Make) -> None:
    whole = ", ".join(f"{number}:0-{len(line)}" for number, line in enumerate(LINES, 1))
    found = review.coverage(make(("at: 4:0-8", f"at: [{whole}]")), TEXT)
    assert (found.share, found.uncovered, found.numbers_uncovered) == (1.0, (), ())


def test_a_text_without_content_is_covered(make: Make) -> None:
    empty = replace(TEXT, lines=("", "——"))
    assert review.coverage(make(), empty).share == 1.0


def test_a_text_that_no_fact_touches_is_uncovered_line_by_line(make: Make) -> None:
    article = replace(make(), facts=())
    found = review.coverage(article, replace(TEXT, lines=("甲", "乙丙", "丁,")))
    assert (found.covered, found.share) == (0, 0.0)
    assert found.uncovered == (Locator(1, 0, 1), Locator(2, 0, 2), Locator(3, 0, 1))
