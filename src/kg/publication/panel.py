"""The panel: every figure about a division, one a row, long.

A row is one observation and one division that it is about. Only what an article says has a row:
a county, a year or an indicator that no article speaks of is absent, and absent is not zero.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.publication.column import Column, Words
from kg.publication.group import Coded, Facts, Reference, Scalar, Span, days
from kg.publication.reader import order
from kg.publication.table import Table
from kg.vocab import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode

    from kg.publication.column import Cell
    from kg.publication.group import Group
    from kg.publication.reader import Reader

_KINDS = ("Observation", "HonorTally")
_LEVELS = {
    "province": Words("省级行政区", "province-level division"),
    "prefecture": Words("地级行政区", "prefecture-level division"),
    "county": Words("县级行政区", "county-level division"),
}
_PERIODS = {
    "year": Words("整一个公历年", "one whole calendar year"),
    "day": Words("一天，即时点（如“截至年末”）", "one day: an instant, such as the end of a year"),
    "span": Words("其他有起止日的时期", "another period with a first and a last day"),
    "since": Words("自某日起，未说明终止", "from a day on, with no end"),
    "until": Words("截至某日，未说明起始", "up to a day, with no beginning"),
}
_DIVISION = Reference("division", ())
_GROUPS: tuple[Group, ...] = (
    Span("period", "cdo:period"),
    Scalar("period_text", "cdo:periodText", "text"),
    Scalar("period_inferred", "cdo:periodInferred", "boolean"),
    Reference("indicator", ("cdo:indicator",)),
    Reference("numerator", ("cdo:indicator", "cdo:numerator")),
    Reference("denominator", ("cdo:indicator", "cdo:denominator")),
    Reference("honor", ("cdo:honor",)),
    Reference("object", ("cdo:object",), many=True),
    Coded("measure", "cdo:measure", "measure"),
    Scalar("value", "cdo:value", "number"),
    Reference("unit", ("cdo:unit",), further=("symbol",)),
    Scalar("base_value", "cdo:baseValue", "number"),
    Reference("base_unit", ("cdo:baseUnit",), further=("symbol",)),
    Coded("bound", "cdo:bound", "bound"),
    Scalar("value_text", "cdo:valueText", "text"),
    Span("base_period", "cdo:basePeriod"),
    Coded("rank_kind", "cdo:rankKind", "rank"),
    Reference("scope", ("cdo:scope",), further=("code",)),
    Reference("peers", ("cdo:peers",)),
    Facts("ranks", "cdo:ranks", many=True),
    Facts("restates", "cdo:restates", many=True),
)
_FIRST = (
    Column(
        "division_code",
        "text",
        Words(
            "观测对象的区划代码（GB/T 2260，文本）。",
            "The code (GB/T 2260, a string) of the division that the figure is about.",
        ),
        "cdo:divisionCode",
        required=True,
    ),
    Column("division", "iri", Words("区划的 IRI。", "The IRI of the division."), required=True),
    Column("division_zh", "text", Words("区划的中文名。", "Its name in Chinese.")),
    Column("division_en", "text", Words("区划的英文名。", "Its name in English.")),
    Column(
        "division_level",
        "code",
        Words("区划的层级。", "The level of the division."),
        codes=_LEVELS,
    ),
    Column(
        "year",
        "integer",
        Words(
            "时期恰为一个公历年时的年份；否则为空，见 period_begin 与 period_end。",
            "The year, where the period is exactly one calendar year; else empty: see period_begin "
            "and period_end. Half a year, or the state on a day, is no figure of that year.",
        ),
    ),
    Column(
        "period_kind",
        "code",
        Words(
            "时期属于哪一种；空：文中没有时期。", "What the period is; empty: the text has none."
        ),
        codes=_PERIODS,
    ),
)
_LAST = (
    Column(
        "fact",
        "iri",
        Words("来源：事实的 IRI。", "The source: the IRI of the fact."),
        required=True,
    ),
    Column(
        "article",
        "text",
        Words("来源：文章的编号。", "The source: the id of the article."),
        required=True,
    ),
)


def table(reader: Reader) -> Table:
    """Return the panel, by division code and then by fact."""
    columns = (*_FIRST, *(column for group in _GROUPS for column in group.columns), *_LAST)
    rows = [
        _row(reader, code, division, fact)
        for code, division, fact in sorted(_pairs(reader), key=lambda row: (row[0], order(row[2])))
    ]
    return Table("panel", columns, rows, ("fact", "division"))


def _pairs(reader: Reader) -> Iterator[tuple[str, NamedNode, NamedNode]]:
    """Yield code, division and observation; whatever else a figure is about has no code."""
    for kind in _KINDS:
        for fact in reader.facts(kind):
            for thing in reader.nodes(fact, "cdo:about"):
                if code := reader.value(thing, "cdo:divisionCode"):
                    yield code, thing, fact


def _row(reader: Reader, code: str, division: NamedNode, fact: NamedNode) -> tuple[Cell, ...]:
    periods = reader.nodes(fact, "cdo:period")
    begin, end = days(reader, periods[0]) if periods else (None, None)
    kind = kind_of(begin, end)
    return (
        code,
        *_DIVISION.of(reader, division),
        _level(reader, division),
        begin.year if begin and kind == "year" else None,
        kind,
        *(cell for group in _GROUPS for cell in group.cells(reader, fact)),
        fact.value,
        reader.places(fact)[0][1].article,
    )


def _level(reader: Reader, division: NamedNode) -> str | None:
    types = reader.nodes(division, "rdf:type")
    return next((name for name in _LEVELS if term(f"cdo:{name.capitalize()}") in types), None)


def kind_of(begin: date | None, end: date | None) -> str | None:
    """Return which of _PERIODS it is.

    >>> kind_of(date(2023, 1, 1), date(2023, 12, 31))
    'year'
    """
    if begin and end:
        if (begin, end) == (date(begin.year, 1, 1), date(begin.year, 12, 31)):
            return "year"
        return "day" if begin == end else "span"
    return "since" if begin else "until" if end else None
