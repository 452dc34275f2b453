"""Honors through time: a row for each conferral, on one axis of years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg_api.pages import charts
from kg_api.pages.entity.drawn import Moment, Timeline
from kg_api.pages.entity.parts import Part, Parts
from kg_api.texts.entity import WORDS
from kg_api.texts.profile import PROFILE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg_api.pages.entity.parts import Linker


def timeline(
    facts: Sequence[str], linker: Linker, chip: Callable[[str], Part], *, of_honor: bool
) -> Timeline:
    """Return conferrals as a timeline, the latest first, those without a time last.

    On the page of an honor the rows are its recipients, elsewhere they are the honors.
    """
    told = {iri: _days(iri, linker) for iri in facts}
    found = charts.axis(told.values())
    ordered = sorted(facts, key=lambda iri: (told[iri][0] or told[iri][1] or "", iri), reverse=True)
    head = "column_recipient" if of_honor else "column_honor"
    return Timeline(
        PROFILE[linker.language][head],
        found.ticks if found else (),
        tuple(
            Moment(
                _head(iri, linker, of_honor=of_honor),
                found.span(*told[iri]) if found else None,
                _period(iri, linker),
                (chip(iri),),
            )
            for iri in ordered
        ),
    )


def _days(fact: str, linker: Linker) -> tuple[str | None, str | None]:
    """Return the first and the last day of a fact's period, as far as they are told."""
    period = linker.reading.iri(fact, "cdo:period")
    if period is None:
        return None, None
    text = linker.reading.text
    return text(period, "cdo:beginDate"), text(period, "cdo:endDate")


def _head(fact: str, linker: Linker, *, of_honor: bool) -> Parts:
    reading = linker.reading
    honors, recipients = reading.iris(fact, "cdo:honor"), reading.iris(fact, "cdo:recipient")
    if of_honor:
        return linker.things(recipients)
    if recipients == (linker.subject,) or not recipients:
        return linker.things(honors)
    gap = Part("：" if linker.language == "zh" else ": ")
    return (*linker.things(recipients), gap, *linker.things(honors))


def _period(fact: str, linker: Linker) -> Parts:
    """Return when it was, whether that is inferred, and how often in a row."""
    reading, words = linker.reading, WORDS[linker.language]
    found = linker.things(reading.iris(fact, "cdo:period"))
    parts: list[Part] = list(found)
    if not found:
        parts.append(Part(PROFILE[linker.language]["no_period"], look="quiet"))
    if reading.holds(fact, "cdo:periodInferred"):
        parts.append(Part(words["inferred"], look="mark"))
    streak = reading.number(fact, "cdo:streak")
    if streak is not None:
        parts += [
            Part("，" if linker.language == "zh" else ", "),
            Part(words["streak"].format(streak)),
        ]
    return tuple(parts)
