"""From entries to the name index.

Every table is filled in the order of its key: that takes half the time and two thirds of the
space of filling it as the entries come.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kg.names import readings
from kg.names.forms import fold
from kg.names.schema import KEYS, TABLES
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.names.classes import EntityClass
    from kg.names.entry import Entry
    from kg.names.roles import Role

_HASH = 64 << 20  # bytes of tokens that FTS5 holds before it writes them
_ENTITIES = f"{BASE}id/"


def write(path: Path, entries: Iterable[Entry], classes: Iterable[EntityClass] = ()) -> None:
    """Make the index of these entries at `path`, which must not exist.

    `classes` must have each entry's own class; of one that is missing only the name is known.
    """
    ordered = sorted(entries, key=_importance)
    numbers = {entry.iri: number for number, entry in enumerate(ordered, 1)}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")  # whoever publishes the file syncs it
        connection.executescript(TABLES)
        _fill_grams(connection, ordered)
        named = _fill_classes(connection, ordered, classes)
        connection.executemany(
            "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_row(number, entry, numbers, named) for number, entry in enumerate(ordered, 1)),
        )
        connection.execute(KEYS)
        _fill_forms(connection, ordered)
        connection.executemany(
            "INSERT INTO reading VALUES (?, ?)", sorted(readings.of_characters().items())
        )


def kinds(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """Return the kinds of entities of each class, as they stand in their IRIs."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        found.setdefault(entry.own_class, set()).add(_key(entry.iri).partition("/")[0])
    return found


def _importance(entry: Entry) -> tuple[object, ...]:
    return (entry.level, not entry.current, len(entry.zh or entry.en), entry.iri)


def _fill_grams(connection: sqlite3.Connection, ordered: list[Entry]) -> None:
    connection.execute("INSERT INTO gram (gram, rank) VALUES ('hashsize', ?)", (_HASH,))
    connection.executemany(
        "INSERT INTO gram (rowid, grams) VALUES (?, ?)",
        ((number, " ".join(sorted(entry.tokens()))) for number, entry in enumerate(ordered, 1)),
    )
    connection.execute("INSERT INTO gram (gram) VALUES ('optimize')")


def _fill_classes(
    connection: sqlite3.Connection, ordered: list[Entry], classes: Iterable[EntityClass]
) -> dict[str, int]:
    known = {each.name: each for each in classes}
    names = sorted({*known, *(entry.own_class for entry in ordered)})
    numbers = {name: number for number, name in enumerate(names, 1)}
    for name, number in numbers.items():
        each = known.get(name)
        row = (each.zh, each.en, _lines(each.above), _lines(each.kinds)) if each else ("",) * 4
        connection.execute("INSERT INTO class VALUES (?, ?, ?, ?, ?, ?)", (number, name, *row))
    return numbers


def _row(
    number: int, entry: Entry, numbers: dict[str, int], classes: dict[str, int]
) -> tuple[object, ...]:
    places = sorted(numbers[iri] for iri in entry.within if iri in numbers)
    return (
        number,
        _key(entry.iri),
        classes[entry.own_class],
        entry.zh,
        entry.en,
        entry.code,
        entry.begins,
        entry.ends,
        entry.current,
        _lines(map(_key, entry.replaced_by)),
        entry.level,
        entry.links,
        ",".join(map(str, places)),
        _lines(filter(None, map(fold, entry.aliases))),
    )


def _fill_forms(connection: sqlite3.Connection, ordered: list[Entry]) -> None:
    rows = sorted(_form_rows(ordered))
    connection.executemany("INSERT INTO form VALUES (?, ?, ?)", rows)
    divisions = {number for number, entry in enumerate(ordered, 1) if entry.is_division}
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?)", (row for row in rows if row[1] in divisions)
    )


def _form_rows(ordered: list[Entry]) -> Iterator[tuple[str, int, Role]]:
    for number, entry in enumerate(ordered, 1):
        for form, role in entry.forms().items():
            yield form, number, role


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(sorted(texts))


def _key(iri: str) -> str:
    return iri.removeprefix(_ENTITIES)
