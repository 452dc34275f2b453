"""A table as CSV: RFC 4180 in UTF-8.

A byte order mark stands before it, without which Excel takes Chinese for another encoding; pandas,
readr, data.table and DuckDB read past it. An empty field is a missing value. Where a text begins
with a character by which a spreadsheet knows a formula, an apostrophe stands before it, so that a
name is never run; only CSV has it, and only in columns of text.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.publication.column import Cell
    from kg.publication.table import Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def written(table: Table) -> bytes:
    """Return the table for people and programs, in the order of its rows."""
    return (_MARK + _lines(table, safe=True)).encode()


def plain(table: Table) -> bytes:
    """Return the table without mark and apostrophes, for our own reading."""
    return _lines(table, safe=False).encode()


def _lines(table: Table, *, safe: bool) -> str:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)  # its default dialect is that of RFC 4180, CRLF included
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        writer.writerow(
            [_field(cell, safe=safe and column.type == "text") for column, cell in pairs]
        )
    return lines.getvalue()


def _field(cell: Cell, *, safe: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return format(cell, "f")
        case date():
            return cell.isoformat()
        case str() if safe and cell.startswith(FORMULA):
            return f"'{cell}"
        case _:
            return str(cell)
