"""Counties side by side: what stands in one row, and the notes where it is not the same."""

from pathlib import Path
from zlib import crc32

import pytest

from api.pages.entity.paging import LANGUAGES, index_of
from kg.errors import Language
from kg.vocab import BASE
from kg_api.pages.compare.gathering import gather
from kg_api.pages.compare.rows import Group, Row, honors, indicators
from kg_api.pages.entity.parts import Linker, Parts
from kg_api.pages.entity.reading import Reading

HEAD = """
division:1 a cdo:County ; rdfs:label "One"@en , "甲县"@zh .
division:2 a cdo:County ; rdfs:label "Two"@en , "乙县"@zh .
indicator:output a cdo:Indicator ; rdfs:label "output"@en , "产值"@zh .
indicator:all a cdo:Indicator ; rdfs:label "all output"@en , "总产值"@zh .
indicator:large a cdo:Indicator ; rdfs:label "large output"@en , "规上产值"@zh .
indicator:of-all a cdo:Indicator ; rdfs:label "share of all"@en , "占总产值比重"@zh ;
  cdo:numerator indicator:output ; cdo:denominator indicator:all .
indicator:of-large a cdo:Indicator ; rdfs:label "share of large"@en , "占规上产值比重"@zh ;
  cdo:numerator indicator:output ; cdo:denominator indicator:large .
indicator:firms a cdo:Indicator ; rdfs:label "firms"@en , "企业"@zh .
indicator:national a cdo:Indicator ; rdfs:label "national firms"@en , "国家级企业"@zh ;
  skos:broader indicator:firms .
honor:top a cdo:Honor ; rdfs:label "Top"@en , "先进县"@zh .
unit:yi qudt:symbol "亿元" ; rdfs:label "hundred million yuan"@en .
unit:wan qudt:symbol "万元" ; rdfs:label "ten thousand yuan"@en .
unit:yuan qudt:symbol "元" ; rdfs:label "yuan"@en .
cdo:measure-growth rdfs:label "增速"@zh , "growth rate"@en .
cdo:verb-named rdfs:label "获评"@zh , "named"@en .
cdo:verb-shortlisted rdfs:label "入围"@zh , "shortlisted"@en .
period:2023 a cdo:Period ; rdfs:label "2023"@en , "2023年"@zh ; cdo:beginDate "2023-01-01" ;
  cdo:endDate "2023-12-31" .
period:2024 a cdo:Period ; rdfs:label "2024"@en , "2024年"@zh ; cdo:beginDate "2024-01-01" ;
  cdo:endDate "2024-12-31" .
"""


def figure(place: int, indicator: str, more: str) -> str:
    measure = "" if "cdo:measure " in more else "; cdo:measure cdo:measure-level"
    return (
        f"fact:a-{place}{crc32(f'{indicator} {more}'.encode())} a cdo:Observation ;"
        f" cdo:about division:{place} ; cdo:indicator indicator:{indicator} {measure} ; {more} .\n"
    )


def said(parts: Parts) -> str:
    return "".join(part.text for part in parts).replace("\N{NO-BREAK SPACE}", " ")


def compared(
    folder: Path, facts: str, language: Language = "en"
) -> tuple[tuple[Group, ...], tuple[Row, ...]]:
    index = index_of(folder, HEAD + facts)
    linker = Linker(Reading(()), language, "http://kg.test", "")
    told = gather([f"{BASE}id/division/{number}" for number in (1, 2)], index, linker)
    return indicators(told, index, linker), honors(told, linker)


def notes(groups: tuple[Group, ...]) -> list[str]:
    own = [said(note) for group in groups for row in group.rows for note in row.notes]
    return own + [said(note) for group in groups for note in group.notes]


SAME = "cdo:value 5 ; cdo:unit unit:yi ; cdo:bound cdo:bound-exact ; cdo:period period:2023"


def test_like_figures_stand_in_one_row_without_a_note(tmp_path: Path) -> None:
    other = SAME.replace("value 5", "value 10")
    (group,), _ = compared(tmp_path, figure(1, "output", SAME) + figure(2, "output", other))
    (row,) = group.rows
    assert [said(cell[0].says) for cell in row.cells] == [
        "5 亿元 (hundred million yuan)",
        "10 亿元 (hundred million yuan)",
    ]
    assert not notes((group,))
    one, two = (cell[0].bar for cell in row.cells)
    assert one is not None
    assert two is not None
    assert float(two.width[:-1]) == pytest.approx(2 * float(one.width[:-1]))


