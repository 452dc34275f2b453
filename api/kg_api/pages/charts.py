"""Bars and stretches of time as shares of a row's width, to be drawn as SVG in a table's cells.

A chart is the table itself: each row has its bar, so that what is drawn and what is written cannot
differ, and both are there without scripts, on paper and at any width. Places are in percent of the
cell. A bound is never drawn as the number: `more-than` goes on beyond its bar, `less-than` ends
somewhere before it, `about` has no sharp end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ROOM = Decimal(86)
"""Percent of the width for the longest bar; the rest is for the arrow of an open one."""
_TICKS = 8
_LEAST = 0.8  # percent: a day among years is still seen
_MONTHS = 12
_YEAR, _MONTH = 4, 7  # characters of xsd:gYear, xsd:gYearMonth


@dataclass(frozen=True, slots=True)
class Bar:
    """A number as a bar: `start` and `width` of it, where nought is, where its `end` is.

    `bound` is the code of the bound (`exact`, `more-than` …).
    """

    start: str
    width: str
    zero: str
    end: str
    bound: str


@dataclass(frozen=True, slots=True)
class Span:
    """A period as a stretch of the axis; it may go on beyond either end."""

    start: str
    width: str
    end: str
    opens_before: bool
    opens_after: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a year on the axis."""

    at: str
    name: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Years from `first` up to the beginning of `last`."""

    first: int
    last: int

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The beginnings of years, few enough to have their names beside them."""
        step = -(-(self.last - self.first) // _TICKS)
        return tuple(
            Tick(_percent(self._share(year)), str(year))
            for year in range(self.first, self.last, step)
        )

    def span(self, begin: str | None, end: str | None) -> Span | None:
        """Return a period by its first and last day; `None` where neither is told."""
        first, last = _moment(begin), _moment(end, after=True)
        if first is None and last is None:
            return None
        low = self._share(first) if first is not None else 0.0
        high = self._share(last) if last is not None else 100.0
        high = max(high, low + _LEAST)
        return Span(
            _percent(low), _percent(high - low), _percent(high), first is None, last is None
        )

    def _share(self, moment: float) -> float:
        return 100 * (moment - self.first) / (self.last - self.first)


def axis(periods: Iterable[tuple[str | None, str | None]]) -> Axis | None:
    """Return an axis on which all these periods have room; `None` where no day is told.

    An open period gets a year beyond the last day that is told.
    """
    moments: list[float] = []
    for begin, end in periods:
        first, last = _moment(begin), _moment(end, after=True)
        known = [moment for moment in (first, last) if moment is not None]
        moments += known
        if first is not None and last is None:
            moments.append(floor(first) + 2)
        elif last is not None and first is None:
            moments.append(ceil(last) - 2)
    if not moments:
        return None
    first_year = floor(min(moments))
    return Axis(first_year, max(ceil(max(moments)), first_year + 1))


def bars(values: Sequence[tuple[Decimal, str]], *, whole: Decimal = Decimal(0)) -> tuple[Bar, ...]:
    """Return a bar for each number with its bound, all on one scale that has nought on it.

    `whole` is on the scale too: what the numbers are shares of.
    """
    low = min((Decimal(0), *(value for value, _ in values)))
    high = max((Decimal(0), whole, *(value for value, _ in values)))
    reach = high - low or Decimal(1)

    def place(value: Decimal) -> float:
        return float((value - low) / reach * _ROOM)

    zero = place(Decimal(0))
    return tuple(
        Bar(
            _percent(min(zero, place(value))),
            _percent(abs(place(value) - zero)),
            _percent(zero),
            _percent(place(value)),
            bound,
        )
        for value, bound in values
    )


def _moment(text: str | None, *, after: bool = False) -> float | None:
    """Return a day as a fraction of years, `after` it where asked; a month or year is all of it."""
    if not text:
        return None
    try:
        if len(text) == _YEAR:
            return int(text) + (1.0 if after else 0.0)
        if len(text) == _MONTH:
            return int(text[:_YEAR]) + (int(text[5:]) - (0 if after else 1)) / _MONTHS
        day = date.fromisoformat(text)
    except ValueError:
        return None
    first = date(day.year, 1, 1)
    length = date(day.year, 12, 31).toordinal() - first.toordinal() + 1
    return day.year + (day.toordinal() - first.toordinal() + (1 if after else 0)) / length


def _percent(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"
