"""The resource index of one snapshot, opened to be read.

It answers from the file alone: a description costs a few look-ups, however many resources point
at the one that is described, and needs neither the engine nor a query.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from kg.lookup import contraction
from kg.lookup.fragments import Fragments
from kg.lookup.schema import FILE
from kg.lookup.statements import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.errors import SnapshotError
    from kg.store.snapshot import Snapshot

_COLUMNS = "number, iri, class, own, evidence, brief, inbound, digest, created, modified, successor"
_STANDING = "digest != '' AND successor = '' AND iri NOT GLOB ? AND iri NOT GLOB ?"
_APART = (f"{ENTITIES}passage/*", f"{ENTITIES}paragraph/*")


class Resource(NamedTuple):
    """A row of the index; `own`, `evidence` and `brief` are N-Triples that `Index.text` expands.

    `inbound` is how many resources point at it, `digest` the SHA-256 of its description in
    hexadecimal, `created` and `modified` are of type xsd:dateTime; `successor` is the IRI of what
    it was merged into, or empty.
    """

    number: int
    iri: str
    own_class: str
    own: bytes
    evidence: bytes
    brief: bytes
    inbound: int
    digest: str
    created: str
    modified: str
    successor: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a resource: `kind` is create, update or delete, `at` an xsd:dateTime."""

    number: int
    iri: str
    kind: str
    at: str


class Index:
    """Reads the index; belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        # Immutable: the folder of a snapshot never changes, so that no lock is needed.
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True)
        rows = self._connection.execute("SELECT code, long FROM contraction ORDER BY rowid")
        self._codes: tuple[tuple[bytes, bytes], ...] = tuple(rows)
        self.fragments = Fragments(self._connection)
        """What the resources bring to descriptions, as Turtle."""

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Open the index of a snapshot; raises `SnapshotError` (`snapshot-damaged`)."""
        try:
            return cls(snapshot.folder / FILE)
        except sqlite3.Error as error:
            raise _damaged(snapshot, error) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def find(self, iri: str) -> Resource | None:
        """Return the resource that has a description, or `None`."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM resource WHERE iri = ? AND digest != ''",  # noqa: S608
            (iri,),
        ).fetchone()
        return Resource(*row) if row else None

    def inbound(self, resource: Resource, first: int, count: int) -> tuple[Resource, ...]:
        """Return `count` of the resources that point at this one, from position `first` on."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM inbound JOIN resource ON number = subject"  # noqa: S608
            " WHERE resource = ? AND position >= ? AND position < ? ORDER BY position",
            (resource.number, first, first + count),
        )
        return tuple(Resource(*row) for row in rows)

    def briefs(self, iris: Iterable[str]) -> bytes:
        """Return what there is to say of each of these in a description of another, as N-Triples."""
        rows = self._connection.execute(
            "SELECT iri, brief FROM resource WHERE iri IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(iris)),),
        )
        return self.text((iri, brief) for iri, brief in rows)

    def own(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return the triples of resources by number, to be expanded."""
        return self._texts("own", numbers)

    def brief(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return what there is to say of resources in a description of another, as `own` does."""
        return self._texts("brief", numbers)

    def _texts(self, column: str, numbers: Iterable[int]) -> dict[int, bytes]:
        rows = self._connection.execute(
            f"SELECT number, iri, {column} FROM resource"  # noqa: S608 - our own words
            " WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        return {number: contraction.own(text, iri) for number, iri, text in rows}

    def iris(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the IRIs of resources by number."""
        rows = self._connection.execute(
            "SELECT number, iri FROM resource WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        return dict(rows.fetchall())

    def expand(self, text: bytes) -> bytes:
        """Return N-Triples from what `own` and `brief` give."""
        return contraction.expand(text, self._codes)

    def text(self, parts: Iterable[tuple[str, bytes]]) -> bytes:
        """Return the N-Triples of parts of resources, each with the IRI of its resource."""
        joined = b"".join(contraction.own(part, iri) for iri, part in parts)
        return self.expand(joined)

    def withdrawn(self, iri: str) -> bool:
        """Whether the data says that this was given up, and that nothing took its place."""
        row = self._connection.execute(
            "SELECT digest = '' FROM resource WHERE iri = ?", (iri,)
        ).fetchone()
        return bool(row and row[0]) and iri.startswith(ENTITIES)

    def deleted(self, iri: str) -> Change | None:
        """Return the deletion of a resource that was there once and is not any more."""
        row = self._connection.execute(
            "SELECT number, iri, kind, at FROM change WHERE iri = ? ORDER BY number DESC LIMIT 1",
            (iri,),
        ).fetchone()
        return Change(*row) if row and row[2] == "delete" else None

    def changes(self, first: int, count: int) -> tuple[Change, ...]:
        """Return `count` changes, from number `first` (the oldest is 1) on."""
        rows = self._connection.execute(
            "SELECT number, iri, kind, at FROM change WHERE number >= ? AND number < ?"
            " ORDER BY number",
            (first, first + count),
        )
        return tuple(Change(*row) for row in rows)

    def changed_at(self, moment: str) -> dict[str, int]:
        """Return how many changes of each kind there were at that moment."""
        rows = self._connection.execute(
            "SELECT kind, count(*) FROM change WHERE at = ? GROUP BY kind", (moment,)
        )
        return dict(rows.fetchall())

    def last_change(self) -> int:
        """Return the number of the newest change, 0 where there is none."""
        (number,) = self._connection.execute("SELECT max(number) FROM change").fetchone()
        return number or 0

    def of_class(self, name: str, first: int, count: int) -> tuple[Resource, ...]:
        """Return `count` described resources of a class by IRI, from position `first` on."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM resource WHERE class = ? AND digest != ''"  # noqa: S608
            " ORDER BY iri LIMIT ? OFFSET ?",
            (name, count, first),
        )
        return tuple(Resource(*row) for row in rows)

    def most_linked(self, name: str, count: int) -> tuple[Resource, ...]:
        """Return `count` resources of a class, those first that most others point at.

        It reads all of the class.
        """
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM resource WHERE class = ? AND {_STANDING}"  # noqa: S608
            " ORDER BY inbound DESC, iri LIMIT ?",
            (name, *_APART, count),
        )
        return tuple(Resource(*row) for row in rows)

    def listed(self) -> int:
        """Return how many resources `entities` gives in all."""
        (number,) = self._connection.execute(
            f"SELECT count(*) FROM resource WHERE {_STANDING}",  # noqa: S608
            _APART,
        ).fetchone()
        return int(number)

    def entities(self, first: int, count: int) -> Iterator[tuple[str, str]]:
        """Yield `count` of those that stand for themselves, by IRI, each with its last change.

        Those that were merged into others are not among them, nor passages and paragraphs.
        """
        yield from self._connection.execute(
            f"SELECT iri, modified FROM resource WHERE {_STANDING}"  # noqa: S608
            " ORDER BY iri LIMIT ? OFFSET ?",
            (*_APART, count, first),
        )

    def classes(self) -> dict[str, int]:
        """Return how many described resources each class has."""
        rows = self._connection.execute(
            "SELECT class, count(*) FROM resource WHERE digest != '' GROUP BY class"
        )
        return dict(rows.fetchall())


def _damaged(snapshot: Snapshot, error: Exception) -> SnapshotError:
    return snapshot.damaged(f"{FILE}: {error}")
