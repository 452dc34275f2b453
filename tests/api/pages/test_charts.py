"""Bars and spans: one scale with nought on it, bounds told apart, open periods open."""

from decimal import Decimal

import pytest

from kg_api.pages.charts import axis, bars


def share(text: str) -> float:
    return float(text.removesuffix("%"))


def test_bars_are_as_long_as_their_numbers_and_begin_at_nought() -> None:
    long, short = bars([(Decimal(1600), "more-than"), (Decimal(800), "exact")])
    assert share(long.width) == pytest.approx(2 * share(short.width), rel=0.01)
    assert long.start == short.start == long.zero == "0%"
    assert share(long.end) < 100, "room for the arrow of what is more"
    assert (long.bound, short.bound) == ("more-than", "exact")


def test_what_falls_goes_the_other_way_from_nought() -> None:
    grown, fallen = bars([(Decimal("6.8"), "exact"), (Decimal("-3.4"), "exact")])
    assert grown.zero == fallen.zero == grown.start
    assert share(fallen.start) == 0
    assert share(fallen.start) + share(fallen.width) == pytest.approx(share(grown.zero), abs=0.02)


def test_a_share_is_part_of_the_whole() -> None:
    (bar,) = bars([(Decimal(50), "exact")], whole=Decimal(100))
    (full,) = bars([(Decimal(100), "exact")], whole=Decimal(100))
    assert share(bar.width) == pytest.approx(share(full.width) / 2)


def test_nought_alone_has_no_length() -> None:
    (bar,) = bars([(Decimal(0), "exact")])
    assert share(bar.width) == 0


def test_years_and_days_on_one_axis() -> None:
    found = axis([("2022-01-01", "2022-12-31"), ("2023-07-01", "2023-12-31")])
    assert found is not None
    assert [tick.name for tick in found.ticks] == ["2022", "2023"]
    half = found.span("2023-07-01", "2023-12-31")
    assert half is not None
    assert share(half.start) == pytest.approx(75, abs=0.5)
    assert share(half.width) == pytest.approx(25, abs=0.5)


def test_a_year_written_as_such_is_all_of_it() -> None:
    found = axis([("2023", "2023")])
    assert found is not None
    span = found.span("2023", "2023")
    assert span is not None
    assert (span.start, span.width) == ("0%", "100%")


@pytest.mark.parametrize(
    ("begin", "end", "opens"),
    [
        ("2023-01-01", None, (False, True)),
        (None, "2023-12-31", (True, False)),
        ("2023-01-01", "2023-12-31", (False, False)),
    ],
)
def test_open_periods_stay_open(
    begin: str | None, end: str | None, opens: tuple[bool, bool]
) -> None:
    found = axis([(begin, end)])
    assert found is not None
    span = found.span(begin, end)
    assert span is not None
    assert (span.opens_before, span.opens_after) == opens


def test_a_day_among_years_is_seen() -> None:
    found = axis([("2000-01-01", "2024-12-31"), ("2023-12-31", "2023-12-31")])
    assert found is not None
    day = found.span("2023-12-31", "2023-12-31")
    assert day is not None
    assert share(day.width) > 0.5
    assert len(found.ticks) <= 8


@pytest.mark.parametrize("text", [None, "", "soon", "2023-13-45"])
def test_without_a_day_there_is_no_axis(text: str | None) -> None:
    assert axis([(text, text)]) is None