@pytest.mark.parametrize(
    ("other", "note"),
    [
        (
            SAME.replace("unit:yi", "unit:wan"),
            "Units differ: One 亿元; Two 万元",
        ),
        (
            SAME.replace("2023", "2024"),
            "Periods differ: One 2023; Two 2024",
        ),
        (
            "cdo:value 5 ; cdo:unit unit:yi ; cdo:bound cdo:bound-exact",
            "Periods differ: One 2023; Two not stated",
        ),
        (
            SAME.replace("exact", "more-than"),
            "Bounds differ: One exact; Two more than",
        ),
    ],
)
def test_what_differs_in_a_row_is_said(tmp_path: Path, other: str, note: str) -> None:
    groups, _ = compared(tmp_path, figure(1, "output", SAME) + figure(2, "output", other))
    assert notes(groups) == [note]


def test_different_units_share_no_scale_and_one_base_unit_does(tmp_path: Path) -> None:
    bare = figure(1, "output", SAME) + figure(2, "output", SAME.replace("unit:yi", "unit:wan"))
    (group,), _ = compared(tmp_path, bare)
    assert all(cell[0].bar is None for cell in group.rows[0].cells)
    based = figure(1, "output", f"{SAME} ; cdo:baseValue 500000000 ; cdo:baseUnit unit:yuan")
    wan = SAME.replace("unit:yi", "unit:wan")
    based += figure(2, "output", f"{wan} ; cdo:baseValue 50000 ; cdo:baseUnit unit:yuan")
    folder = tmp_path / "based"
    folder.mkdir()
    (group,), _ = compared(folder, based)
    one, two = (cell[0].bar for cell in group.rows[0].cells)
    assert one is not None
    assert two is not None
    assert float(two.width[:-1]) < 1 < float(one.width[:-1])


def test_level_and_growth_are_two_rows_with_a_note(tmp_path: Path) -> None:
    growth = "cdo:measure cdo:measure-growth ; cdo:value 6 ; cdo:unit unit:yi"
    groups, _ = compared(tmp_path, figure(1, "output", SAME) + figure(2, "output", growth))
    (group,) = groups
    assert sorted(row.measure for row in group.rows) == ["growth rate", "level value"]
    assert len(notes(groups)) == 1
    assert notes(groups)[0].startswith("Measures of “output” differ and cannot be compared: ")


def test_shares_of_different_wholes_stand_together_and_name_them(tmp_path: Path) -> None:
    groups, _ = compared(tmp_path, figure(1, "of-large", SAME) + figure(2, "of-all", SAME))
    (group,) = groups
    assert len(group.rows) == 2
    (note,) = notes(groups)
    assert note.startswith("Definitions differ: ")
    assert "share of large (share of large output)" in note
    assert "share of all (share of all output)" in note


def test_a_narrower_indicator_stands_with_the_wider_one(tmp_path: Path) -> None:
    groups, _ = compared(tmp_path, figure(1, "firms", SAME) + figure(2, "national", SAME))
    (group,) = groups
    assert group.told == 2
    assert any(note.startswith("Definitions differ: ") for note in notes(groups))


def test_what_nobody_tells_of_is_an_empty_cell(tmp_path: Path) -> None:
    (group,), _ = compared(tmp_path, figure(1, "output", SAME))
    assert group.rows[0].cells[1] == ()
    assert group.told == 1


def test_figures_of_something_in_the_county_are_not_its_own(tmp_path: Path) -> None:
    other = figure(2, "output", SAME).replace(
        "cdo:about division:2", "cdo:about division:2 , honor:top"
    )
    (group,), _ = compared(tmp_path, figure(1, "output", SAME) + other)
    assert group.told == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_honors_side_by_side(tmp_path: Path, language: Language) -> None:
    facts = """
fact:a-1 a cdo:Conferral ; cdo:recipient division:1 ; cdo:honor honor:top ; cdo:streak 4 ;
  cdo:verb cdo:verb-named ; cdo:period period:2023 .
fact:a-2 a cdo:Conferral ; cdo:recipient division:2 ; cdo:honor honor:top ;
  cdo:verb cdo:verb-shortlisted ; cdo:period period:2023 .
"""
    _, (row,) = compared(tmp_path, facts, language)
    first, second = (said(cell[0].says) for cell in row.cells)
    assert first == {"zh": "获评、连续第4次", "en": "named and time 4 in a row"}[language]
    assert second == {"zh": "入围", "en": "shortlisted"}[language]
    (note,) = row.notes
    assert (
        said(note)
        == {
            "zh": "动词不同：甲县 获评；乙县 入围",
            "en": "Verbs differ: One named; Two shortlisted",
        }[language]
    )
