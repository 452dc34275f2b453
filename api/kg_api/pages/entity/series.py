"""Figures as bars: the series of a place, and places beside each other in one indicator.

Only what may be compared stands on one scale: one indicator (of one thing), one measure, one base
unit. Ranks, trends and grades are no lengths, and what is told in words only has no bar.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kg_api.pages import charts
from kg_api.pages.entity import figures
from kg_api.pages.entity.drawn import Chart, Point
from kg_api.pages.entity.entries import DIVISIONS
from kg_api.pages.entity.parts import Part, Parts
from kg_api.texts.entity import WORDS
from kg_api.texts.profile import PROFILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg_api.pages.entity.parts import Linker
    from kg_api.pages.entity.reading import Reading

_SHARE, _WHOLE = "measure-share", Decimal(100)
"""A share is drawn as a part of the whole, in percent."""
NO_LENGTH = frozenset(("rank", "trend", "grade", ""))
"""Measures whose numbers are no lengths."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure as numbers: `value` is in the base unit `unit`; `begin` and `end` days, or empty."""

    fact: str
    about: tuple[str, ...]
    measured: tuple[str, ...]
    measure: str
    unit: str
    value: Decimal
    bound: str
    period: str
    begin: str
    end: str

    @property
    def when(self) -> tuple[str, str]:
        """What puts figures of one series into the order of time."""
        return (self.end or self.begin, self.begin)


def measured(fact: str, reading: Reading) -> Measured | None:
    """Return a figure as numbers; `None` where it is no length."""
    measure = reading.iri(fact, "cdo:measure")
    number = _number(reading.text(fact, "cdo:baseValue") or reading.text(fact, "cdo:value"))
    if measure is None or number is None or reading.code(fact, "cdo:measure") in NO_LENGTH:
        return None
    period = reading.iri(fact, "cdo:period") or ""
    counted = reading.iris(fact, "cdo:indicator") + reading.iris(fact, "cdo:honor")
    return Measured(
        fact=fact,
        about=reading.iris(fact, "cdo:about"),
        measured=(*counted, *reading.iris(fact, "cdo:object")),
        measure=measure,
        unit=reading.iri(fact, "cdo:baseUnit") or reading.iri(fact, "cdo:unit") or "",
        value=number,
        bound=reading.code(fact, "cdo:bound") or "exact",
        period=period,
        begin=reading.text(period, "cdo:beginDate") or "",
        end=reading.text(period, "cdo:endDate") or "",
    )


def series(
    facts: Iterable[str], linker: Linker, chip: Callable[[str], Part], most: int
) -> tuple[tuple[Chart, ...], int]:
    """Return charts of the subject's indicators by measure and unit, rows in time; how many in all.

    At most `most` are made.
    """
    groups: defaultdict[tuple[object, ...], list[Measured]] = defaultdict(list)
    for each in _all(facts, linker):
        if each.about == (linker.subject,) and each.measured:
            groups[each.measured, each.measure, each.unit].append(each)
    # What is told of several times says the most as a chart.
    ordered = sorted(groups.values(), key=lambda found: -len({each.when for each in found}))
    made = tuple(
        _chart(
            linker.things(found[0].measured),
            found,
            [_period(each, linker) for each in found],
            linker,
            chip,
        )
        for found in (sorted(group, key=lambda each: each.when) for group in ordered[:most])
    )
    return made, len(ordered)


def ranking(facts: Iterable[str], linker: Linker, chip: Callable[[str], Part]) -> tuple[Chart, ...]:
    """Return a chart for each measure, unit, period and kind of thing, its rows by value.

    The largest stands first. A bound stands where its number would, and is marked as one.
    """
    groups: defaultdict[tuple[object, ...], list[Measured]] = defaultdict(list)
    for each in _all(facts, linker):
        if each.about:
            kind = linker.reading.kind(each.about[0])
            of = tuple(iri for iri in each.measured if iri != linker.subject)
            groups[each.measure, each.unit, each.period, kind, of].append(each)
    made = []
    # A thing alone is compared with nothing, but of divisions one wants to know all.
    told = [found for key, found in groups.items() if len(found) > 1 or key[3] in DIVISIONS]
    for found in sorted(told, key=lambda group: (-len(group), group[0].measure)):
        ordered = sorted(found, key=lambda each: each.value, reverse=True)
        of = tuple(iri for iri in found[0].measured if iri != linker.subject)
        gap = (Part(" · "),) if of else ()
        made.append(
            _chart(
                (*_period(found[0], linker), *gap, *linker.things(of)),
                ordered,
                [linker.things(each.about) for each in ordered],
                linker,
                chip,
            )
        )
    return tuple(made)


def _all(facts: Iterable[str], linker: Linker) -> list[Measured]:
    found = (measured(fact, linker.reading) for fact in facts)
    return [each for each in found if each is not None]


def _chart(
    title: Parts,
    found: Sequence[Measured],
    heads: Sequence[Parts],
    linker: Linker,
    chip: Callable[[str], Part],
) -> Chart:
    inferred = WORDS[linker.language]["inferred"]
    values = [(each.value, each.bound) for each in found]
    of_whole = found[0].measure.endswith(_SHARE) and all(0 <= each <= _WHOLE for each, _ in values)
    drawn = charts.bars(values, whole=_WHOLE if of_whole else Decimal(0))
    points = tuple(
        Point(
            head,
            bar,
            figures.figure(each.fact, linker).value,
            chip(each.fact),
            inferred if linker.reading.holds(each.fact, "cdo:periodInferred") else "",
        )
        for each, head, bar in zip(found, heads, drawn, strict=True)
    )
    return Chart(title, linker.label(found[0].measure), points, of_whole)


def _period(each: Measured, linker: Linker) -> Parts:
    if each.period:
        return (linker.thing(each.period),)
    printed = linker.reading.texts(each.fact, "cdo:periodText")
    if printed:
        return tuple(linker.printed(text) for text in printed)
    return (Part(PROFILE[linker.language]["no_period"], look="quiet"),)


def _number(text: str | None) -> Decimal | None:
    try:
        found = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None
