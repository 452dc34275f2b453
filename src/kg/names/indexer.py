"""From entries to the name index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kg.names import forms
from kg.names.roles import Role
from kg.names.schema import TABLES
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.names.catalogue import Entry

_SEARCHED = frozenset((Role.LABEL, Role.ALIAS, Role.ENGLISH))


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Make the index of these entries at `path`, which must not exist."""
    ordered = sorted(entries, key=lambda entry: entry.iri)
    numbers = {entry.iri: number for number, entry in enumerate(ordered, 1)}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(TABLES)
        for entry in ordered:
            _add(connection, entry, numbers)
        connection.execute("INSERT INTO gram (gram) VALUES ('optimize')")


def _add(connection: sqlite3.Connection, entry: Entry, numbers: dict[str, int]) -> None:
    number = numbers[entry.iri]
    found = entry.forms()
    searched = sorted(form for form, role in found if role in _SEARCHED)
    places = sorted(numbers[iri] for iri in entry.within if iri in numbers)
    connection.execute(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            _key(entry.iri),
            entry.own_class,
            entry.zh,
            entry.en,
            entry.code,
            entry.begins,
            entry.ends,
            entry.current,
            "\n".join(map(_key, entry.replaced_by)),
            entry.level,
            entry.links,
            "".join(f",{place}" for place in places) + ",",
            "\n".join(sorted(form for form, role in found if role is Role.ALIAS)),
        ),
    )
    connection.executemany(
        "INSERT INTO form VALUES (?, ?, ?)", ((form, number, role) for form, role in sorted(found))
    )
    tokens = {gram for form in searched for gram in forms.grams(form)}
    connection.execute(
        "INSERT INTO gram (rowid, grams) VALUES (?, ?)", (number, " ".join(sorted(tokens)))
    )


def _key(iri: str) -> str:
    return iri.removeprefix(f"{BASE}id/")
