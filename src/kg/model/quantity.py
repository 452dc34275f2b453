"""Periods as EDTF writes them, and the numbers that a Chinese text prints.

EDTF: ISO 8601-2, of which this takes dates, months, years and intervals with one open end
(https://www.loc.gov/standards/datetime/, levels 0 and 1).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_OPEN = ".."
# Digits take the 万 or 亿 after them along: that is part of the unit, no number of its own.
# 百分之 and 百分点 are per cent, and no hundred.
_NUMBER = re.compile(
    r"(\d+(?:\.\d+)?)[百千万亿]*|((?:[零〇一二两三四五六七八九十千万亿]|百(?!分))+)"
)
_FIRST = re.compile("首(?=[位个条家创批次])")


@dataclass(frozen=True)
class Period:
    """Time fixed by its first and last day; an end that is open is None.

    >>> Period.parse("2024-02")
    Period(edtf='2024-02', begin=datetime.date(2024, 2, 1), end=datetime.date(2024, 2, 29))
    >>> Period.parse("2023/..").key
    '2023--open'
    """

    edtf: str
    begin: date | None
    end: date | None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read an EDTF date or interval.

        Raises ValueError where it is none, where both ends are open, or where it ends before it
        begins.
        """
        first, slash, last = text.partition("/")
        begin = None if slash and first == _OPEN else _day(first, last_day=False)
        end = None if slash and last == _OPEN else _day(last if slash else first, last_day=True)
        if begin is None and end is None:
            raise ValueError(f"{text!r} has no fixed end")
        if begin and end and end < begin:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(text, begin, end)

    @property
    def key(self) -> str:
        """The last part of the period's IRI."""
        return self.edtf.replace("/", "--").replace(_OPEN, "open")

    @property
    def labels(self) -> dict[str, str]:
        """A label in zh and en, made from the dates."""
        if self.begin is None:
            until = self.edtf.partition("/")[2]
            return {"zh": f"截至{_zh(until)}", "en": f"until {until}"}
        if self.end is None:
            since = self.edtf.partition("/")[0]
            return {"zh": f"{_zh(since)}以来", "en": f"since {since}"}
        first, slash, last = self.edtf.partition("/")
        if slash:
            return {"zh": f"{_zh(first)}至{_zh(last)}", "en": f"{first} to {last}"}
        return {"zh": _zh(first), "en": first}


def _day(text: str, *, last_day: bool) -> date:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no EDTF date (2024, 2024-05, 2024-05-31)")
    year = int(match[1])
    month = int(match[2] or (12 if last_day else 1))
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise ValueError(f"{text!r} has no month {month}")
    return date(
        year, month, int(match[3] or (calendar.monthrange(year, month)[1] if last_day else 1))
    )


def _zh(text: str) -> str:
    parts = [str(int(part)) for part in text.split("-")]
    return "".join(part + unit for part, unit in zip(parts, "年月日", strict=False))


def numbers_in(text: str) -> set[Decimal]:
    """Return the numbers that a text prints, in digits or in Chinese numerals.

    A number is as printed: 1600 in 1600亿元. 首位 and 首个 count as 1. A run of numerals that makes
    no number (十四五) is left out.

    >>> sorted(numbers_in("突破1600亿元,两个,三十二家"))
    [Decimal('2'), Decimal('32'), Decimal('1600')]
    """
    found = {Decimal(1)} if _FIRST.search(text) else set()
    for digits, run in _NUMBER.findall(text):
        value = Decimal(digits) if digits else _numeral(run)
        if value is not None:
            found.add(value)
    return found


def _numeral(run: str) -> Decimal | None:
    import cn2an  # noqa: PLC0415 - 150 ms that an unchanged build need not pay

    if run[0] in "百千万亿":
        run = "一" + run
    try:
        return Decimal(str(cn2an.cn2an(run, "smart")))
    except (ValueError, KeyError):  # cn2an has no entry for a unit that stands out of its order
        return None
