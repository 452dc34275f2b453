"""What a map shows: one honor, or one indicator by measure and period, of counties with a place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.vocab import term
from kg_api.pages.entity.figures import figure
from kg_api.pages.entity.parts import Part, Parts
from kg_api.pages.entity.reading import ENTITIES, FACTS
from kg_api.pages.entity.series import measured
from kg_api.pages.entity.stretches import pointing, take_in
from kg_api.texts.map import TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lookup.index import Index
    from kg_api.pages.entity.parts import Linker
    from kg_api.pages.entity.series import Measured

KINDS = {"indicator": "Indicator", "honor": "Honor"}
_MOST = 3000
"""Facts of one indicator or honor that are read."""
_OFFERED = 60
_EAST, _NORTH = 180, 90  # degrees


@dataclass(frozen=True, slots=True)
class Thing:
    """What may be shown: its name, and the end of its IRI, such as `honor/green-factory`."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that may be compared: measure, period, how many counties; its parameters."""

    name: str
    count: int
    measure: str
    period: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A county: its name, its page, where it stands in degrees as the source has it, what is told.

    `size` is from 0 to 1, `exact` whether the number is one.
    """

    iri: str
    name: Part
    longitude: str
    latitude: str
    says: Parts
    period: Parts
    facts: Parts
    size: float
    exact: bool

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude as numbers; `None` where they are not told, or none of a place."""
        try:
            longitude, latitude = float(self.longitude), float(self.latitude)
        except ValueError:
            return None
        known = abs(longitude) <= _EAST and abs(latitude) <= _NORTH
        return (longitude, latitude) if known else None


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows; `without` are counties whose place is not known, `others` no counties."""

    title: Part
    series: tuple[Series, ...]
    spots: tuple[Spot, ...]
    without: Parts
    others: int


def things(index: Index, linker: Linker) -> dict[str, tuple[Thing, ...]]:
    """Return the indicators and honors of which most is told, those first."""
    found = {}
    for kind, own_class in KINDS.items():
        iris = [each.iri for each in index.most_linked(own_class, _OFFERED)]
        linker.reading.add_labels(index, iris)
        found[kind] = tuple(Thing(linker.label(iri), iri.removeprefix(ENTITIES)) for iri in iris)
    return found


def shown(key: str, measure: str, period: str, index: Index, linker: Linker) -> Shown | None:
    """Return what is told of counties in an indicator or honor; `None` where there is no such."""
    resource = index.find(f"{ENTITIES}{key}")
    if resource is None or key.partition("/")[0] not in KINDS:
        return None
    reading = linker.reading
    reading.add_own(index, (resource,))
    facts, _ = pointing(index, resource, "Observation", "HonorTally", "Conferral", limit=_MOST)
    take_in(reading, index, facts)
    told = [each.iri for each in facts]
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in told:
        groups[_key(fact, linker, resource.iri)].append(fact)
    groups.pop(("", ""), None)
    counted = {
        at: len({_subject(fact, linker) for fact in found} & _counties(found, linker))
        for at, found in groups.items()
    }
    at = (measure, period)
    if at not in groups:
        at = max(counted, key=lambda each: (counted[each], each), default=("", ""))
    series = tuple(
        Series(_name(each, linker), count, *each, chosen=each == at)
        for each, count in sorted(counted.items(), key=lambda each: -each[1])
        if count
    )
    return _shown(resource.iri, series, groups.get(at, []), index, linker)


def _shown(
    iri: str, series: Sequence[Series], facts: Sequence[str], index: Index, linker: Linker
) -> Shown:
    by_place: defaultdict[str, list[str]] = defaultdict(list)
    counties = _counties(facts, linker)
    for fact in facts:
        by_place[_subject(fact, linker)].append(fact)
    found = [each for place in counties if (each := index.find(place))]
    linker.reading.add_own(index, found)
    numbers = {fact: measured(fact, linker.reading) for fact in facts}
    most = max((abs(each.value) for each in numbers.values() if each), default=None)
    placed: list[Spot] = []
    without: list[Spot] = []
    for place in sorted(counties, key=lambda each: _largest(by_place[each], numbers), reverse=True):
        spot = _spot(place, by_place[place], numbers, float(most or 0), linker)
        (without if spot.point is None else placed).append(spot)
    return Shown(
        linker.thing(iri),
        tuple(series),
        tuple(placed),
        linker.listed([spot.name for spot in without]),
        len(by_place.keys() - counties),
    )


def _spot(
    place: str,
    facts: Sequence[str],
    numbers: dict[str, Measured | None],
    most: float,
    linker: Linker,
) -> Spot:
    reading = linker.reading
    own = [each for fact in facts if (each := numbers[fact])]
    largest = float(max((abs(each.value) for each in own), default=0))
    said: list[Part] = []
    for fact in facts:
        if reading.kind(fact) == "Conferral":
            continue
        told = figure(fact, linker)
        says = told.value if told.has_value else (told.printed or told.value)
        said += (*((Part(TEXTS[linker.language]["gap"]),) if said else ()), *says)
    periods = dict.fromkeys(iri for fact in facts for iri in reading.iris(fact, "cdo:period"))
    chips = [Part(fact.removeprefix(FACTS), linker.page(fact), look="id") for fact in facts]
    return Spot(
        place,
        linker.thing(place),
        reading.text(place, "cdo:longitude") or "",
        reading.text(place, "cdo:latitude") or "",
        tuple(said),
        linker.things(periods),
        tuple(chips),
        (largest / most) ** 0.5 if most and own else 0.5,
        all(each.bound == "exact" for each in own),
    )


def _key(fact: str, linker: Linker, iri: str) -> tuple[str, str]:
    """Return measure and period of a figure, `conferred` of an honor; empty for what is neither."""
    reading = linker.reading
    if reading.kind(fact) == "Conferral":
        return ("conferred", "") if iri in reading.iris(fact, "cdo:honor") else ("", "")
    if iri not in reading.iris(fact, "cdo:indicator") + reading.iris(fact, "cdo:honor"):
        return "", ""
    period = reading.iri(fact, "cdo:period") or ""
    return reading.code(fact, "cdo:measure") or "", period.removeprefix(f"{ENTITIES}period/")


def _name(key: tuple[str, str], linker: Linker) -> str:
    words = TEXTS[linker.language]
    measure, period = key
    if measure == "conferred":
        return words["conferred"]
    when = linker.label(f"{ENTITIES}period/{period}") if period else words["no_period"]
    return f"{linker.label(_measure(measure))} · {when}"


def _measure(code: str) -> str:
    return term(f"cdo:measure-{code}").value


def _subject(fact: str, linker: Linker) -> str:
    reading = linker.reading
    role = "cdo:recipient" if reading.kind(fact) == "Conferral" else "cdo:about"
    return reading.iri(fact, role) or ""


def _counties(facts: Sequence[str], linker: Linker) -> set[str]:
    subjects = {_subject(fact, linker) for fact in facts}
    return {iri for iri in subjects if linker.reading.kind(iri) == "County"}


def _largest(facts: Sequence[str], numbers: dict[str, Measured | None]) -> float:
    return max((float(each.value) for fact in facts if (each := numbers[fact])), default=0.0)
