"""Figures: a bound is no number, what is not stated is not nought, measures are told apart."""

from pathlib import Path

import pytest

from api.pages.entity.paging import index_of, linker_of, seen, words
from kg.errors import Language
from kg.lookup.index import Index
from kg.vocab import BASE
from kg_api.pages.entity.figures import Figure, figure, grouped
from kg_api.pages.entity.parts import Parts


def made(folder: Path, properties: str, language: Language = "en") -> Figure:
    turtle = f"""
fact:x-001 a cdo:Observation ; cdo:about division:1 ; {properties} .
unit:yi-yuan qudt:symbol "亿元" ; rdfs:label "hundred million yuan"@en , "亿元"@zh .
unit:yuan qudt:symbol "元" ; rdfs:label "yuan"@en , "元"@zh .
unit:jia qudt:symbol "家" ; rdfs:label "organisation (counting word 家)"@en , "家"@zh .
unit:one qudt:symbol "1" ; rdfs:label "item"@en , "无量词"@zh .
unit:percent qudt:symbol "%" ; rdfs:label "percent"@en .
division:1 rdfs:label "Shandong"@en , "山东省"@zh .
"""
    return figure(
        f"{BASE}id/fact/x-001", linker_of(index_of(folder, turtle), "fact/x-001", language)
    )


def text(parts: Parts) -> str:
    return "".join(part.text for part in parts)


@pytest.mark.parametrize(
    ("bound", "zh", "en"),
    [
        ("exact", "16家", "16 家"),
        ("more-than", "超过16家", "more than 16 家"),
        ("at-least", "不低于16家", "at least 16 家"),
        ("about", "约16家", "about 16 家"),
        ("less-than", "不到16家", "less than 16 家"),
        ("at-most", "不超过16家", "at most 16 家"),
    ],
)
def test_bound(tmp_path: Path, bound: str, zh: str, en: str) -> None:
    properties = f"cdo:value 16 ; cdo:unit unit:jia ; cdo:bound cdo:bound-{bound}"
    for language, expected in (("zh", zh), ("en", en)):
        folder = tmp_path / language
        folder.mkdir()
        found = made(folder, properties, language)  # type: ignore[arg-type]
        assert text(found.value).replace("\N{NO-BREAK SPACE}", " ") == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("cdo:value 6.8 ; cdo:unit unit:percent", "6.8%"),
        ("cdo:value 4 ; cdo:unit unit:one", "4"),
        ("cdo:value 0", "0"),
        ("cdo:measure cdo:measure-level", "not stated"),
        ('cdo:measure cdo:measure-trend ; cdo:valueText "日益攀升"', "no number stated"),
        (
            'cdo:measure cdo:measure-rank ; cdo:rankKind cdo:rank-first ; cdo:scope division:1 ; cdo:valueText "全省首个"',
            "first in time, within Shandong",
        ),
    ],
)
def test_value(tmp_path: Path, properties: str, expected: str) -> None:
    assert text(made(tmp_path, properties).value) == expected


def test_the_base_value_keeps_the_bound_and_is_left_out_where_it_is_the_same(
    tmp_path: Path,
) -> None:
    found = made(
        tmp_path,
        "cdo:value 1600 ; cdo:unit unit:yi-yuan ; cdo:bound cdo:bound-more-than ; "
        "cdo:baseValue 160000000000 ; cdo:baseUnit unit:yuan",
    )
    assert text(found.base).startswith("more than 160,000,000,000")
    same = tmp_path / "same"
    same.mkdir()
    assert (
        made(same, "cdo:value 6 ; cdo:unit unit:jia ; cdo:baseValue 6 ; cdo:baseUnit unit:jia").base
        == ()
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("160000000000", "160,000,000,000"),
        ("-3", "-3"),
        ("0.10", "0.10"),
        ("1E+3", "1,000"),
        ("x", "x"),
    ],
)
def test_grouped(number: str, expected: str) -> None:
    assert grouped(number) == expected


def test_measures_of_one_indicator_stand_in_groups_of_their_own(index: Index) -> None:
    page = seen(index, "indicator/gross-regional-product", "en")
    groups = [words(each) for each in page.all("th") if each.get("class") == "group"]
    assert groups == ["growth rate", "level value"]
    (row,) = [each for each in page.facts if each.get("id") == "a5-020"]
    assert "more than 1,600" in words(row)
    assert "突破1600亿元" in words(row)
