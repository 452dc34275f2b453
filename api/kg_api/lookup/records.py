"""Lists of entities from the two indexes of a snapshot, joined: filtered, sorted, a page at a time.

A page is found from where the one before ended (keyset pagination), so that the last page of a
long list costs no more than the first.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.lookup import contraction
from kg.lookup.index import Resource
from kg.lookup.schema import FILE as RESOURCES
from kg.names.named import NO_DIVISION
from kg.names.schema import FILE as NAMES
from kg.vocab import BASE, term

_COLUMNS = ", ".join(
    f"r.{name}"
    for name in [
        "number",
        "iri",
        "class",
        "own",
        "evidence",
        "brief",
        "inbound",
        "digest",
        "created",
        "modified",
        "successor",
    ]
)
_ENTITIES = f"{BASE}id/"
_INSIDE = "EXISTS (SELECT 1 FROM json_each('[' || n.within || ']') WHERE value IN ({}))"
"""Whether a thing of the name index is in one of these places: it says the nearest ones only."""
_PLACES_HELD = 512  # places whose inner ones are remembered
_LAST = "\U0010ffff"
SORTS = {
    "key": "0 + 0",
    "name": "coalesce(n.zh, '')",
    "code": "coalesce(n.code, '')",
    "modified": "r.modified",
    "links": "r.inbound",
}
"""By what a list may be sorted → its value in SQL; equals follow each other by IRI."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entities a list has; what is empty or `None` does not matter.

    `prefix` is what IRIs begin with, `within` numbers of places in the name index, `says` pairs
    of property and value (prefixed names) that the entity must have, `honor` the IRI of an honor
    that it received.
    """

    prefix: str
    classes: tuple[str, ...] = ()
    within: tuple[int, ...] | None = None
    says: tuple[tuple[str, str], ...] = ()
    honor: str | None = None
    current: bool | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An entity of a list, and the value by which the list is sorted."""

    resource: Resource
    value: str | int


@dataclass(frozen=True, slots=True)
class News:
    """The last change of an entity; `resource` is absent where it is not there any more."""

    number: int
    iri: str
    at: str
    resource: Resource | None


