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
from kg.names.schema import TABLES, hashed
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.names.classes import EntityClass
    from kg.names.entry import Entry
    from kg.names.roles import Role

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
    chinese: list[tuple[int, int, Role]] = field(default_factory=list)
    latin: list[tuple[str, int, Role]] = field(default_factory=list)
    places: list[tuple[str, int, Role]] = field(default_factory=list)

    @classmethod
    def of(cls, ordered: list[Entry]) -> _Rows:
        rows = cls()
        for number, entry in enumerate(ordered, 1):
            rows.grams.append((number, " ".join(entry.tokens())))
            for form, role in entry.forms().items():
                if has_cjk(form):
                    rows.chinese.append((hashed(form), number, role))
                else:
                    rows.latin.append((form, number, role))
                if entry.is_division:
                    rows.places.append((form, number, role))
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
    above = {entry.iri: entry.within for entry in ordered if entry.is_division}
    rows = []
    for number, entry in enumerate(ordered, 1):
        kind, key = _parts(entry.iri)
        own_class = classes[entry.own_class, kind]
        places = _places(entry, above)
        within = ",".join(map(str, sorted(numbers[iri] for iri in places if iri in numbers)))
        rows.append((number, key, own_class, *_columns(entry), within, _aliases(entry)))
    connection.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
    )
    addresses = sorted((hashed(iri), number) for iri, number in numbers.items())
    connection.executemany("INSERT INTO iri VALUES (?, ?)", addresses)


def _columns(entry: Entry) -> tuple[object, ...]:
    return (
        entry.zh,
        entry.en,
        entry.code,
        entry.begins,
        entry.ends,
        entry.current,
        _lines("/".join(_parts(iri)) for iri in entry.replaced_by),
        entry.level,
        entry.links,
    )


def _places(entry: Entry, above: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the places that it is in, without those that follow from the others."""
    if entry.is_division:
        return entry.within
    return entry.within.difference(*(above.get(place, ()) for place in entry.within))


def _aliases(entry: Entry) -> str:
    return _lines(filter(None, map(fold, entry.aliases)))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(sorted(texts))


def _parts(iri: str) -> tuple[str, str]:
    """Return the kind and the key of an entity's IRI."""
    kind, _, key = iri.removeprefix(_ENTITIES).partition("/")
    return kind, key
