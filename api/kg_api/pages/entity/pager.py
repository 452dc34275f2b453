"""Wide pages: a page for people shows several of the pages that a description has for programs.

`?page=` counts the pages of the description in every form, so that one address names the same
facts whether it is read as HTML or as Turtle; the page shows those facts among its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.lookup.description import describe, pages_of
from kg.lookup.extent import PAGE
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from kg.lookup.description import Description
    from kg.lookup.index import Index
    from kg_api.pages.entity.parts import Linker

_RATIO = 400 // PAGE
SIZE = _RATIO * PAGE
"""How many of those that point at an entity its page shows at once: all in a province, or as many
facts as are laid out in a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page this is, in words, and the addresses of the pages beside it."""

    here: str
    previous: str | None
    next: str | None


def wide(description: Description, index: Index) -> Description:
    """Return the wide page that holds what this page of a description holds."""
    resource = description.resource
    if description.pages == pages_of(resource, SIZE):
        return description
    return describe(index, resource, (description.page - 1) // _RATIO + 1, size=SIZE)


def of(description: Description, linker: Linker) -> Pager | None:
    """Return the way to the pages beside a wide one; `None` where there is one page only."""
    number, count = description.page, description.pages
    if count == 1:
        return None
    return Pager(
        WORDS[linker.language]["page"].format(number, count),
        address(number - 1, linker) if number > 1 else None,
        address(number + 1, linker) if number < count else None,
    )


def address(number: int, linker: Linker) -> str:
    """Return the address of a wide page, counted from 1."""
    return f"{linker.page(linker.subject)}&page={(number - 1) * _RATIO + 1}"
