"""The two tables: indicators × counties and honors × counties, each row with what differs in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg_api.pages import charts
from kg_api.pages.compare import notes
from kg_api.pages.compare.families import Families
from kg_api.pages.entity import figures
from kg_api.pages.entity.parts import Part, Parts
from kg_api.pages.entity.reading import FACTS
from kg_api.pages.entity.series import measured
from kg_api.texts.entity import WORDS
from kg_api.texts.profile import PROFILE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.lookup.index import Index
    from kg_api.pages.charts import Bar
    from kg_api.pages.compare.gathering import Told
    from kg_api.pages.entity.parts import Linker
    from kg_api.pages.entity.series import Measured


@dataclass(frozen=True, slots=True)
class Said:
    """One fact in a cell: what it says, when, whether that is inferred, its bar and its link."""

    says: Parts
    period: Parts
    inferred: bool
    bar: Bar | None
    fact: Part


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, what is measured, a cell for each county, and what differs between them."""

    head: Parts
    measure: str
    cells: tuple[tuple[Said, ...], ...]
    notes: tuple[Parts, ...]

    @property
    def told(self) -> int:
        """How many of the counties something is told of."""
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are near to each other: one indicator, or what is defined by way of it."""

    rows: tuple[Row, ...]
    notes: tuple[Parts, ...]

    @property
    def told(self) -> int:
        """How many of the counties something is told of in any row."""
        columns = zip(*(row.cells for row in self.rows), strict=True)
        return sum(any(column) for column in columns)


def indicators(told: Sequence[Told], index: Index, linker: Linker) -> tuple[Group, ...]:
    """Return the rows by what they measure; those first that tell of the most counties."""
    keys: defaultdict[tuple[tuple[str, ...], str], list[list[str]]] = defaultdict(
        lambda: [[] for _ in told]
    )
    for position, place in enumerate(told):
        for fact in place.figures:
            what = _counted(fact, linker)
            if what:
                keys[what, linker.reading.iri(fact, "cdo:measure") or ""][position].append(fact)
    families = Families(index, linker.reading)
    families.read(iri for what, _ in keys for iri in what)
    groups: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for key in keys:
        groups[families.of(key[0][0])].append(key)
    made = [_group(found, keys, told, families, linker) for found in groups.values()]
    return tuple(sorted(made, key=lambda group: (-group.told, -len(group.rows))))


def honors(told: Sequence[Told], linker: Linker) -> tuple[Row, ...]:
    """Return the honors and who received them when; those first that most have."""
    rows: defaultdict[str, list[list[str]]] = defaultdict(lambda: [[] for _ in told])
    for position, place in enumerate(told):
        for fact in place.honors:
            for honor in linker.reading.iris(fact, "cdo:honor"):
                rows[honor][position].append(fact)
    made = [
        Row(
            (linker.thing(honor),),
            "",
            tuple(tuple(_conferred(fact, linker) for fact in cell) for cell in cells),
            notes.of_honors(cells, told, linker),
        )
        for honor, cells in rows.items()
    ]
    return tuple(sorted(made, key=lambda row: -row.told))


def _group(
    found: Sequence[tuple[tuple[str, ...], str]],
    keys: Mapping[tuple[tuple[str, ...], str], list[list[str]]],
    told: Sequence[Told],
    families: Families,
    linker: Linker,
) -> Group:
    rows = tuple(_row(key, keys[key], told, linker) for key in found)
    between = notes.of_family([(key, keys[key]) for key in found], told, families, linker)
    return Group(tuple(sorted(rows, key=lambda row: -row.told)), between)


def _row(
    key: tuple[tuple[str, ...], str],
    cells: Sequence[Sequence[str]],
    told: Sequence[Told],
    linker: Linker,
) -> Row:
    what, measure = key
    numbers = {fact: measured(fact, linker.reading) for cell in cells for fact in cell}
    bars = _bars(numbers)
    return Row(
        linker.things(what),
        linker.label(measure) if measure else "",
        tuple(
            tuple(_figure(fact, numbers[fact], bars, linker) for fact in _in_time(cell, numbers))
            for cell in cells
        ),
        notes.of_figures(cells, told, linker),
    )


def _bars(numbers: Mapping[str, Measured | None]) -> dict[str, Bar]:
    """Return bars on one scale, where all numbers are of one unit; one number needs none."""
    found = [each for each in numbers.values() if each is not None]
    if len(found) < 2 or len({each.unit for each in found}) > 1:  # noqa: PLR2004 - to compare
        return {}
    drawn = charts.bars([(each.value, each.bound) for each in found])
    return {each.fact: bar for each, bar in zip(found, drawn, strict=True)}


def _in_time(cell: Sequence[str], numbers: Mapping[str, Measured | None]) -> list[str]:
    return sorted(cell, key=lambda fact: found.when if (found := numbers[fact]) else ("", ""))


def _figure(fact: str, number: Measured | None, bars: Mapping[str, Bar], linker: Linker) -> Said:
    figure = figures.figure(fact, linker)
    says = figure.value
    if not figure.has_value and figure.printed:
        says = figure.printed
    if figure.rank and number is None:
        gap = Part("，" if linker.language == "zh" else ", ")
        says = (*says, gap, *figure.rank)
    return _said(fact, says, linker, bars.get(fact))


def _conferred(fact: str, linker: Linker) -> Said:
    reading = linker.reading
    verbs = reading.iris(fact, "cdo:verb")
    parts: list[Part] = [Part(linker.label(verb)) for verb in verbs]
    streak = reading.number(fact, "cdo:streak")
    if streak is not None:
        parts.append(Part(WORDS[linker.language]["streak"].format(streak)))
    return _said(fact, linker.listed(parts), linker, None)


def _said(fact: str, says: Parts, linker: Linker, bar: Bar | None) -> Said:
    reading = linker.reading
    period: Parts = linker.things(reading.iris(fact, "cdo:period"))
    if not period:
        printed = reading.texts(fact, "cdo:periodText")
        period = tuple(linker.printed(text) for text in printed)
    return Said(
        says,
        period or (Part(PROFILE[linker.language]["no_period"], look="quiet"),),
        reading.holds(fact, "cdo:periodInferred"),
        bar,
        Part(fact.removeprefix(FACTS), linker.page(fact), look="id"),
    )


def _counted(fact: str, linker: Linker) -> tuple[str, ...]:
    reading = linker.reading
    found = reading.iris(fact, "cdo:indicator") + reading.iris(fact, "cdo:honor")
    return (*found, *reading.iris(fact, "cdo:object"))
