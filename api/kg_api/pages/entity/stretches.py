"""Which kinds of facts point at a resource, and where among all that does.

What points at a resource comes by class, so that the beginning of each class is found by halving;
nothing but a few rows of the index is read, however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg_api.pages.entity.reading import FACTS

if TYPE_CHECKING:
    from kg.lookup.index import Index, Resource
    from kg_api.pages.entity.reading import Reading


@dataclass(frozen=True, slots=True)
class Stretch:
    """Facts of one kind: its name, the position of the first, and how many there are."""

    kind: str
    start: int
    count: int


def stretches(index: Index, resource: Resource) -> tuple[Stretch, ...]:
    """Return the kinds of what points at a resource, in the order of the index."""
    found: list[Stretch] = []
    at = 0
    while at < resource.inbound:
        kind, is_fact = _kind(index, resource, at)
        end = _end(index, resource, at, (kind, is_fact))
        found.append(Stretch(kind, at, end - at))
        at = end
    return tuple(found)


def pointing(
    index: Index, resource: Resource, *kinds: str, limit: int
) -> tuple[tuple[Resource, ...], int]:
    """Return those of these kinds that point at a resource, `limit` of each, and how many of all."""
    found: list[Resource] = []
    count = 0
    for each in stretches(index, resource):
        if each.kind in kinds:
            found += index.inbound(resource, each.start, min(each.count, limit))
            count += each.count
    return tuple(found), count


def take_in(reading: Reading, index: Index, resources: tuple[Resource, ...]) -> None:
    """Read facts that no description has brought yet, and the names of all that they lead to."""
    missing = [each for each in resources if not reading.iris(each.iri, "cdo:statedIn")]
    reading.add_own(index, missing)
    targets: set[str] = set()
    for each in missing:
        targets |= reading.links(each.iri)
    reading.add_labels(index, targets)


def _kind(index: Index, resource: Resource, position: int) -> tuple[str, bool]:
    (subject,) = index.inbound(resource, position, 1)
    return subject.own_class, subject.iri.startswith(FACTS)


def _end(index: Index, resource: Resource, start: int, kind: tuple[str, bool]) -> int:
    """Return the position after the last one of the kind that begins at `start`."""
    low, high = start + 1, resource.inbound
    while low < high:
        middle = (low + high) // 2
        if _kind(index, resource, middle) == kind:
            low = middle + 1
        else:
            high = middle
    return low
