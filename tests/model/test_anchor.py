"""Quotations become locators, and nothing else in the file moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import assets
from kg.model import article as articles
from kg.model.anchor import anchored
from kg.model.text import Locator, Text
from model.samples import FILE, LINES, TEXT, errors_of, places

if TYPE_CHECKING:
    from pathlib import Path

WORKING = """\
# 工作稿:引文待定位(at: 甲县)
nextFact: 4
notAsserted:
- {at: "3:去年", reason: "at: 去年 is no figure"}   # a comment
facts:

- id: t1-001     # 第一条
  kind: Conferral
  at: [甲县三次蝉联, 3:0-2, '“先进县”']
  recipient: 甲县
  verbText: [获评,   蝉联]
- id: t1-002
  at:
    - "突破1600亿元"
    # between
    - 3#1:甲县
  value:   1600
- {id: t1-003, at: 4#2:甲县, periodText: 去年}
"""
ANCHORED = """\
# 工作稿:引文待定位(at: 甲县)
nextFact: 4
notAsserted:
- {at: 3:0-2, reason: "at: 去年 is no figure"}   # a comment
facts:

- id: t1-001     # 第一条
  kind: Conferral
  at: [1:0-6, 3:0-2, 1:6-11]
  recipient: 甲县
  verbText: [获评,   蝉联]
- id: t1-002
  at:
    - 3:9-17
    # between
    - 3:3-5
  value:   1600
- {id: t1-003, at: 4:9-11, periodText: 去年}
"""


def turned(source: str) -> str:
    return anchored(source, "t1.yaml", TEXT)[0]


def refused(source: str) -> list[tuple[str, int | None, str]]:
    errors = errors_of(lambda: anchored(source, "t1.yaml", TEXT))
    assert all(error.file == "t1.yaml" and error.mend_zh and error.mend_en for error in errors)
    return [(error.code, error.line, error.en) for error in errors]


def test_only_the_quotations_change_and_to_the_character() -> None:
    assert anchored(WORKING, "t1.yaml", TEXT) == (ANCHORED, 6)


def test_anchoring_twice_changes_nothing() -> None:
    assert anchored(ANCHORED, "t1.yaml", TEXT) == (ANCHORED, 0)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("at: 突破1600亿元", "at: 3:9-17"),  # no line break at the end
        ("at: 突破1600亿元\r\nkind: Goal\r\n", "at: 3:9-17\r\nkind: Goal\r\n"),
        ("at:   '“先进县”'   # 注\n", "at:   1:6-11   # 注\n"),
        ("at: |-\n  突破1600亿元\nkind: Goal\n", "at: 3:9-17\nkind: Goal\n"),
        ("- at: >-\n    突破1600亿元\n\n\n- kind: Goal\n", "- at: 3:9-17\n\n\n- kind: Goal\n"),
        ("at: |-\n  突破1600亿元", "at: 3:9-17"),
        ("at: |-\n  突破1600亿元\n", "at: 3:9-17\n"),
        ("at: 4:将打造", "at: 4:2-5"),
        ("at: 4#3:甲县", "at: 4:12-14"),
        ("at: [4#1:甲县, 4#2:甲县,4#3:甲县]", "at: [4:0-2, 4:9-11,4:12-14]"),
    ],
)
def test_a_quotation_in_any_style_is_replaced_whole(source: str, target: str) -> None:
    assert turned(source) == target


def test_other_keys_are_left_alone() -> None:
    source = "about: 甲县\nlabel: {zh: 甲县, en: at}\nvalueText: 突破1600亿元\n"
    assert anchored(source, "t1.yaml", TEXT) == (source, 0)


def test_a_quotation_that_stands_nowhere_is_told_with_its_line() -> None:
    ((code, line, words),) = refused("id: t1-001\nat: 获评先进县\n")
    assert (code, line) == ("quotation-unknown", 2)
    assert "获评先进县" in words


def test_a_quotation_of_another_paragraph_is_unknown() -> None:
    assert [code for code, *_ in refused("at: 1:突破1600亿元")] == ["quotation-unknown"]


def test_a_quotation_in_several_places_tells_them() -> None:
    ((code, line, words),) = refused("\n\nat: 甲县\n")
    assert (code, line) == ("quotation-ambiguous", 3)
    assert words.endswith("stands at 1:0-2, 3:3-5, 4:0-2, 4:9-11, 4:12-14.")


def test_a_place_that_is_too_high_tells_those_there_are() -> None:
    ((code, _, words),) = refused("at: 4#4:甲县")
    assert code == "quotation-ambiguous"
    assert "4:12-14" in words


def test_so_many_places_are_not_all_told() -> None:
    text = Text("t1", ("的" * 500,), "0")
    (error,) = errors_of(lambda: anchored("at: 的", "t1.yaml", text))
    assert len(error.message()) < 300


def test_all_errors_come_at_once_and_nothing_is_half_done() -> None:
    codes = [
        (code, line) for code, line, _ in refused("- at: 甲县\n- at: 没有\n- at: 去年\n- at: 无\n")
    ]
    assert codes == [
        ("quotation-ambiguous", 1),
        ("quotation-unknown", 2),
        ("quotation-unknown", 4),
    ]


def test_broken_yaml_is_told_as_everywhere() -> None:
    errors = errors_of(lambda: anchored("at: [甲县\nb: 1\n", "t1.yaml", TEXT))
    assert places(errors) == [("data-yaml", 2, None)]


def test_an_anchored_file_is_a_fact_file(tmp_path: Path) -> None:
    working = FILE.replace("at: 1:0-11", "at: " + LINES[0]).replace(
        "at: 3:3-18", "at: 突破1600亿元"
    )
    path = tmp_path / "t1.yaml"
    path.write_text(turned(working), encoding="utf-8")
    conferral, observation, _ = articles.load(path).facts
    assert TEXT.passage(conferral.at[0]) == LINES[0]
    assert TEXT.passage(observation.at[0]) == "突破1600亿元"


@given(st.data())
def test_a_quotation_with_its_place_is_always_found_again(data: st.DataObject) -> None:
    line = data.draw(st.integers(0, len(LINES) - 1))
    start = data.draw(st.integers(0, len(LINES[line]) - 1))
    end = data.draw(st.integers(start + 1, len(LINES[line])))
    words = LINES[line][start:end]
    before = [place.start for place in TEXT.find(words, line + 1)]
    quotation = f"{line + 1}#{before.index(start) + 1}:{words}"
    assert turned(f"at: '{quotation}'\n") == f"at: {Locator(line + 1, start, end)}\n"


@pytest.mark.parametrize("name", ["a1", "a6"])
def test_the_quotations_of_an_article_lead_back_to_its_locators(corpus: Path, name: str) -> None:
    """Unquoted and anchored again, the file is as it was, where a quotation has one place."""
    text = Text.read(corpus, name)
    source = (assets.folder("data") / "articles" / f"{name}.yaml").read_text(encoding="utf-8")
    facts = articles.load(assets.folder("data") / "articles" / f"{name}.yaml").facts
    working, quoted = source, 0
    head, _, body = source.partition("\nfacts:\n")
    for locator in sorted({at for fact in facts for at in fact.at}, reverse=True):
        words = text.passage(locator)
        if len(text.find(words)) == 1:
            quotation = "'" + words.replace("'", "''") + "'"
            body = _replace(body, str(locator), quotation)
            quoted += 1
    working = f"{head}\nfacts:\n{body}"
    assert quoted > 0.8 * len({at for fact in facts for at in fact.at})
    assert working != source
    found, count = anchored(working, f"{name}.yaml", text)
    assert count >= quoted
    assert found == source


def _replace(body: str, locator: str, quotation: str) -> str:
    """Put a quotation for a locator wherever it stands whole in a line with `at:`."""
    lines = body.split("\n")
    for index, line in enumerate(lines):
        key, colon, value = line.partition("at: ")
        if colon and key in ("  ", "- {"):
            parts = value.strip("[]").split(", ")
            put = ", ".join(quotation if part == locator else part for part in parts)
            lines[index] = f"{key}{colon}[{put}]" if value.startswith("[") else key + colon + put
    return "\n".join(lines)
