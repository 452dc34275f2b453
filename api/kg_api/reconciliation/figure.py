"""One figure of an observation or a tally as a value: in words, as a number, one part of it.

A figure keeps its bound: what is "more than 1,600" is the text `>1600` and never the number.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg_api.pages.entity import figures
from kg_api.pages.entity.parts import Linker, plain
from kg_api.pages.entity.reading import local
from kg_api.reconciliation import ids
from kg_api.texts.reconciliation import SIGNS

if TYPE_CHECKING:
    from kg.errors import Language
    from kg_api.reconciliation.known import Known
    from kg_api.reconciliation.properties import Property
    from kg_api.reconciliation.settings import Settings
    from kg_api.reconciliation.values import Cell

_CLASSES = ("Observation", "HonorTally")
_OPEN = "9999"
_INTEGERS = 2**31
"""Below it OpenRefine reads whole numbers as they are; above it those that are called float."""
_EXACT = 2**53
"""Below it a double has all digits of a whole number."""
_NUMBERS = {"number": "cdo:value", "baseNumber": "cdo:baseValue"}


def facts(known: Known, prop: Property, settings: Settings) -> list[str]:
    """Return the facts that have the figures of a property, the newest first."""
    reading = known.reading
    found = [
        fact
        for fact in known.facts_of(_CLASSES, "cdo:about")
        if prop.detail in (*reading.iris(fact, "cdo:indicator"), *reading.iris(fact, "cdo:honor"))
        and (not prop.measure or reading.code(fact, "cdo:measure") == prop.measure)
        and settings.overlaps(*known.period(fact))
    ]
    return sorted(found, key=lambda fact: _newness(*known.period(fact)), reverse=True)


def cell(known: Known, fact: str, content: str, language: Language) -> Cell:
    """Return the figure of a fact in one of the forms of the setting `content`.

    What is not stated is an empty value, so that several columns of one property stay in step.
    """
    reading = known.reading
    known.neighbours(fact)
    if content in _NUMBERS:
        return _number(reading.text(fact, _NUMBERS[content]), reading.code(fact, "cdo:bound"))
    if content == "fact":
        return {"id": ids.short(fact), "name": local(fact)}
    if content == "printed":
        text = "".join(reading.texts(fact, "cdo:valueText"))
    elif content == "unit":
        unit = reading.iri(fact, "cdo:unit")
        text = (reading.text(unit, "qudt:symbol") or "") if unit else ""
    elif content in {"bound", "period"}:
        text = _named(known, fact, f"cdo:{content}", language)
    else:
        text = _in_words(known, fact, language)
    return {"str": text} if text else {}


def _in_words(known: Known, fact: str, language: Language) -> str:
    linker = Linker(known.reading, language, "", known.iri)
    words = plain(figures.figure(fact, linker).words(linker), language)
    period = _named(known, fact, "cdo:period", language)
    if not period:
        return words
    return f"{words}（{period}）" if language == "zh" else f"{words} ({period})"


def _named(known: Known, fact: str, prop: str, language: Language) -> str:
    thing = known.reading.iri(fact, prop)
    return known.name(thing, language) if thing else ""


def _newness(begin: str, end: str) -> tuple[str, str]:
    """Return a key by which periods are ordered; one that is open has not ended yet."""
    return (end or (_OPEN if begin else ""), begin)


def _number(text: str | None, bound: str | None) -> Cell:
    if text is None:
        return {}
    if bound is not None and bound in SIGNS:
        return {"str": SIGNS[bound] + text}
    number = Decimal(text)
    if number == int(number) and abs(number) < _INTEGERS:
        return {"int": int(number)}
    return {"float": float(number)} if abs(number) < _EXACT else {"str": text}
