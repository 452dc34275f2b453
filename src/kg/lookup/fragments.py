"""What each resource brings to a description, ready to be put together.

A fragment has a resource's Turtle, which was written when the index was made, and the numbers of
the other resources that a description names with it, so that nothing is left to find out.
"""

from __future__ import annotations

import json
from functools import lru_cache
from struct import calcsize, pack, unpack
from typing import TYPE_CHECKING, NamedTuple

from kg.lookup.prefixes import Prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from sqlite3 import Connection

_BRIEFS = 4096
"""Names of neighbours that are kept at hand: those of classes, codes, units, years and so on stand
in nearly every description."""
_NUMBER = calcsize("<I")


class Fragment(NamedTuple):
    """A row of the table; the lists of numbers are packed (`numbers`).

    `is_whole` tells whether the description of what it points at holds all of it. `own` is its
    Turtle (`kg.lookup.blocks`) with the prefixes that it uses. `parts` are the passages of a fact
    and their paragraphs, `around` those that the description of the resource and its parts names,
    `beside` those that it brings along where it is only named itself.
    """

    number: int
    is_whole: bool
    own: bytes
    used: int
    parts: bytes
    around: bytes
    beside: bytes


_COLUMNS = ", ".join(f"fragment.{name}" for name in Fragment._fields)


class Fragments:
    """Reads the fragments of an index; belongs to the thread that opened it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        rows = connection.execute("SELECT code, long FROM fragment_contraction ORDER BY rowid")
        self.codes: tuple[tuple[bytes, bytes], ...] = tuple(rows)
        """What stands in the Turtle for longer texts."""
        rows = connection.execute("SELECT name, iri FROM prefix ORDER BY place")
        self.prefixes = Prefixes(dict(rows.fetchall()))
        """The prefixes of the Turtle."""
        self.brief = lru_cache(maxsize=_BRIEFS)(self._brief)
        """Return the Turtle of what others say of a resource, and the prefixes that it uses."""

    def of(self, number: int) -> Fragment:
        """Return the fragment of a described resource."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM fragment WHERE number = ?",  # noqa: S608 - our own words
            (number,),
        ).fetchone()
        return Fragment(*row)

    def inbound(self, number: int, first: int, count: int) -> tuple[Fragment, ...]:
        """Return those of `count` resources that point at this one, from position `first` on."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM inbound JOIN fragment ON number = subject"  # noqa: S608
            " WHERE resource = ? AND position >= ? AND position < ? ORDER BY position",
            (number, first, first + count),
        )
        return tuple(map(Fragment._make, rows))

    def own(self, found: Iterable[int]) -> Iterator[tuple[int, tuple[bytes, int]]]:
        """Yield the numbers of resources, each with its Turtle and the prefixes that it uses."""
        rows = self._connection.execute(
            "SELECT number, own, used FROM fragment"
            " WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(found)),),
        )
        for number, own, used in rows:
            yield number, (own, used)

    def _brief(self, number: int) -> tuple[bytes, int]:
        brief: bytes
        used: int
        brief, used = self._connection.execute(
            "SELECT brief, brief_used FROM fragment WHERE number = ?", (number,)
        ).fetchone()
        return brief, used


def packed(found: Iterable[int]) -> bytes:
    """Return numbers as they stand in a row: four bytes each, the lowest first."""
    there = sorted(found)
    return pack(f"<{len(there)}I", *there)


def numbers(row: bytes) -> tuple[int, ...]:
    """Return the numbers of a row."""
    return unpack(f"<{len(row) // _NUMBER}I", row)
