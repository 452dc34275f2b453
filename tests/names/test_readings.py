"""The pinyin of names: most characters alone, the others in phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import readings


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("三角轮胎", ("san", "jiao", "lun", "tai")),
        ("重庆银行", ("chong", "qing", "yin", "hang")),  # alone they are zhong and xing
        ("三角银行", ("san", "jiao", "yin", "hang")),  # the phrase is not at the beginning
        ("吕梁", ("lv", "liang")),
        ("三角A", ("san", "jiao", "a")),
        ("三、角", ("san", "jiao")),
        ("", ()),
    ],
)
def test_a_name_is_read_a_syllable_a_character(name: str, read: readings.Reading) -> None:
    assert readings.syllables(name) == read


@given(st.text("三角重庆长沙银行大都会计乐山校〇、 ABéü𠀀", max_size=12))
def test_it_is_spelt_as_it_is_read(name: str) -> None:
    assert readings.spelt(name) == "".join(readings.syllables(name))


def test_each_character_is_under_the_syllable_of_its_own() -> None:
    by_syllable = readings.of_characters()
    assert "环" in by_syllable["huan"]
    assert sum("重" in chars for chars in by_syllable.values()) == 1
