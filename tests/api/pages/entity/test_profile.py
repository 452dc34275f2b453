"""The head of a page: what is drawn holds what is told, and leads to it."""

import re
from pathlib import Path

import pytest

from api.pages.entity.paging import LANGUAGES, Seen, check_structure, index_of, seen, words
from kg.errors import Language
from kg.lookup.index import Index

HEAD = """
division:1 a cdo:County ; rdfs:label "County"@en , "甲县"@zh .
division:2 a cdo:County ; rdfs:label "Other"@en , "乙县"@zh .
indicator:gdp a cdo:Indicator ; rdfs:label "GDP"@en , "生产总值"@zh .
honor:top a cdo:Honor ; rdfs:label "Top County"@en , "先进县"@zh .
unit:yi-yuan qudt:symbol "亿元" ; rdfs:label "hundred million yuan"@en , "亿元"@zh .
unit:percent qudt:symbol "%" ; rdfs:label "percent"@en , "%"@zh .
cdo:measure-growth rdfs:label "增速"@zh , "growth rate"@en .
period:y2023 a cdo:Period ; rdfs:label "2023"@en , "2023年"@zh ; cdo:beginDate "2023-01-01" ;
  cdo:endDate "2023-12-31" .
period:since a cdo:Period ; rdfs:label "since 2023"@en , "2023年以来"@zh ; cdo:beginDate "2023-01-01" .
"""


SVG = "{http://www.w3.org/2000/svg}"


def figure(number: int, measure: str, value: str, more: str = "", about: int = 1) -> str:
    unit = "percent" if measure == "growth" else "yi-yuan"
    return (
        f"fact:a-{number:03d} a cdo:Observation ; cdo:about division:{about} ; cdo:statedIn article:a ;"
        f" cdo:concerns division:{about} , indicator:gdp ; cdo:indicator indicator:gdp ;"
        f" cdo:measure cdo:measure-{measure} ; cdo:value {value} ; cdo:unit unit:{unit} {more} .\n"
    )


def sections(page: Seen) -> dict[str, Seen]:
    found = [each for each in page.all("section") if each.get("aria-labelledby")]
    return {each.get("aria-labelledby") or "": Seen(each) for each in found}


def charts(section: Seen) -> dict[str, Seen]:
    """The charts of a section by caption."""
    tables = [each for each in section.all("table") if each.get("class") == "chart"]
    return {words(caption): Seen(each) for each in tables for caption in each.iter("caption")}


def bars(chart: Seen) -> list[str]:
    """The classes of the bars of a chart."""
    found = [(each.get("class") or "").split() for each in chart.all(f"{SVG}svg")]
    return [names[1] for names in found if "length" in names]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    facts = (
        figure(1, "level", "1600", "; cdo:bound cdo:bound-more-than ; cdo:period period:y2023")
        + figure(2, "level", "800", "; cdo:bound cdo:bound-exact ; cdo:period period:since")
        + figure(3, "growth", "6.8", "; cdo:bound cdo:bound-exact ; cdo:period period:y2023")
        + figure(4, "level", "900", "; cdo:period period:y2023", about=2)
        + """
fact:a-010 a cdo:Conferral ; cdo:recipient division:1 ; cdo:honor honor:top ;
  cdo:concerns division:1 , honor:top ; cdo:period period:since ; cdo:statedIn article:a .
fact:a-011 a cdo:Conferral ; cdo:recipient division:2 ; cdo:honor honor:top ;
  cdo:concerns division:2 , honor:top ; cdo:period period:y2023 ; cdo:streak 2 ;
  cdo:statedIn article:a .
fact:a-012 a cdo:Goal ; cdo:about division:1 ; rdfs:label "plan"@en ; cdo:objectText "新平台" ;
  cdo:statedIn article:a .
"""
    )
    return index_of(tmp_path_factory.mktemp("profile"), HEAD + facts)


def test_levels_and_growth_never_share_a_chart(small: Index) -> None:
    found = charts(sections(seen(small, "division/1", "en"))["charts"])
    assert set(found) == {"GDP growth rate", "GDP level value"}
    assert len(found["GDP level value"].all("tr")) == 2
    assert len(found["GDP growth rate"].all("tr")) == 1


def test_a_bound_is_drawn_and_written_as_one(small: Index) -> None:
    level = charts(sections(seen(small, "division/1", "en"))["charts"])["GDP level value"]
    assert sorted(bars(level)) == ["exact", "more-than"]
    assert "more than 1,600" in words(level.html)
    arrows = level.all(f"{SVG}path")
    assert len(arrows) == 1, "the bar of the bound goes on, that of the number does not"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["division/1", "honor/top", "indicator/gdp"])
def test_pages_with_drawings_are_sound(small: Index, name: str, language: Language) -> None:
    page = seen(small, name, language)
    check_structure(page, language)
    assert page.all(f"{SVG}svg")


