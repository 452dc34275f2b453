"""Locators, and the texts they point into."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import CorpusError
from kg.model.text import Locator, Text

if TYPE_CHECKING:
    from pathlib import Path

TEXT = Text("t1", ("天地玄黄", "甲甲甲,𠮷野", ""), "0" * 64)


def test_a_locator_is_read_written_and_made_part_of_an_iri() -> None:
    locator = Locator.parse("3:35-65")
    assert (locator.paragraph, locator.start, locator.end) == (3, 35, 65)
    assert str(locator) == "3:35-65"
    assert locator.key == "3-35-65"


@given(st.integers(1, 999), st.integers(0, 9999), st.integers(1, 9999))
def test_every_locator_comes_back_as_it_was_written(paragraph: int, start: int, more: int) -> None:
    locator = Locator(paragraph, start, start + more)
    assert Locator.parse(str(locator)) == locator


@pytest.mark.parametrize(
    "wrong",
    [
        "", "3", "3:5", "3:5-", "3:-5", "0:1-2", "03:1-2", "3:1-2-3", "3: 1-2", " 3:1-2", "3:1-2\n",
        "3:１-２", "a:1-2", "-3:1-2", "3:1–2", "天地玄黄",
    ],
)  # fmt: skip
def test_what_is_no_locator_is_refused_and_kg_anchor_is_named(wrong: str) -> None:
    with pytest.raises(ValueError, match="kg anchor"):
        Locator.parse(wrong)


@pytest.mark.parametrize("empty", ["3:5-5", "3:6-5", "3:0-0"])
def test_a_locator_of_no_characters_is_refused(empty: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        Locator.parse(empty)


def test_locators_sort_by_paragraph_then_offset_as_numbers() -> None:
    written = ["10:0-1", "2:10-11", "2:9-10", "2:9-30"]
    assert [str(each) for each in sorted(map(Locator.parse, written))] == [
        "2:9-10",
        "2:9-30",
        "2:10-11",
        "10:0-1",
    ]


def test_a_text_is_its_lines_and_the_digest_of_its_bytes(tmp_path: Path) -> None:
    raw = "题目\r\n署名\n\n末段\n".encode()
    (tmp_path / "t1.txt").write_bytes(raw)
    text = Text.read(tmp_path, "t1")
    assert text.lines == ("题目", "署名", "", "末段")
    assert text.sha256 == hashlib.sha256(raw).hexdigest()


def test_a_text_that_is_missing_says_which_and_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        Text.read(tmp_path, "t9")
    error = caught.value
    assert (error.code, error.subject) == ("corpus-missing", "t9")
    assert error.file == str(tmp_path / "t9.txt")
    assert "KG_CORPUS" in error.message("zh")
    assert "KG_CORPUS" in error.message("en")


def test_a_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t1.txt").write_bytes("题目".encode("gb18030"))
    with pytest.raises(CorpusError) as caught:
        Text.read(tmp_path, "t1")
    assert caught.value.code == "corpus-missing"


def test_a_passage_counts_code_points_and_excludes_its_end() -> None:
    assert TEXT.passage(Locator(1, 1, 3)) == "地玄"
    assert TEXT.passage(Locator(1, 0, 4)) == "天地玄黄"
    assert TEXT.passage(Locator(2, 4, 6)) == "𠮷野"  # 𠮷 is one code point, two in UTF-16


@pytest.mark.parametrize("beyond", ["1:0-5", "3:0-1", "4:0-1"])
def test_a_passage_out_of_range_is_an_error_and_never_cut_short(beyond: str) -> None:
    with pytest.raises(IndexError):
        TEXT.passage(Locator.parse(beyond))


def test_find_tells_every_place_overlapping_ones_too() -> None:
    assert TEXT.find("甲甲") == [Locator(2, 0, 2), Locator(2, 1, 3)]


def test_find_looks_in_one_paragraph_where_told() -> None:
    text = Text("t1", ("甲", "甲乙", "丙"), "")
    assert text.find("甲") == [Locator(1, 0, 1), Locator(2, 0, 1)]
    assert text.find("甲", 2) == [Locator(2, 0, 1)]
    assert text.find("甲", 3) == []


def test_find_takes_every_character_for_itself() -> None:
    assert Text("t1", ("增长.*(约)",), "").find(".*(约)") == [Locator(1, 2, 7)]
    assert TEXT.find("天.玄") == []


@given(st.text("甲乙丙", min_size=1, max_size=30), st.data())
def test_what_a_locator_names_is_found_at_that_locator(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    text = Text("t1", ("", line), "")
    found = text.find(line[start:end])
    assert Locator(2, start, end) in found
    assert all(text.passage(locator) == line[start:end] for locator in found)
