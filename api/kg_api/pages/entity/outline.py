"""Which kinds of facts stand on which page, where a description has several.

What points at a resource comes by class, so that the beginning of each class is found by halving;
nothing but a few rows of the index is read, however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.vocab import term
from kg_api.pages.entity.pager import SIZE, address
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from kg.lookup.description import Description
    from kg.lookup.index import Index
    from kg_api.pages.entity.parts import Linker


@dataclass(frozen=True, slots=True)
class Stretch:
    """One kind: its name, how many of it there are, and the page on which it begins."""

    name: str
    count: int
    page: int
    href: str


def outline(description: Description, index: Index, linker: Linker) -> tuple[Stretch, ...]:
    """Return the kinds in the order of the pages; none where there is one page only."""
    if description.pages == 1:
        return ()
    found: list[tuple[str, int, int]] = []
    at, total = 0, description.resource.inbound
    while at < total:
        kind = _class(description, index, at)
        end = _end(description, index, at, kind)
        found.append((kind, at, end - at))
        at = end
    classes = {kind: term(f"cdo:{kind}").value for kind, _, _ in found if "/" not in kind}
    linker.reading.add_labels(index, classes.values())
    other = WORDS[linker.language]["unnamed_group"]
    return tuple(
        Stretch(
            linker.label(classes[kind]) if kind in classes else other,
            count,
            start // SIZE + 1,
            address(start // SIZE + 1, linker),
        )
        for kind, start, count in found
    )


def _class(description: Description, index: Index, position: int) -> str:
    (subject,) = index.inbound(description.resource, position, 1)
    return subject.own_class


def _end(description: Description, index: Index, start: int, kind: str) -> int:
    """Return the position after the last one of the class that begins at `start`."""
    low, high = start + 1, description.resource.inbound
    while low < high:
        middle = (low + high) // 2
        if _class(description, index, middle) == kind:
            low = middle + 1
        else:
            high = middle
    return low
