"""The tables of forms: what a whole name, or the beginning of one, is looked up in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kg.names import readings
from kg.names.forms import has_cjk
from kg.names.rows import insert
from kg.names.schema import FORM_TABLES, hashed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from kg.names.entry import Entry


class FormTables(Protocol):
    """What fills the tables of forms of an index."""

    def begin(self, ordered: Sequence[Entry]) -> None:
        """Take the entries, in the order of their numbers, which are counted from 1."""

    def into(self, connection: sqlite3.Connection) -> None:
        """Make the tables, with all their rows, in this index."""


class Here:
    """They are filled when they are asked for."""

    def __init__(self) -> None:
        self._ordered: Sequence[Entry] = ()

    def begin(self, ordered: Sequence[Entry]) -> None:
        """Take the entries."""
        self._ordered = ordered

    def into(self, connection: sqlite3.Connection) -> None:
        """Make and fill the tables."""
        fill(connection, self._ordered)


def fill(connection: sqlite3.Connection, ordered: Iterable[Entry]) -> None:
    """Make the tables, and fill each in the order of its key."""
    connection.executescript(FORM_TABLES)
    chinese: list[tuple[int, int, int]] = []
    latin: list[tuple[str, int, int]] = []
    places: list[tuple[str, int, int]] = []
    for number, entry in enumerate(ordered, 1):
        forms = entry.forms()
        for form, role in forms.items():
            if has_cjk(form):
                chinese.append((hashed(form), number, int(role)))
            else:
                latin.append((form, number, int(role)))
        if entry.is_division:
            places += ((form, number, int(role)) for form, role in forms.items())
    insert(connection, "chinese", sorted(chinese))
    insert(connection, "latin", sorted(latin))
    insert(connection, "place", sorted(places))
    insert(connection, "reading", sorted(readings.of_characters().items()))