def test_whatever_is_drawn_leads_to_its_fact(small: Index) -> None:
    page = seen(small, "division/1", "en")
    ids = {each.get("id") for each in page.facts}
    drawn = [sections(page)[key] for key in ("timeline", "charts")]
    rows = [row for section in drawn for row in section.all("tr") if row.find("td") is not None]
    assert len(rows) == 4
    for row in rows:
        links = [each.get("href") or "" for each in row.iter("a") if each.get("class") == "id"]
        assert links
        assert all(link.removeprefix("#") in ids for link in links)


def test_an_honor_shows_who_has_it_and_when(small: Index) -> None:
    (table,) = sections(seen(small, "honor/top", "en"))["timeline"].all("table")
    rows = [words(row) for row in table.iter("tr") if row.find("td") is not None]
    assert sorted(row.partition(" ")[0] for row in rows) == ["County", "Other"]
    assert any("2023, time 2 in a row" in row for row in rows)
    marks = list(table.iter(f"{SVG}path"))
    assert len(marks) == 1, "the open period alone goes on"


def test_an_indicator_ranks_counties_by_value(small: Index) -> None:
    found = charts(sections(seen(small, "indicator/gdp", "en"))["ranking"])
    rows = [words(row.find("th")) for row in found["2023 level value"].all("tr")]  # type: ignore[arg-type]
    assert rows == ["County", "Other"]
    assert {"since 2023 level value", "2023 growth rate"} < set(found)


def test_plans_are_not_drawn_among_what_is_achieved(small: Index) -> None:
    found = sections(seen(small, "division/1", "en"))
    assert "a-012" in {each.get("id") for each in found["plans"].all("li")}
    for key in ("timeline", "charts"):
        assert "a-012" not in words(found[key].html)


def test_ranks_and_words_have_no_bar(index: Index) -> None:
    charts_ = sections(seen(index, "division/371002", "en"))["charts"]
    for caption in charts(charts_):
        assert not caption.endswith((" rank", " trend", " grade"))


def test_programs_stand_as_a_tree(index: Index) -> None:
    tree = sections(seen(index, "program/mengyin-four-actions", "en"))["whole_tree"]
    (outer,) = [each for each in tree.all("div") if each.get("class") == "tree"]
    (root,) = outer.findall("ul/li")
    parts = root.findall("ul/li")
    assert len(parts) == 4
    assert all("a3-" in words(part) for part in parts), "each with the fact that says so"
    part = seen(index, "program/innovation-platform-action", "en")
    assert "this page" in words(sections(part)["whole_tree"].html)


def test_people_quoted_with_their_posts(index: Index) -> None:
    people = sections(seen(index, "division/371002", "en"))["people"]
    (lin,) = [words(each) for each in people.all("li") if "Lin Haitao" in words(each)]
    assert "(Huancui District Development and Reform" in lin
    assert re.search(r"\d+ facts? a1-", lin)


def test_a_part_of_itself_ends(tmp_path: Path) -> None:
    turtle = """
program:a a cdo:Program ; rdfs:label "A"@en ; cdo:partOf program:b .
program:b a cdo:Program ; rdfs:label "B"@en ; cdo:partOf program:a .
fact:a-001 a cdo:Composition ; cdo:whole program:a ; cdo:part program:b ; cdo:statedIn article:a .
fact:a-002 a cdo:Composition ; cdo:whole program:b ; cdo:part program:a ; cdo:statedIn article:a .
"""
    page = seen(index_of(tmp_path, turtle), "program/a", "en")
    assert len(sections(page)["whole_tree"].all("li")) <= 4


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A county with 5,000 facts, most of which stand before its honors and figures."""
    facts = [
        *(
            f'fact:b-{n:05d} a cdo:Activity ; cdo:actor division:1 ; cdo:verbText "开展" ;'
            f' cdo:objectText "甲{n}" ; cdo:about division:1 ; cdo:statedIn article:a .\n'
            for n in range(4900)
        ),
        *(figure(n, "level", str(n), "; cdo:period period:y2023") for n in range(1, 98)),
    ]
    honor = (
        "fact:a-900 a cdo:Conferral ; cdo:recipient division:1 ; cdo:honor honor:top ;"
        " cdo:period period:since ; cdo:statedIn article:a .\n"
    )
    return index_of(tmp_path_factory.mktemp("large"), HEAD + honor + "".join(facts))


def test_what_is_drawn_comes_from_all_pages(large: Index) -> None:
    """Neither the honor nor the figures stand on the first page, which draws them all the same."""
    page = seen(large, "division/1", "en")
    found = sections(page)
    assert len(page.facts) == 400
    assert "Top County" in words(found["timeline"].html)
    (chart,) = charts(found["charts"]).values()
    assert len(chart.all("tr")) == 97
    links = {each.get("href") or "" for each in chart.all("a") if each.get("class") == "id"}
    assert all(link.startswith("/base/doc/fact/") for link in links)


def test_further_pages_draw_nothing_again(large: Index) -> None:
    assert not {"timeline", "charts"} & set(sections(seen(large, "division/1", "en", page=17)))
