"""A column of a table, its cells, and how several values share one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SEPARATOR = "|"
_INSTEAD = "\N{FULLWIDTH VERTICAL LINE}"
"""Stands for the separator inside a value; the table of roles has the value as it is."""

Type = Literal["text", "iri", "code", "number", "integer", "boolean", "date"]
Cell = str | int | Decimal | bool | date | None


@dataclass(frozen=True)
class Words:
    """The same in both languages; empty where there is nothing to add."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True)
class Column:
    """A variable: its name and type, what it tells, and the property that it comes from."""

    name: str
    type: Type
    aspect: Words = Words()
    """What of the property's value stands here, or all that is to be said where it has no property."""
    prop: str | None = None
    """Prefixed name of the property; the ontology defines it."""
    codes: Mapping[str, Words] | str | None = None
    """The list of the ontology whose codes may stand here (`measure`), or codes of our own."""
    many: bool = False
    """Whether a cell may hold several values."""
    required: bool = False
    """Whether no cell is empty."""


def joined(values: Iterable[str | None]) -> str | None:
    """Return several values as one cell; None where there is nothing to tell.

    >>> joined(["370281", None])
    '370281|'
    """
    found = [(value or "").replace(SEPARATOR, _INSTEAD) for value in values]
    return SEPARATOR.join(found) if any(found) else None


def transposed(rows: Sequence[Sequence[str | None]], width: int) -> tuple[str | None, ...]:
    """Return one cell for each of `width` columns, with the values of all rows.

    >>> transposed([("a", "甲"), ("b", "乙")], 2)
    ('a|b', '甲|乙')
    """
    return tuple(joined(row[column] for row in rows) for column in range(width))
