"""Rows into a table of the name index."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_AT_ONCE = 50  # rows; the values of all are within any limit of SQLite


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows, many with each statement: that takes half the time, or less.

    Not for a table of FTS5, which writes out what it holds at the beginning of such a statement.
    """
    if not rows:
        return
    one = f"({', '.join('?' * len(rows[0]))})"
    whole = len(rows) - len(rows) % _AT_ONCE
    connection.executemany(
        f"INSERT INTO {table} VALUES {', '.join([one] * _AT_ONCE)}",  # noqa: S608 - our tables
        (
            tuple(chain.from_iterable(rows[first : first + _AT_ONCE]))
            for first in range(0, whole, _AT_ONCE)
        ),
    )
    connection.executemany(f"INSERT INTO {table} VALUES {one}", rows[whole:])  # noqa: S608
