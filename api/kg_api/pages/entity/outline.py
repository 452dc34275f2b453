"""Which kinds of facts stand on which page, where a description has several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.vocab import term
from kg_api.pages.entity.pager import SIZE, address
from kg_api.pages.entity.stretches import stretches
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from kg.lookup.description import Description
    from kg.lookup.index import Index
    from kg_api.pages.entity.parts import Linker


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name, how many of it there are, and the page on which it begins."""

    name: str
    count: int
    page: int
    href: str


def outline(description: Description, index: Index, linker: Linker) -> tuple[Kind, ...]:
    """Return the kinds in the order of the pages; none where there is one page only."""
    if description.pages == 1:
        return ()
    found = stretches(index, description.resource)
    classes = {each.kind: term(f"cdo:{each.kind}").value for each in found if "/" not in each.kind}
    linker.reading.add_labels(index, classes.values())
    other = WORDS[linker.language]["unnamed_group"]
    return tuple(
        Kind(
            linker.label(classes[each.kind]) if each.kind in classes else other,
            each.count,
            each.start // SIZE + 1,
            address(each.start // SIZE + 1, linker),
        )
        for each in found
    )
