"""Facts of the real graph as sentences, in both languages."""

import pytest

from api.pages.entity.paging import described, linker_of, seen, words
from kg.errors import Language
from kg.lookup.index import Index
from kg_api.pages.entity.parts import plain
from kg_api.pages.entity.reading import FACTS
from kg_api.pages.entity.sentences import sentence


def said(index: Index, fact: str, language: Language) -> str:
    linker = linker_of(index, f"fact/{fact}", language)
    kind = linker.reading.kind(f"{FACTS}{fact}")
    return plain(sentence(f"{FACTS}{fact}", kind, linker), language)


@pytest.mark.parametrize(
    ("fact", "language", "expected"),
    [
        (
            "a1-001",
            "zh",
            (
                "环翠区获评、蝉联高质量发展先进县，2023年，连续第4次“四次蝉联”，由山东省政府授予，"
                "依托县域经济高质量发展差异化评价"
            ),
        ),
        (
            "a1-001",
            "en",
            (
                "Huancui District was named and retained Advanced County of High-Quality Development, "
                "2023, time 4 in a row “四次蝉联”, conferred by People's Government of Shandong Province, "
                "under Differentiated Evaluation of High-Quality County Economic Development"
            ),
        ),
        ("a5-020", "zh", "胶州市 地区生产总值：水平值超过1,600亿元，2023年"),
        (
            "a5-020",
            "en",
            (
                "Jiaozhou City gross regional product: level value more than "
                "1,600\N{NO-BREAK SPACE}亿元 (hundred million yuan), 2023"
            ),
        ),
        ("a5-079", "zh", "“青岛—大阪—孟菲斯”航线包括大阪（站点），次序：2"),
        ("a1-117", "en", "Weihai City is called “全市” (contextual name)"),
        ("a1-046", "zh", "中国油画小镇位于环翠区"),
        (
            "a1-005",
            "en",
            "威海环翠四次蝉联山东省“高质量发展先进县” byline: Yin Mingbo (reporter), position 3",
        ),
        (
            "a2-016",
            "en",
            "Qingdao Development and Reform Commission aims to improve energy management (“由执法监管向执法与服务互相协同”)",
        ),
    ],
)
def test_sentence(index: Index, fact: str, language: Language, expected: str) -> None:
    assert said(index, fact, language) == expected


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_fact_is_said_in_words(index: Index, language: Language) -> None:
    """No fact falls back on its number, and no slot is left behind."""
    for kind in index.classes():
        for resource in index.of_class(kind, 0, 30):
            if resource.iri.startswith(FACTS):
                fact = resource.iri.removeprefix(FACTS)
                text = said(index, fact, language)
                assert fact not in text
                assert "{" not in text
                assert len(text) > 3, fact


def test_on_its_own_page_the_subject_is_not_repeated(index: Index) -> None:
    page = seen(index, "division/371002", "zh")
    (fact,) = [each for each in page.facts if each.get("id") == "a1-001"]
    assert words(fact).startswith("获评、蝉联高质量发展先进县")


def test_an_inferred_period_is_marked_and_keeps_its_words(index: Index) -> None:
    page = seen(index, "division/371002", "en")
    (fact,) = [each for each in page.facts if each.get("id") == "a1-053"]
    assert "since 2023 inferred" in words(fact).replace("2023inferred", "2023 inferred")
    assert "period inferred from 去年以来" in words(fact)


def test_a_speaker_is_named_with_the_capacity(index: Index) -> None:
    page = seen(index, "division/371002", "zh")
    (fact,) = [each for each in page.facts if each.get("id") == "a1-053"]
    assert "陈述人：林海涛（环翠区发展改革委" in words(fact)
    assert described(index, "fact/a1-053")
