"""The form of a name: what is typed differently comes out the same, and what differs does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names.forms import LONGEST, fold, has_cjk, tokens


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("環翠區", "环翠区"),
        ("环 翠　区", "环翠区"),
        ("（环翠）区", "环翠区"),
        ("Ｈｕａｎｃｕｉ", "huancui"),
        ("huán cuì qū", "huancuiqu"),
        ("huan2cui4qu1", "huancuiqu"),
        ("lǚliáng", "lvliang"),
        ("Lüliang", "lvliang"),
        ("薴", "苎"),  # simplified twice
        ("··", ""),
    ],
)
def test_it_is_the_same_however_it_is_typed(typed: str, meant: str) -> None:
    assert fold(typed) == meant


@pytest.mark.parametrize(("one", "other"), [("环翠区", "环翠县"), ("3m", "m"), ("pm25", "pm10")])
def test_what_tells_names_apart_stays(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=LONGEST))
def test_each_character_is_looked_at_by_itself(name: str) -> None:
    assert fold(name) == "".join(map(fold, name))


@given(st.text())
def test_it_never_grows_beyond_what_is_looked_at(name: str) -> None:
    assert len(fold(name)) <= LONGEST


def test_short_names_are_found_with_one_character_wrong() -> None:
    assert set("环翠区") <= set(tokens("环翠区"))
    assert not set("三角轮胎厂") & set(tokens("三角轮胎厂"))


@pytest.mark.parametrize(
    ("text", "has"), [("a环", True), ("𠀀", True), ("カ", False), ("é", False)]
)
def test_chinese_characters_are_known(text: str, has: bool) -> None:  # noqa: FBT001 - a parameter
    assert has_cjk(text) is has
