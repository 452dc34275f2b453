"""What is told of each county: its figures, counts of honors, and conferrals, read from the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg_api.pages.entity.stretches import pointing, take_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lookup.index import Index
    from kg_api.pages.entity.parts import Linker

_MOST = 150
"""Facts of each kind that are read of one county."""


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of one county: figures with counts of honors, and honors that it received.

    `beyond` is how many more there are than are read.
    """

    iri: str
    figures: tuple[str, ...]
    honors: tuple[str, ...]
    beyond: int = 0


def gather(iris: Sequence[str], index: Index, linker: Linker) -> tuple[Told, ...]:
    """Read the facts of these counties and the names of all that they lead to."""
    return tuple(_told(iri, index, linker) for iri in iris)


def _told(iri: str, index: Index, linker: Linker) -> Told:
    resource = index.find(iri)
    if resource is None:
        return Told(iri, (), ())
    reading = linker.reading
    reading.add_own(index, (resource,))
    figures, said = pointing(index, resource, "Observation", "HonorTally", limit=_MOST)
    honors, conferred = pointing(index, resource, "Conferral", limit=_MOST)
    take_in(reading, index, (*figures, *honors))
    return Told(
        iri,
        tuple(each.iri for each in figures if reading.iris(each.iri, "cdo:about") == (iri,)),
        tuple(each.iri for each in honors if iri in reading.iris(each.iri, "cdo:recipient")),
        said + conferred - len(figures) - len(honors),
    )
