"""What a reader must know before comparing: where definitions, measures, units, times, bounds differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg_api.pages.entity.parts import Part, Parts
from kg_api.texts.compare import TEXTS
from kg_api.texts.entity import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg_api.pages.compare.families import Families
    from kg_api.pages.compare.gathering import Told
    from kg_api.pages.entity.parts import Linker

    Key = tuple[tuple[str, ...], str]


def of_figures(
    cells: Sequence[Sequence[str]], told: Sequence[Told], linker: Linker
) -> tuple[Parts, ...]:
    """Return what differs between the counties of one row: units, periods, bounds."""
    if sum(bool(cell) for cell in cells) < 2:  # noqa: PLR2004 - nothing to compare
        return ()
    reading = linker.reading

    def unit(fact: str) -> Parts:
        iri = reading.iri(fact, "cdo:unit")
        if iri is None:
            return ()
        return (Part(reading.text(iri, "qudt:symbol") or linker.label(iri)),)

    return _differing(
        cells,
        told,
        linker,
        (("units", unit), ("periods", _period(linker)), ("bounds", _bound(linker))),
    )


def of_honors(
    cells: Sequence[Sequence[str]], told: Sequence[Told], linker: Linker
) -> tuple[Parts, ...]:
    """Return what differs between those who received one honor: the verbs, the periods."""
    if sum(bool(cell) for cell in cells) < 2:  # noqa: PLR2004 - nothing to compare
        return ()
    reading = linker.reading

    def verb(fact: str) -> Parts:
        found = reading.iris(fact, "cdo:verb")
        return linker.listed([Part(linker.label(each)) for each in found])

    return _differing(cells, told, linker, (("verbs", verb), ("periods", _period(linker))))


def of_family(
    rows: Sequence[tuple[Key, Sequence[Sequence[str]]]],
    told: Sequence[Told],
    families: Families,
    linker: Linker,
) -> tuple[Parts, ...]:
    """Return what differs between rows that a reader may take for one: definitions, measures."""
    words = TEXTS[linker.language]
    found: list[Parts] = []
    columns = [_places(cells) for _, cells in rows]
    if len(set().union(*columns)) < 2:  # noqa: PLR2004 - of one county only
        return ()
    defined = list(dict.fromkeys(what for (what, _), _ in rows))
    if len(defined) > 1:
        said: list[Part] = []
        for what in defined:
            named = (*linker.things(what), *_share_of(what, families, linker))
            said += (*((Part(words["gap"]),) if said else ()), *named)
        found.append((Part(words["definitions"]), *said))
    for what in defined:
        here = [
            (key[1], places)
            for (key, _), places in zip(rows, columns, strict=True)
            if key[0] == what
        ]
        if len({frozenset(places) for _, places in here}) > 1:
            found.append(_measures(what, here, told, linker))
    return tuple(found)


def _measures(
    what: tuple[str, ...],
    here: Sequence[tuple[str, set[int]]],
    told: Sequence[Told],
    linker: Linker,
) -> Parts:
    words = TEXTS[linker.language]
    said: list[Part] = []
    for measure, places in here:
        names = linker.things(told[position].iri for position in sorted(places))
        label = linker.label(measure) if measure else words["none"]
        said += (*((Part(words["gap"]),) if said else ()), *names, Part(f" {label}"))
    return (Part(words["measures"].format(linker.thing(what[0]).text)), *said)


def _share_of(what: tuple[str, ...], families: Families, linker: Linker) -> Parts:
    denominators = families.denominators(what[0])
    if not denominators:
        return ()
    opening, closing = TEXTS[linker.language]["share_of"].split("{}")
    return (Part(opening), *linker.things(denominators), Part(closing))


def _period(linker: Linker) -> Callable[[str], Parts]:
    words = TEXTS[linker.language]

    def period(fact: str) -> Parts:
        return linker.things(linker.reading.iris(fact, "cdo:period")) or (Part(words["none"]),)

    return period


def _bound(linker: Linker) -> Callable[[str], Parts]:
    words = TEXTS[linker.language]

    def bound(fact: str) -> Parts:
        code = linker.reading.code(fact, "cdo:bound")
        if code is None:
            return ()
        return (Part(BOUNDS[linker.language].get(code, words["exact"]).strip()),)

    return bound


def _differing(
    cells: Sequence[Sequence[str]],
    told: Sequence[Told],
    linker: Linker,
    asked: Iterable[tuple[str, Callable[[str], Parts]]],
) -> tuple[Parts, ...]:
    """Return a note for each thing in which the cells differ: its name, and what each county has."""
    words = TEXTS[linker.language]
    found = []
    for name, of in asked:
        by_place = [tuple(dict.fromkeys(of(fact) for fact in cell)) for cell in cells]
        values = {frozenset(values) for values in by_place if values}
        if len(values) < 2:  # noqa: PLR2004 - all alike
            continue
        said: list[Part] = []
        for place, has in zip(told, by_place, strict=True):
            if has:
                listed = [part for each in has for part in (Part(words["and"]), *each)][1:]
                said += (
                    *((Part(words["gap"]),) if said else ()),
                    linker.thing(place.iri),
                    Part(" "),
                    *listed,
                )
        found.append((Part(words[name]), *said))
    return tuple(found)


def _places(cells: Sequence[Sequence[str]]) -> set[int]:
    return {position for position, cell in enumerate(cells) if cell}
