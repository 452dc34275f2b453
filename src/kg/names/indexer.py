"""From entries to the name index.

Every table is filled in the order of its key: that takes half the time and two thirds of the
space of filling it as the entries come.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kg.names.forms import fold
from kg.names.rows import insert
from kg.names.schema import KEYS, TABLES
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.names.classes import EntityClass
    from kg.names.entry import Entry
    from kg.names.formtables import FormTables

_HASH = 64 << 20  # bytes of tokens that FTS5 holds before it writes them
_ENTITIES = f"{BASE}id/"


def write(
    path: Path, ordered: list[Entry], classes: Iterable[EntityClass], tables: FormTables
) -> None:
    """Make the index of these entries, which are sorted by importance, at `path`.

    Nothing must exist there. `classes` are those of `kg.names.classes.read` for the `kinds` of
    the entries; `tables` has begun with the tables of forms.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")  # whoever publishes the file syncs it
        connection.executescript(TABLES)
        rows = _Rows(ordered, _fill_classes(connection, classes))
        connection.execute("INSERT INTO gram (gram, rank) VALUES ('hashsize', ?)", (_HASH,))
        connection.executemany(
            "INSERT INTO gram (rowid, grams) VALUES (?, ?)", enumerate(rows.grams, 1)
        )
        connection.execute("INSERT INTO gram (gram) VALUES ('optimize')")
        insert(connection, "entity", rows.entities)
        connection.execute(KEYS)
        tables.into(connection)


def importance(entry: Entry) -> tuple[object, ...]:
    """Return the key by which entries are sorted: the least is the most important."""
    return (entry.level, not entry.current, len(entry.zh or entry.en), entry.iri)


def kinds(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """Return the kinds of entities of each class, as they stand in their IRIs."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        found.setdefault(entry.own_class, set()).add(_parts(entry.iri)[0])
    return found


class _Rows:
    """The rows of the tables, made in one go: all of one entity, then those of the next.

    They are all made before any is inserted. In turn, the two push each other's tables out of the
    processor's cache, which takes a tenth more time.
    """

    def __init__(self, ordered: list[Entry], classes: dict[tuple[str, str], int]) -> None:
        self._classes = classes
        self._within = _Places(ordered)
        self.grams: list[str] = []
        self.entities: list[tuple[object, ...]] = []
        for number, entry in enumerate(ordered, 1):
            self.grams.append(" ".join(entry.tokens()))
            self.entities.append(self._entity(number, entry))

    def _entity(self, number: int, entry: Entry) -> tuple[object, ...]:
        kind, key = _parts(entry.iri)
        return (
            number,
            key,
            self._classes[entry.own_class, kind],
            entry.zh,
            entry.en,
            entry.code,
            entry.begins,
            entry.ends,
            int(entry.current),
            _lines("/".join(_parts(iri)) for iri in entry.replaced_by) if entry.replaced_by else "",
            entry.level,
            entry.links,
            self._within.of(entry),
            _lines(filter(None, map(fold, entry.aliases))) if entry.aliases else "",
        )


def _fill_classes(
    connection: sqlite3.Connection, classes: Iterable[EntityClass]
) -> dict[tuple[str, str], int]:
    """Fill the classes; return the number of each class with each kind."""
    rows = sorted(
        (each.name, kind, each.zh, each.en, _lines(each.above))
        for each in classes
        for kind in each.kinds or ("",)
    )
    connection.executemany(
        "INSERT INTO class VALUES (?, ?, ?, ?, ?, ?)",
        ((number, *row) for number, row in enumerate(rows, 1)),
    )
    return {(name, kind): number for number, (name, kind, *_) in enumerate(rows, 1)}


class _Places:
    """The column of the places that a thing is in."""

    def __init__(self, ordered: list[Entry]) -> None:
        self._numbers = {entry.iri: number for number, entry in enumerate(ordered, 1)}
        self._above = {entry.iri: entry.within for entry in ordered if entry.is_division}
        self._known: dict[tuple[bool, frozenset[str]], str] = {}

    def of(self, entry: Entry) -> str:
        """Return the numbers; of what is no division, without those that follow from others."""
        key = entry.is_division, entry.within
        if key not in self._known:  # most things are in the same place as others
            follow = () if entry.is_division else (self._above.get(x, ()) for x in entry.within)
            places = entry.within.difference(*follow)
            found = sorted(self._numbers[iri] for iri in places if iri in self._numbers)
            self._known[key] = ",".join(map(str, found))
        return self._known[key]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(sorted(texts))


def _parts(iri: str) -> tuple[str, str]:
    """Return the kind and the key of an entity's IRI."""
    kind, _, key = iri.removeprefix(_ENTITIES).partition("/")
    return kind, key
