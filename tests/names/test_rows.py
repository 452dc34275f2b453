"""All rows come into a table, however many."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from kg.names.rows import insert


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 120])
def test_all_rows_are_inserted_in_their_order(count: int) -> None:
    rows = [(number, f"名{number}") for number in range(count)]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE given (number INTEGER, name TEXT)")
        insert(connection, "given", rows)
        assert connection.execute("SELECT * FROM given ORDER BY rowid").fetchall() == rows
