"""The name index of one snapshot, opened to be read."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self

from kg.names.classes import Classes, EntityClass
from kg.names.forms import SHORT, fold, pairs
from kg.names.roles import Role
from kg.names.schema import FILE
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store.snapshot import Snapshot

_COLUMNS = (
    "entity.number, key, name, entity.zh, entity.en, code, begins, ends, current, replaced_by,"
    " level, links, within, aliases"
)
_ROW = f"SELECT {_COLUMNS} FROM entity JOIN class ON class.number = class"  # noqa: S608 - our own
_ENTITIES = f"{BASE}id/"
_LAST = "\U0010ffff"
_CACHED = 20_000  # entities; about 20 MB
_SCANNED = 2000  # forms with one beginning; of more, the first in order


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the index.

    `own_class` is local to the ontology, or an IRI; `within` holds the numbers of the places that
    it is in, of all levels; `names` are folded. The rest is as in `kg.names.entry.Entry`.
    """

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
        year = day[:4]
        return self.begins[:4] <= year and (not self.ends or year <= self.ends[:4])

    def is_surely_valid_at(self, day: str) -> bool:
        """As `is_valid_at`, but of a year of change only the new one holds."""
        year = day[:4]
        ended = year >= self.ends[:4] if self.ends else not self.current
        return self.begins[:4] <= year and not ended


class NameIndex:
    """Finds entities by folded forms; belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        # Immutable: the folder of a snapshot never changes, so that no lock is needed.
        address = f"{path.as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True)
        self.get = lru_cache(maxsize=_CACHED)(self._get)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Open the index of a snapshot; raises `SnapshotError` (`snapshot-damaged`)."""
        try:
            return cls(snapshot.folder / FILE)
        except sqlite3.Error as error:
            raise snapshot.damaged(f"{FILE}: {error}") from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @cached_property
    def classes(self) -> Classes:
        """The classes that entities have."""
        rows = self._connection.execute("SELECT name, zh, en, above, kinds FROM class")
        return Classes(
            EntityClass(name, zh, en, frozenset(above.split("\n")), frozenset(kinds.split("\n")))
            for name, zh, en, above, kinds in rows
        )

    def exact(self, form: str) -> list[tuple[int, Role]]:
        """Return the entities that have this form, and as what."""
        rows = self._connection.execute("SELECT entity, role FROM form WHERE form = ?", (form,))
        return [(number, Role(role)) for number, role in rows]

    def beginning(self, form: str, most: int) -> list[tuple[int, Role, str]]:
        """Return entities with a form that begins so, the shortest forms first.

        A beginning that thousands of forms have is followed up for some of them only.
        """
        rows = self._connection.execute(
            "SELECT entity, role, form FROM ("
            " SELECT entity, role, form FROM form WHERE form >= ? AND form < ? LIMIT ?"
            ") ORDER BY length(form), entity LIMIT ?",
            (form, form + _LAST, _SCANNED, most),
        )
        return [(number, Role(role), found) for number, role, found in rows]

    def holding(self, folded: str, most: int) -> list[int]:
        """Return entities with a name that has all pairs of neighbours of a part, somewhere."""
        if len(folded) == 1:
            return self._grams(f'"{folded}"*', most)
        return self._grams(_all(pairs(folded)), most)

    def with_words(self, words: list[str], most: int) -> list[int]:
        """Return entities whose names in Latin letters have these words, the last perhaps begun."""
        return self._grams(f"{_all(words)}*", most) if words else []

    def like(self, folded: str, most: int) -> set[int]:
        """Return entities whose names are the form but for one character, or have half of it.

        `most` bounds each of the few looks that this takes.
        """
        found: set[int] = set()
        for tokens in _nearly(folded):
            found.update(self._grams(_all(tokens), most))
        return found

    def by_iri(self, iri: str) -> Named | None:
        """Return the entity of an IRI."""
        key = iri.removeprefix(_ENTITIES)
        row = self._connection.execute(f"{_ROW} WHERE key = ?", (key,)).fetchone()
        return _named(row) if row else None

    def places(self) -> list[tuple[str, int, Role]]:
        """Return every form of every division, in order."""
        rows = self._connection.execute("SELECT form, entity, role FROM place ORDER BY form")
        return [(form, number, Role(role)) for form, number, role in rows]

    def read(self, folded: str) -> str:
        """Return the pinyin of folded characters, each read as it is alone; of others themselves."""
        return "".join(self._readings.get(char, char) for char in folded)

    @cached_property
    def _readings(self) -> dict[str, str]:
        rows = self._connection.execute("SELECT syllable, chars FROM reading")
        return {char: syllable for syllable, chars in rows for char in chars}

    def _grams(self, query: str, most: int) -> list[int]:
        """Return the most important entities with these tokens: they are numbered so."""
        rows = self._connection.execute(
            "SELECT rowid FROM gram WHERE gram MATCH ? ORDER BY rowid LIMIT ?", (query, most)
        )
        return [number for (number,) in rows]

    def _get(self, number: int) -> Named:
        row = self._connection.execute(f"{_ROW} WHERE entity.number = ?", (number,)).fetchone()
        return _named(row)


def _named(row: tuple[object, ...]) -> Named:
    number, key, own_class, zh, en, code, begins, ends, current, replaced, level, links, *rest = row
    within, aliases = map(str, rest)
    names = (fold(str(zh)), fold(str(en)), *aliases.split("\n"))
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


def _nearly(folded: str) -> Iterator[list[str]]:
    """Yield sets of tokens of which a name has one where it is like the form.

    A short name is looked for without each of its characters in turn. A longer one has all
    pairs of its first half, or of its second one, where there is one wrong character in it.
    """
    if 1 < len(folded) <= SHORT:
        for at in range(len(folded)):
            yield sorted(set(folded[:at] + folded[at + 1 :]))
    half = len(folded) // 2
    for part in (folded[:half], folded[half:]):
        if len(part) > 1:
            yield pairs(part)


def _all(tokens: list[str]) -> str:
    """Return the FTS5 query for all of these; tokens are folded, so nothing in them is syntax."""
    return " AND ".join(f'"{token}"' for token in tokens)
