"""The name index of one snapshot, opened to be read."""

from __future__ import annotations

import sqlite3
import threading
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self

from kg.names.classes import Classes, EntityClass
from kg.names.forms import SHORT, beginning, fold, has_cjk, pairs
from kg.names.named import NO_DIVISION, Named
from kg.names.roles import Role
from kg.names.schema import FILE, hashed
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.store.snapshot import Snapshot

_COLUMNS = (
    "entity.number, kind, key, name, entity.zh, entity.en, code, begins, ends, current,"
    " replaced_by, level, links, within, aliases"
)
_ROWS = f"SELECT {_COLUMNS} FROM entity JOIN class ON class.number = class"  # noqa: S608 - our own
_ENTITIES = f"{BASE}id/"
_LAST = "\U0010ffff"
_CACHED = 20_000  # entities; about 20 MB
_AT_ONCE = 500  # entities in one statement
_PLACES = 8192  # places that things are in, which most of them share with others
_LOOKS = 64  # parts of names that are remembered: one search asks for the same more than once
_SCANNED = 2000  # forms with one beginning; of more, the first in order


class NameIndex:
    """Finds entities by folded forms, in any thread: each has a connection of its own."""

    def __init__(self, path: Path) -> None:
        # Immutable: the folder of a snapshot never changes, so that no lock is needed.
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._known: dict[int, Named] = {}
        self._grams = lru_cache(maxsize=_LOOKS)(self._find_grams)
        self._within = lru_cache(maxsize=_PLACES)(self._places)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Open the index of a snapshot; raises `SnapshotError` (`snapshot-damaged`)."""
        try:
            return cls(snapshot.folder / FILE)
        except sqlite3.Error as error:
            raise snapshot.damaged(f"{FILE}: {error}") from error

    def close(self) -> None:
        """Close the file in this thread; another thread's connection ends with the thread."""
        self._connection.close()
        del self._local.connection

    @property
    def _connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = sqlite3.connect(self._address, uri=True)
        return found

    @cached_property
    def classes(self) -> Classes:
        """The classes that entities have, and those above them."""
        found: dict[str, EntityClass] = {}
        for name, kind, zh, en, above in self._connection.execute(
            "SELECT name, kind, zh, en, above FROM class"
        ):
            kinds = {kind} - {""} | (found[name].kinds if name in found else set())
            supers = frozenset(above.split("\n")) - {""}
            found[name] = EntityClass(name, zh, en, supers, frozenset(kinds))
        return Classes(found.values())

    @cached_property
    def count(self) -> int:
        """How many entities there are; they are numbered from 1."""
        (last,) = self._connection.execute("SELECT MAX(number) FROM entity").fetchone()
        return last or 0

    def get(self, number: int) -> Named:
        """Return the entity with this number."""
        known = self._known.get(number)
        return known or self.all((number,))[0]

    def all(self, numbers: Iterable[int]) -> list[Named]:
        """Return the entities with these numbers."""
        wanted = list(numbers)
        found = {number: self._known[number] for number in wanted if number in self._known}
        missing = [number for number in wanted if number not in found]
        if missing:
            marks = ",".join("?" * len(missing))
            rows = self._connection.execute(
                f"{_ROWS} WHERE entity.number IN ({marks})", missing
            ).fetchall()
            found.update((row[0], self._named(row)) for row in rows)
            if len(self._known) > _CACHED:
                self._known.clear()
            self._known.update(found)
        return [found[number] for number in wanted]

    def exact(self, form: str) -> list[tuple[int, Role]]:
        """Return the entities that have this form, and as what."""
        table, column = ("chinese", "hash") if has_cjk(form) else ("latin", "form")
        key = hashed(form) if has_cjk(form) else form
        rows = self._connection.execute(
            f"SELECT entity, role FROM {table} WHERE {column} = ?",  # noqa: S608 - our own
            (key,),
        )
        return [(number, Role(role)) for number, role in rows]

    def begun(self, form: str, most: int) -> list[tuple[int, Role, str]]:
        """Return entities with a form in Latin letters that begins so, the shortest forms first.

        A beginning that thousands of forms have is followed up for some of them only.
        """
        rows = self._connection.execute(
            "SELECT entity, role, form FROM ("
            " SELECT entity, role, form FROM latin WHERE form >= ? AND form < ? LIMIT ?"
            ") ORDER BY length(form), entity LIMIT ?",
            (form, form + _LAST, _SCANNED, most),
        )
        return [(number, Role(role), found) for number, role, found in rows]

    def holding(self, folded: str, most: int) -> list[Named]:
        """Return entities with a Chinese name that has a part, or the pairs of it somewhere.

        First those whose name begins like it. Of a single character, those that begin with it,
        and short names.
        """
        first = f'"{beginning(folded)}"'
        if len(folded) == 1:
            return self._all_with(f'{first} OR "{folded}"', most)
        whole = _every(pairs(folded))
        found = self._all_with(whole, most)
        if len(found) < most:
            return sorted(found, key=lambda each: not _begins(each, folded))
        begun = self._all_with(f"{first} AND {whole}", most)
        known = {each.number for each in begun}
        return [*begun, *(each for each in found if each.number not in known)][:most]

    def with_words(self, words: list[str], most: int) -> list[Named]:
        """Return entities whose names in Latin letters have these words, the last perhaps begun."""
        return self._all_with(f"{_every(words)}*", most) if words else []

    def like(self, folded: str, most: int) -> list[Named]:
        """Return entities whose names are the form but for one character, or have half of it.

        `most` bounds each of the few looks that this takes.
        """
        found = {
            number for tokens in _nearly(folded) for number in self._grams(_every(tokens), most)
        }
        return self.all(sorted(found))

    def by_iri(self, iri: str) -> Named | None:
        """Return the entity of an IRI."""
        kind, _, key = iri.removeprefix(_ENTITIES).partition("/")
        row = self._connection.execute(
            "SELECT entity.number FROM entity JOIN class ON class.number = class"
            " WHERE key = ? AND kind = ?",
            (key, kind),
        ).fetchone()
        return self.get(row[0]) if row else None

    def of_class(self, name: str) -> tuple[Named, ...]:
        """Return the entities of a class (as in `Named.own_class`) that are there now.

        Those come first that most others point at, and then those of the smallest number.
        """
        rows = self._connection.execute(
            "SELECT entity.number FROM entity JOIN class ON class.number = class"
            " WHERE name = ? AND current ORDER BY links DESC, entity.number",
            (name,),
        )
        numbers = [number for (number,) in rows]
        parts = (numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE))
        return tuple(named for part in parts for named in self.all(part))

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

    def _all_with(self, query: str, most: int) -> list[Named]:
        return self.all(self._grams(query, most))

    def _find_grams(self, query: str, most: int) -> list[int]:
        """Return the most important entities with these tokens: they are numbered so."""
        rows = self._connection.execute(
            "SELECT rowid FROM gram WHERE gram MATCH ? ORDER BY rowid LIMIT ?", (query, most)
        )
        return [number for (number,) in rows]

    def _named(self, row: tuple[int | str, ...]) -> Named:
        number, kind, key, own_class, zh, en, code, begins, ends, *rest = row
        current, replaced, level, links, within, aliases = rest
        names = (fold(str(zh)), fold(str(en)), *str(aliases).split("\n"))
        return Named(
            int(number),
            f"{_ENTITIES}{kind}/{key}",
            str(own_class),
            str(zh),
            str(en),
            str(code),
            str(begins),
            str(ends),
            bool(current),
            tuple(f"{_ENTITIES}{other}" for other in str(replaced).split()),
            int(level),
            int(links),
            self._within(str(within), int(level) == NO_DIVISION),
            tuple(filter(None, names)),
        )

    def _places(self, within: str, closing: bool) -> frozenset[int]:  # noqa: FBT001 - a key of a cache
        """Return the places of the column; `closing`, with those that the divisions are in."""
        places = frozenset(map(int, within.split(","))) if within else frozenset()
        if not closing:
            return places
        divisions = (place for place in places if place <= self._last_division)
        return places.union(*(self.get(place).within for place in divisions))

    @cached_property
    def _last_division(self) -> int:
        (last,) = self._connection.execute("SELECT MAX(entity) FROM place").fetchone()
        return last or 0


def _begins(entity: Named, folded: str) -> bool:
    return any(name.startswith(folded[:1]) for name in entity.names)


def _nearly(folded: str) -> Iterator[Sequence[str]]:
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


def _every(tokens: Sequence[str]) -> str:
    """Return the FTS5 query for all of these; tokens are folded, so nothing in them is syntax."""
    return " AND ".join(f'"{token}"' for token in tokens)
