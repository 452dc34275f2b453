"""How far a page of a description reaches: what stands whole on it, and what is only named."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.lookup.fragments import numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.lookup.fragments import Fragment


@dataclass(frozen=True, eq=False)
class Extent:
    """The resource that is described, and those that point at it, as far as they are on the page.

    Everything is in exactly one of `whole`, `parts`, `linked` and `named`, by number.
    """

    first: Fragment
    inbound: tuple[Fragment, ...]

    @cached_property
    def whole(self) -> Mapping[int, Fragment]:
        """The resource, and the facts and passages that point at it."""
        found = {each.number: each for each in self.inbound if each.is_whole}
        found[self.first.number] = self.first
        return found

    @cached_property
    def parts(self) -> frozenset[int]:
        """The evidence of the facts, which is whole too."""
        rows = b"".join([each.parts for each in self.whole.values()])
        return frozenset(numbers(rows)).difference(self.whole)

    @cached_property
    def linked(self) -> frozenset[int]:
        """Those that point at the resource, of which no more is said than this and their names."""
        return frozenset(each.number for each in self._others) - self.parts

    @cached_property
    def named(self) -> frozenset[int]:
        """Those of which only their names are said, and what is short of them."""
        rows = [each.around for each in self.whole.values()]
        rows += [each.beside for each in self._others]
        found = frozenset(numbers(b"".join(rows)))
        return found.difference(self.whole, self.parts, self.linked)

    @cached_property
    def _others(self) -> list[Fragment]:
        return [each for each in self.inbound if not each.is_whole]
