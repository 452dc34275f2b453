"""The figure of an observation: its measure, bound, number, unit, words as printed.

A bound is never read as the number itself, and what is not stated is never nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kg_api.pages.entity.parts import Part, Parts
from kg_api.texts.entity import BOUNDS, WORDS

if TYPE_CHECKING:
    from kg.errors import Language
    from kg_api.pages.entity.parts import Linker

_UNIT_AFTER_GAP = frozenset("%‰°")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, in the words of the page.

    `measure` is the measure's name; `value` the number with its bound and unit, or that none is
    stated; `base` the same in the base unit where that differs; `rank` the kind of rank, its
    scope and its peers; `printed` the words of the article.
    """

    measure: str
    measure_code: str
    value: Parts
    has_value: bool
    base: Parts
    rank: Parts
    printed: Parts

    def words(self, linker: Linker) -> Parts:
        """Return the figure as part of a sentence."""
        gap = Part("，" if linker.language == "zh" else ", ")
        said = [self.value, *([self.rank] if self.rank else [])]
        if not self.has_value and self.printed:
            said.append(self.printed)
        first = Part(self.measure + ("" if linker.language == "zh" else " "), look="measure")
        joined: list[Part] = [first]
        for position, parts in enumerate(said):
            joined += (gap, *parts) if position else parts
        return tuple(joined)


def figure(fact: str, linker: Linker) -> Figure:
    """Return the figure of an observation or a tally."""
    reading, language = linker.reading, linker.language
    code = reading.code(fact, "cdo:measure") or ""
    measure = reading.iri(fact, "cdo:measure")
    number = reading.text(fact, "cdo:value")
    bound = reading.code(fact, "cdo:bound")
    unit, base_unit = reading.iri(fact, "cdo:unit"), reading.iri(fact, "cdo:baseUnit")
    if number is None:
        key = "in_words" if reading.texts(fact, "cdo:valueText") else "not_stated"
        value: Parts = (Part(WORDS[language][key], look="quiet"),)
    else:
        value = _quantity(number, bound, unit, linker)
    rank = _rank(fact, linker)
    if number is None and rank:  # the first, the only one: told without a number
        value, rank = rank, ()
    base_number = reading.text(fact, "cdo:baseValue")
    base: Parts = ()
    if base_number is not None and base_unit != unit:
        base = _quantity(base_number, bound, base_unit, linker)
    return Figure(
        measure=linker.label(measure) if measure else WORDS[language]["not_stated"],
        measure_code=code,
        value=value,
        has_value=number is not None,
        base=base,
        rank=rank,
        printed=linker.listed(
            [linker.printed(text) for text in reading.texts(fact, "cdo:valueText")]
        ),
    )


def grouped(number: str) -> str:
    """Write a decimal number with commas between thousands, as it is otherwise.

    >>> grouped("160000000000"), grouped("55.39"), grouped("-3")
    ('160,000,000,000', '55.39', '-3')
    """
    try:
        return f"{Decimal(number):,f}"
    except InvalidOperation:
        return number


def _quantity(number: str, bound: str | None, unit: str | None, linker: Linker) -> Parts:
    parts: list[Part] = []
    word = BOUNDS[linker.language].get(bound or "", "")
    if word:
        parts.append(Part(word, look="bound"))
    parts.append(Part(grouped(number), look="number"))
    if unit:
        parts += _unit(unit, linker)
    return tuple(parts)


def _unit(unit: str, linker: Linker) -> Parts:
    """Return the unit as printed; in en with its name where the sign is Chinese."""
    symbol = linker.reading.text(unit, "qudt:symbol") or linker.label(unit)
    if symbol in _UNIT_AFTER_GAP:
        return (Part(symbol),)
    if symbol == "1":  # no counting word was printed
        return ()
    if linker.language == "zh":
        return (Part(symbol),)
    chinese = Part(f"\N{NO-BREAK SPACE}{symbol}", lang=linker.tag("zh"))
    name = linker.label(unit)
    known = "counting word" in name or name == symbol
    return (chinese,) if known else (chinese, Part(f" ({name})", look="quiet"))


def _rank(fact: str, linker: Linker) -> Parts:
    reading, language = linker.reading, linker.language
    kind, scope = reading.iri(fact, "cdo:rankKind"), reading.iri(fact, "cdo:scope")
    peers = reading.iri(fact, "cdo:peers")
    parts: list[Part] = []
    if kind:
        parts.append(Part(linker.label(kind), look="strong"))
    for key, thing in (("scope", scope), ("peers", peers)):
        if thing:
            if parts:
                parts.append(Part(_gap(language)))
            parts += (Part(WORDS[language][key]), linker.thing(thing))
    return tuple(parts)


def _gap(language: Language) -> str:
    return "，" if language == "zh" else ", "
