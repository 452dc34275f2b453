"""The name index of one snapshot, opened to be read."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.names import forms
from kg.names.roles import Role
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_COLUMNS = (
    "number, key, class, zh, en, code, begins, ends, current, replaced_by, level, links, within,"
    " aliases"
)
_ENTITIES = f"{BASE}id/"
_LAST = "\U0010ffff"
_CACHED = 20_000  # entities; about 20 MB
_SHORT = 6  # characters


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the index; `within` holds the numbers of the places it is in."""

    number: int
    iri: str
    own_class: str
    zh: str
    en: str
    code: str
    begins: str
    ends: str
    current: bool
    replaced_by: tuple[str, ...]
    level: int
    links: int
    within: frozenset[int] = field(repr=False)
    names: tuple[str, ...] = field(repr=False)

    def is_valid_at(self, day: str) -> bool:
        """Whether it was there on a day or in a year (ISO 8601), as far as the sources tell.

        The sources tell years: of a year in which something ended and another began, both hold.
        """
        if not self.begins and not self.ends:
            return self.current
        return (not self.begins or self.begins[:4] <= day[:4]) and (
            self.current if not self.ends else day[:4] <= self.ends[:4]
        )


class NameIndex:
    """Finds entities by folded forms; belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        address = f"{path.as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True)
        self.get = lru_cache(maxsize=_CACHED)(self._get)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def exact(self, form: str) -> list[tuple[int, Role]]:
        """Return the entities that have this form, and as what."""
        rows = self._connection.execute("SELECT entity, role FROM form WHERE form = ?", (form,))
        return [(number, Role(role)) for number, role in rows]

    def beginning(self, form: str, most: int) -> list[tuple[int, Role, str]]:
        """Return entities with a form that begins so, the shortest forms first."""
        rows = self._connection.execute(
            "SELECT entity, role, form FROM form WHERE form >= ? AND form < ?"
            " ORDER BY length(form), form LIMIT ?",
            (form, form + _LAST, most),
        )
        return [(number, Role(role), found) for number, role, found in rows]

    def holding(self, form: str, most: int) -> list[int]:
        """Return entities with a searched name that has all pairs of neighbours of the form."""
        tokens = forms.grams(form)
        wanted = tokens[len(form) :] or tokens
        return self._grams(" AND ".join(_quoted(wanted)), most)

    def like(self, form: str, most: int) -> set[int]:
        """Return entities whose names are the form but for one character, or have half of it.

        `most` bounds each of the few looks that this takes.
        """
        found: set[int] = set()
        for grams in _nearly(form):
            found.update(self._grams(" AND ".join(_quoted(grams)), most))
        return found

    def by_iri(self, iri: str) -> Named | None:
        """Return the entity of an IRI."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM entity WHERE key = ?",  # noqa: S608
            (iri.removeprefix(_ENTITIES),),
        ).fetchone()
        return _named(row) if row else None

    def divisions(self) -> list[tuple[str, int]]:
        """Return every form of a division but its code and its initials, with its number."""
        kinds = (Role.LABEL, Role.ALIAS, Role.ENGLISH, Role.SHORT, Role.PINYIN, Role.SHORT_PINYIN)
        marks = ",".join("?" * len(kinds))
        rows = self._connection.execute(
            "SELECT form, entity FROM form JOIN entity ON number = entity"  # noqa: S608
            f" WHERE level < 9 AND role IN ({marks})",
            kinds,
        )
        return rows.fetchall()

    def _grams(self, query: str, most: int) -> list[int]:
        rows = self._connection.execute(
            "SELECT rowid FROM gram WHERE gram MATCH ? LIMIT ?", (query, most)
        )
        return [number for (number,) in rows]

    def _get(self, number: int) -> Named:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM entity WHERE number = ?",  # noqa: S608
            (number,),
        ).fetchone()
        return _named(row)


def _named(row: tuple[object, ...]) -> Named:
    number, key, own_class, zh, en, code, begins, ends, current, replaced, level, links, *rest = row
    within, aliases = (str(value) for value in rest)
    names = (forms.fold(str(zh)), forms.fold(str(en)), *aliases.split("\n"))
    return Named(
        int(str(number)),
        f"{_ENTITIES}{key}",
        str(own_class),
        str(zh),
        str(en),
        str(code),
        str(begins),
        str(ends),
        bool(current),
        tuple(f"{_ENTITIES}{other}" for other in str(replaced).split()),
        int(str(level)),
        int(str(links)),
        frozenset(int(place) for place in within.split(",") if place),
        tuple(name for name in names if name),
    )


def _nearly(form: str) -> Iterator[list[str]]:
    """Yield sets of grams of which a name has one where it is like the form.

    A short name is looked for without each of its characters in turn. A longer one has all
    pairs of its first half, or of its second one, where there is one wrong character in it.
    """
    if len(form) <= _SHORT:
        for at in range(len(form) if len(form) > 1 else 0):
            yield sorted(set(form[:at] + form[at + 1 :]))
        return
    half = len(form) // 2
    for part in (form[:half], form[half:]):
        yield forms.grams(part)[len(part) :]


def _quoted(tokens: Iterable[str]) -> list[str]:
    return [f'"{token}"' for token in tokens]
