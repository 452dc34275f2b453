"""What each resource brings to a description, ready to be put together.

A fragment has a resource's Turtle, which was written when the index was made, and the numbers of
the other resources that a description names with it, so that nothing is left to find out. For
most resources it also has the numbers of all that the first page of their description takes,
since that is the page that nearly everybody asks for.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from struct import calcsize, pack, unpack
from typing import TYPE_CHECKING, NamedTuple

from kg.lookup.prefixes import Prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Connection

_BRIEFS = 4096
"""Names of neighbours that are kept at hand: those of classes, codes, units, years and so on stand
in nearly every description."""
_NUMBER = calcsize("<I")
_STEP = 8
"""Statements for so many numbers, and for multiples of that, are prepared once."""


class Fragment(NamedTuple):
    """A row of the table; the lists of numbers are packed (`numbers`).

    `is_whole` tells whether the description of what it points at holds all of it. `parts` are the
    passages of a fact and their paragraphs, `around` those that the description of the resource
    and its parts names, `beside` those that it brings along where it is only named itself.
    """

    number: int
    is_whole: bool
    parts: bytes
    around: bytes
    beside: bytes


class First(NamedTuple):
    """What the first page of the description of a resource takes.

    `own` is the resource's Turtle (`kg.lookup.blocks`) and `used` the prefixes in it. `whole` are
    the others that stand whole on the page, `named` those of which it has the names; both are
    absent where the page also has others, which are only linked.
    """

    own: bytes
    used: int
    whole: bytes | None
    named: bytes | None


_COLUMNS = ", ".join(f"fragment.{name}" for name in Fragment._fields)
_FIRST = {
    True: "SELECT own, used, first_whole, first_named FROM fragment WHERE number = ?",
    False: "SELECT own, used, parts, around FROM fragment WHERE number = ?",
}
"""By whether anything points at the resource."""


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

    def first(self, number: int, *, inbound: bool) -> First:
        """Return what the first page takes; `inbound` says whether anything points at it."""
        row = self._connection.execute(_FIRST[inbound], (number,)).fetchone()
        return First(*row)

    def own(self, found: Sequence[int]) -> list[tuple[bytes, int]]:
        """Return the Turtle of resources, each with the prefixes that it uses, by number.

        The numbers must be in order, each once, and there.
        """
        if not found:
            return []
        # A number that stands there again changes nothing.
        given = (*found, *repeat(found[-1], -len(found) % _STEP))
        rows = self._connection.execute(_own_of(len(given)), given)
        return rows.fetchall()

    def _brief(self, number: int) -> tuple[bytes, int]:
        brief: bytes
        used: int
        brief, used = self._connection.execute(
            "SELECT brief, brief_used FROM fragment WHERE number = ?", (number,)
        ).fetchone()
        return brief, used


@lru_cache
def _own_of(count: int) -> str:
    places = ", ".join("?" * count)
    return f"SELECT own, used FROM fragment WHERE number IN ({places}) ORDER BY number"  # noqa: S608


def packed(found: Iterable[int]) -> bytes:
    """Return numbers as they stand in a row: four bytes each, the lowest first."""
    there = sorted(found)
    return pack(f"<{len(there)}I", *there)


def numbers(row: bytes) -> tuple[int, ...]:
    """Return the numbers of a row."""
    return unpack(f"<{len(row) // _NUMBER}I", row)
