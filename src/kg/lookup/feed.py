"""The changes of all resources as an event stream that a harvester follows.

Linked Data Event Streams (https://w3id.org/ldes/specification) over the TREE vocabulary; each
member is an activity of ActivityStreams 2.0: create, update or delete, of one resource, at a
time. The oldest member stands first. A full page never changes; who has read up to a time
follows only the relations that lead past it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg.vocab import BASE, RDF_TYPE, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.lookup.index import Change, Index

PAGE = 500
"""Members of a page."""
STREAM = NamedNode(f"{BASE}changes")
_KINDS = {"create": "as:Create", "update": "as:Update", "delete": "as:Delete"}
_MOMENT = term("xsd:dateTime")


@dataclass(frozen=True, slots=True)
class Feed:
    """The stream as one snapshot tells it, in pages of `size` members."""

    index: Index
    size: int = PAGE

    @property
    def pages(self) -> int:
        """How many pages there are: one at least."""
        return max(1, -(-self.index.last_change() // self.size))

    def is_full(self, number: int) -> bool:
        """Whether nothing can be added to this page any more."""
        return number * self.size <= self.index.last_change()

    def members(self, number: int) -> tuple[Change, ...]:
        """Return the changes of one page, counted from 1, the oldest first."""
        return self.index.changes(self._first(number), self.size)

    def root(self) -> Iterator[Triple]:
        """Yield the stream itself and, for each page, a relation that says when it ends.

        A page that is full holds nothing later than its last member (`tree:LessThanOrEqualTo…`),
        so a harvester that has read past that time leaves it out.
        """
        yield Triple(STREAM, RDF_TYPE, term("ldes:EventStream"))
        yield Triple(STREAM, term("ldes:timestampPath"), term("as:published"))
        yield Triple(STREAM, term("ldes:versionOfPath"), term("as:object"))
        yield Triple(STREAM, term("tree:view"), _node())
        yield Triple(_node(), RDF_TYPE, term("tree:Node"))
        for number in range(1, self.pages + 1):
            yield from self._relation(_node(), number)

    def page(self, number: int) -> Iterator[Triple]:
        """Yield the members of one page, counted from 1, and the relation to the next."""
        here = _node(number)
        yield Triple(STREAM, RDF_TYPE, term("ldes:EventStream"))
        yield Triple(STREAM, term("tree:view"), here)
        yield Triple(here, RDF_TYPE, term("tree:Node"))
        if number < self.pages:
            yield from self._relation(here, number + 1)
        for change in self.members(number):
            yield from _member(here, change)

    def _first(self, number: int) -> int:
        return (number - 1) * self.size + 1

    def _relation(self, origin: NamedNode, number: int) -> Iterator[Triple]:
        relation = NamedNode(f"{origin.value}#to-{number}")
        yield Triple(origin, term("tree:relation"), relation)
        yield Triple(relation, term("tree:node"), _node(number))
        full = self.is_full(number)
        at = number * self.size if full else self._first(number)
        kind = "LessThan" if full else "GreaterThan"
        yield Triple(relation, RDF_TYPE, term(f"tree:{kind}OrEqualToRelation"))
        for change in self.index.changes(at, 1):
            yield Triple(relation, term("tree:path"), term("as:published"))
            yield Triple(relation, term("tree:value"), Literal(change.at, datatype=_MOMENT))


def _node(number: int | None = None) -> NamedNode:
    return NamedNode(f"{BASE}changes/{number}" if number else f"{BASE}changes/pages")


def _member(page: NamedNode, change: Change) -> Iterator[Triple]:
    member = NamedNode(f"{page.value}#change-{change.number}")
    yield Triple(STREAM, term("tree:member"), member)
    yield Triple(member, RDF_TYPE, term(_KINDS[change.kind]))
    yield Triple(member, term("as:object"), NamedNode(change.iri))
    yield Triple(member, term("as:published"), Literal(change.at, datatype=_MOMENT))
