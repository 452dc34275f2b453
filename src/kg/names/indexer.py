"""From entries to the name index.

Every table is filled in the order of its key: that takes half the time and two thirds of the
space of filling it as the entries come.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.names import readings
from kg.names.forms import fold, has_cjk
from kg.names.schema import KEYS, TABLES, hashed
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.names.classes import EntityClass
    from kg.names.entry import Entry

_HASH = 64 << 20  # bytes of tokens that FTS5 holds before it writes them
_ENTITIES = f"{BASE}id/"


def write(path: Path, entries: Iterable[Entry], classes: Iterable[EntityClass] = ()) -> None:
    """Make the index of these entries at `path`, which must not exist.

    Of an own class that is not among `classes` only the name is known.
    """
    ordered = sorted(entries, key=_importance)
    rows = _Rows.of(ordered)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")  # whoever publishes the file syncs it
        connection.executescript(TABLES)
        connection.execute("INSERT INTO gram (gram, rank) VALUES ('hashsize', ?)", (_HASH,))
        connection.executemany("INSERT INTO gram (rowid, grams) VALUES (?, ?)", rows.grams)
        connection.execute("INSERT INTO gram (gram) VALUES ('optimize')")
        numbers = _fill_classes(connection, ordered, classes)
        _fill_entities(connection, ordered, numbers)
        connection.executemany("INSERT INTO chinese VALUES (?, ?, ?)", sorted(rows.chinese))
        connection.executemany("INSERT INTO latin VALUES (?, ?, ?)", sorted(rows.latin))
        connection.executemany("INSERT INTO place VALUES (?, ?, ?)", sorted(rows.places))
        characters = sorted(readings.of_characters().items())
        connection.executemany("INSERT INTO reading VALUES (?, ?)", characters)


def kinds(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """Return the kinds of entities of each class, as they stand in their IRIs."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        found.setdefault(entry.own_class, set()).add(_parts(entry.iri)[0])
    return found


@dataclass(slots=True)
class _Rows:
    """The rows of the tables by which entities are found."""

    grams: list[tuple[int, str]] = field(default_factory=list)
    chinese: list[tuple[int, int, int]] = field(default_factory=list)
    latin: list[tuple[str, int, int]] = field(default_factory=list)
    places: list[tuple[str, int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, ordered: list[Entry]) -> _Rows:
        rows = cls()
        for number, entry in enumerate(ordered, 1):
            rows.grams.append((number, " ".join(entry.tokens())))
            for form, role in entry.forms().items():
                if form.isascii() or not has_cjk(form):
                    rows.latin.append((form, number, int(role)))
                else:
                    rows.chinese.append((hashed(form), number, int(role)))
                if entry.is_division:
                    rows.places.append((form, number, int(role)))
        return rows


def _importance(entry: Entry) -> tuple[object, ...]:
    return (entry.level, not entry.current, len(entry.zh or entry.en), entry.iri)


def _fill_classes(
    connection: sqlite3.Connection, ordered: list[Entry], classes: Iterable[EntityClass]
) -> dict[tuple[str, str], int]:
    """Fill the classes; return the number of each class with each kind."""
    known = {each.name: each for each in classes}
    found = {(entry.own_class, _parts(entry.iri)[0]) for entry in ordered}
    found |= {(each.name, "") for each in known.values() if not each.kinds}
    numbers = {pair: number for number, pair in enumerate(sorted(found), 1)}
    for (name, kind), number in numbers.items():
        each = known.get(name)
        row = (each.zh, each.en, _lines(each.above)) if each else ("", "", "")
        connection.execute(
            "INSERT INTO class VALUES (?, ?, ?, ?, ?, ?)", (number, name, kind, *row)
        )
    return numbers


def _fill_entities(
    connection: sqlite3.Connection, ordered: list[Entry], classes: dict[tuple[str, str], int]
) -> None:
    numbers = {entry.iri: number for number, entry in enumerate(ordered, 1)}
    places = _Places(ordered, numbers)
    connection.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(number, entry, classes, places) for number, entry in enumerate(ordered, 1)),
    )
    connection.execute(KEYS)


def _row(
    number: int, entry: Entry, classes: dict[tuple[str, str], int], places: _Places
) -> tuple[object, ...]:
    kind, key = _parts(entry.iri)
    return (
        number,
        key,
        classes[entry.own_class, kind],
        entry.zh,
        entry.en,
        entry.code,
        entry.begins,
        entry.ends,
        int(entry.current),
        _lines("/".join(_parts(iri)) for iri in entry.replaced_by) if entry.replaced_by else "",
        entry.level,
        entry.links,
        places.of(entry),
        _lines(filter(None, map(fold, entry.aliases))) if entry.aliases else "",
    )


class _Places:
    """The column of the places that a thing is in."""

    def __init__(self, ordered: list[Entry], numbers: dict[str, int]) -> None:
        self._numbers = numbers
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