class Records:
    """Reads the lists of one snapshot; belongs to the thread that opened it."""

    def __init__(self, folder: Path) -> None:
        address = f"{(folder / RESOURCES).absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True)
        self._connection.execute(
            "ATTACH ? AS named", (f"{(folder / NAMES).absolute().as_uri()}?mode=ro&immutable=1",)
        )
        self._inner = lru_cache(maxsize=_PLACES_HELD)(self._find_inner)

    def close(self) -> None:
        """Close the files."""
        self._connection.close()

    def count(self, wanted: Wanted) -> int:
        """Return how many entities there are."""
        where, values = self._where(wanted)
        sql = f"SELECT count(*) FROM {_joined(wanted)} WHERE {where}"  # noqa: S608 - our own words
        return int(self._connection.execute(sql, values).fetchone()[0])

    def page(
        self, wanted: Wanted, sort: str, most: int, after: tuple[str | int, int] | None = None
    ) -> list[Row]:
        """Return `most` entities at most; `sort` is one of SORTS, `-` before it turns it round.

        `after` is the value and the number of the last one of the page before.
        """
        value, down = SORTS[sort.removeprefix("-")], sort.startswith("-")
        where, values = self._where(wanted)
        if after is not None:
            where += f" AND ({value}, r.number) {'<' if down else '>'} (?, ?)"
            values += after
        order = "DESC" if down else "ASC"
        rows = self._connection.execute(
            f"SELECT {_COLUMNS}, {value} FROM {_joined(wanted)} WHERE {where}"  # noqa: S608
            f" ORDER BY {value} {order}, r.number {order} LIMIT ?",
            (*values, most),
        )
        return [Row(Resource(*row[:-1]), row[-1]) for row in rows]

    def changed(self, wanted: Wanted, since: str, most: int, after: int = 0) -> list[News]:
        """Return the last change of each entity since a time, the oldest first.

        What was deleted is told whatever it was; `after` is the number of the change before.
        """
        where, values = self._where(wanted)
        rows = self._connection.execute(
            f"SELECT c.number, c.iri, c.at, {_COLUMNS}"  # noqa: S608
            " FROM (SELECT max(number) AS number, iri, kind, at FROM change"
            "   WHERE iri >= ? AND iri < ? AND at >= ? GROUP BY iri) c"
            f" LEFT JOIN ({_joined(wanted)}) ON r.iri = c.iri"
            f" WHERE c.number > ? AND (c.kind = 'delete' OR ({where})) ORDER BY c.number LIMIT ?",
            (wanted.prefix, wanted.prefix + _LAST, since, after, *values, most),
        )
        return [
            News(number, iri, at, Resource(*row) if row[0] is not None and row[7] else None)
            for number, iri, at, *row in rows
        ]

    def facts(self, iris: Sequence[str], most: int, after: int = 0) -> list[Resource]:
        """Return facts that concern any of these entities, by IRI; `after` is a fact's number."""
        return self._facts(
            "SELECT number FROM resource WHERE iri IN (SELECT value FROM json_each(?))",
            (_array(iris),),
            most,
            after,
        )

    def facts_within(self, place: int, iri: str, most: int, after: int = 0) -> list[Resource]:
        """Return facts that concern a place or what is in it; `place` is its number."""
        return self._facts(
            "SELECT number FROM resource WHERE iri = ? OR iri IN (SELECT value FROM json_each(?))",
            (iri, _array(self._iris_inside(place))),
            most,
            after,
        )

    def facts_of_both(self, one: Sequence[str], other: Sequence[str]) -> list[Resource]:
        """Return the facts that concern one of these entities and one of the others."""
        inbound = (
            "SELECT subject FROM inbound JOIN resource ON number = resource"
            " WHERE iri IN (SELECT value FROM json_each(?))"
        )
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM resource r WHERE r.number IN ({inbound})"  # noqa: S608
            f" AND r.number IN ({inbound}) AND r.digest != '' ORDER BY r.number",
            (_array(one), _array(other)),
        )
        return [Resource(*row) for row in rows]

    def inside(self, place: int, own_class: str) -> list[str]:
        """Return the IRIs of what is of a class and in a place, as the name index has them."""
        return self._iris_inside(place, "class.name = ?", own_class)

    def _iris_inside(self, place: int, where: str = "1", *values: object) -> list[str]:
        inner = self._inner(place)
        rows = self._connection.execute(
            "SELECT class.kind || '/' || n.key FROM named.entity n"  # noqa: S608 - our own words
            " JOIN named.class ON class.number = n.class"
            f" WHERE {where} AND {_inside(len(inner))} ORDER BY 1",
            (*values, *inner),
        )
        return [f"{_ENTITIES}{key}" for (key,) in rows]

    def _find_inner(self, place: int) -> tuple[int, ...]:
        """Return the numbers of a place and of the divisions in it."""
        rows = self._connection.execute(
            f"SELECT number FROM named.entity n WHERE level < ? AND {_inside(1)}",  # noqa: S608
            (NO_DIVISION, place),
        )
        return (place, *(number for (number,) in rows))

    def _facts(
        self, entities: str, values: tuple[object, ...], most: int, after: int
    ) -> list[Resource]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM resource r WHERE r.number > ? AND r.iri >= ? AND r.iri < ?"  # noqa: S608
            " AND r.digest != '' AND r.number IN"
            f" (SELECT subject FROM inbound WHERE resource IN ({entities}))"
            " ORDER BY r.number LIMIT ?",
            (after, f"{BASE}id/fact/", f"{BASE}id/fact/{_LAST}", *values, most),
        )
        return [Resource(*row) for row in rows]

    def _where(self, wanted: Wanted) -> tuple[str, tuple[object, ...]]:
        parts = ["r.iri >= ? AND r.iri < ? AND r.digest != '' AND r.successor = ''"]
        values: list[object] = [wanted.prefix, wanted.prefix + _LAST]
        if wanted.classes:
            parts.append(f"r.class IN ({', '.join('?' * len(wanted.classes))})")
            values += wanted.classes
        if wanted.within is not None:
            inner = {each for number in wanted.within for each in self._inner(number)}
            parts.append(_inside(len(inner)))
            values += sorted(inner)
        if wanted.current is not None:
            parts.append("coalesce(n.current, 1) = ?")
            values.append(wanted.current)
        for prop, value in wanted.says:
            parts.append("instr(r.own, ?)")
            values.append(_statement(prop, term(value).value))
        if wanted.honor is not None:
            parts.append(
                "r.number IN (SELECT subject FROM inbound JOIN resource h ON h.number = resource"
                " WHERE h.iri = ?) AND instr(r.own, ?)"
            )
            values += (wanted.honor, _statement("cdo:hasHonor", wanted.honor))
        return " AND ".join(f"({part})" for part in parts), tuple(values)


def _joined(wanted: Wanted) -> str:
    """Return the resources of one kind with what the name index has of them."""
    kind = wanted.prefix.removeprefix(_ENTITIES).rstrip("/")
    return (  # the kind is one of kg_api.lookup.kinds
        f"resource r LEFT JOIN named.entity n ON n.key = substr(r.iri, {len(wanted.prefix) + 1})"  # noqa: S608
        f" AND n.class IN (SELECT number FROM named.class WHERE kind = '{kind}')"
    )


def _inside(places: int) -> str:
    return _INSIDE.format(", ".join("?" * places))


def _statement(prop: str, iri: str) -> bytes:
    """Return how the resource index writes a property with this value."""
    return contraction.contract(f"<{term(prop).value}> <{iri}> .\n".encode(), "")


def _array(iris: Iterable[str]) -> str:
    return json.dumps(list(iris))
