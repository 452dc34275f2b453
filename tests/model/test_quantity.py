"""Periods in EDTF, and the numbers that a Chinese text prints."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.quantity import Period, numbers_in

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 30))


@pytest.mark.parametrize(
    ("edtf", "begin", "end", "key"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "2023"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "2023-02"),
        ("2023-12-31", date(2023, 12, 31), date(2023, 12, 31), "2023-12-31"),
        ("2023/..", date(2023, 1, 1), None, "2023--open"),
        ("2024-05/..", date(2024, 5, 1), None, "2024-05--open"),
        ("../2023-12-31", None, date(2023, 12, 31), "open--2023-12-31"),
        ("../2023", None, date(2023, 12, 31), "open--2023"),
        ("2024-01/2024-06", date(2024, 1, 1), date(2024, 6, 30), "2024-01--2024-06"),
        ("2021/2025", date(2021, 1, 1), date(2025, 12, 31), "2021--2025"),
    ],
)
def test_a_period_has_a_first_and_a_last_day_and_a_key(
    edtf: str, begin: date | None, end: date | None, key: str
) -> None:
    period = Period.parse(edtf)
    assert (period.begin, period.end, period.key, period.edtf) == (begin, end, key, edtf)


@pytest.mark.parametrize(
    ("edtf", "zh", "en"),
    [
        ("2023", "2023年", "2023"),
        ("2024-05", "2024年5月", "2024-05"),
        ("2023-12-31", "2023年12月31日", "2023-12-31"),
        ("2023/..", "2023年以来", "since 2023"),
        ("../2023-12-31", "截至2023年12月31日", "until 2023-12-31"),
        ("2024-01/2024-06", "2024年1月至2024年6月", "2024-01 to 2024-06"),
    ],
)
def test_a_period_is_labelled_in_both_languages(edtf: str, zh: str, en: str) -> None:
    assert Period.parse(edtf).labels == {"zh": zh, "en": en}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("", "no EDTF"),
        ("..", "no EDTF"),
        ("../..", "no fixed end"),
        ("2023/", "no EDTF"),
        ("/2023", "no EDTF"),
        ("2023/2022", "ends before"),
        ("2024-06/2024-05-31", "ends before"),
        ("2023/2024/2025", "no EDTF"),
        ("2024-13", "month"),
        ("2024-00", "month"),
        ("2023-02-29", "day"),
        ("2024-04-31", "day"),
        ("24", "no EDTF"),
        ("2024-5", "no EDTF"),
        ("2024年", "no EDTF"),
        ("２０２４", "no EDTF"),  # IRIs are ASCII
        ("2024\n", "no EDTF"),
        ("2024-05-31T10:00", "no EDTF"),
        ("2024~", "no EDTF"),
        ("去年", "no EDTF"),
    ],
)
def test_what_is_no_period_is_refused_with_a_reason(wrong: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Period.parse(wrong)


@given(DAYS, st.integers(0, 4000))
def test_an_interval_of_days_keeps_its_days(begin: date, more: int) -> None:
    end = min(begin + timedelta(more), date(9999, 12, 31))
    period = Period.parse(f"{begin}/{end}")
    assert (period.begin, period.end) == (begin, end)
    assert Period.parse(f"{begin}/..").begin == begin
    assert Period.parse(f"../{end}").end == end


@given(DAYS)
def test_day_month_and_year_lie_in_one_another_and_join_without_gap(day: date) -> None:
    month, year = Period.parse(f"{day:%Y-%m}"), Period.parse(f"{day:%Y}")
    assert year.begin is not None
    assert year.end is not None
    assert month.begin is not None
    assert month.end is not None
    assert year.begin <= month.begin <= day <= month.end <= year.end
    assert (month.end + timedelta(1)).day == 1
    assert (year.end + timedelta(1)).timetuple().tm_yday == 1


@given(st.lists(st.sampled_from(["..", "2023", "2024-02", "2024-02-29"]), min_size=2, max_size=2))
def test_two_periods_never_share_a_key(parts: list[str]) -> None:
    keys = {}
    for edtf in ("/".join(parts), "/".join(reversed(parts)), *parts):
        try:
            keys[edtf] = Period.parse(edtf).key
        except ValueError:
            continue
    assert len(set(keys.values())) == len(keys)
    assert all(key.isascii() and "/" not in key for key in keys.values())


@given(st.text("0123456789-/.~年", max_size=12))
def test_a_text_is_a_period_or_a_value_error(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError:
        return
    assert period.edtf == text
    assert period.begin or period.end


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("突破1600亿元", ["1600"]),
        ("超3.2万人", ["3.2"]),
        ("两个", ["2"]),
        ("四次蝉联", ["4"]),
        ("第一批", ["1"]),
        ("第12批", ["12"]),
        ("首位", ["1"]),
        ("首批", ["1"]),
        ("全省首个", ["1"]),
        ("首先", []),
        ("三十二家", ["32"]),
        ("十家", ["10"]),
        ("一百零五个", ["105"]),
        ("两千三百", ["2300"]),
        ("一亿二千万", ["120000000"]),
        ("百亿", ["10000000000"]),
        ("二〇二四年", ["2024"]),
        ("97个班次", ["97"]),
        ("23.57%、48.18%", ["23.57", "48.18"]),
        ("千人助万企", ["1000", "10000"]),
        ("6家(个)", ["6"]),
        ("5.2个百分点", ["5.2"]),
        ("百分之五", ["5"]),
        ("１２家", ["12"]),
        ("16家,包括一家", ["16", "1"]),
        ("十四五", []),
        ("百百", []),
        ("亿一", []),
        ("一百〇五个", ["105"]),
        ("增速居前", []),
        ("", []),
    ],
)
def test_the_numbers_of_a_phrase_are_those_that_it_prints(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == {Decimal(number) for number in numbers}


def test_the_unit_of_a_number_is_no_second_number() -> None:
    # Else a fact file might say 100000000 where 1600亿元 is printed.
    assert Decimal(100_000_000) not in numbers_in("1600亿元")
    assert Decimal(10_000) not in numbers_in("5万户")


@given(
    st.decimals(0, 10**9, places=2), st.sampled_from(["%", "亿元", "万人", "家", "个百分点", ""])
)
def test_a_number_in_digits_is_always_found(number: Decimal, unit: str) -> None:
    assert numbers_in(f"约{number}{unit}") == {number}


@given(st.integers(1, 9999))
def test_a_number_in_numerals_is_always_found(number: int) -> None:
    assert numbers_in(f"共{_numeral(number)}家") == {Decimal(number)}


@given(st.text("零〇一二两三四五六七八九十百千万亿首位.0123456789", max_size=12))
def test_no_run_of_numerals_is_an_error(text: str) -> None:
    assert all(number >= 0 for number in numbers_in(text))


def _numeral(number: int) -> str:
    """Write a number up to 9999 in Chinese, as a text does."""
    written, zero = "", False
    for unit, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // power % 10
        if digit:
            written += ("零" if zero and written else "") + "零一二三四五六七八九"[digit] + unit
        zero = not digit
    return written.removeprefix("一") if 10 <= number < 20 else written
