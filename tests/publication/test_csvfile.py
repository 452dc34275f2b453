"""CSV as spreadsheets and programs read it."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from kg.publication import csvfile
from kg.publication.column import Cell, Column, Type
from kg.publication.table import Table
from kg.vocab import BASE


def made(kind: Type, *cells: Cell) -> Table:
    return Table("t", (Column("a", "text"), Column("b", kind)), [("x", c) for c in cells], ())


def field(kind: Type, cell: Cell) -> str:
    text = csvfile.written(made(kind, cell)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1][1]


def test_it_begins_with_the_mark_that_excel_needs_and_ends_lines_as_rfc_4180_says() -> None:
    content = csvfile.written(made("text", "环翠区"))
    assert content == "\ufeffa,b\r\nx,环翠区\r\n".encode()


def test_pandas_reads_past_the_mark() -> None:
    found = pd.read_csv(io.BytesIO(csvfile.written(made("text", "环翠区"))))
    assert list(found.columns) == ["a", "b"]
    assert found["b"][0] == "环翠区"


def test_the_excel_dialect_reads_what_was_written() -> None:
    odd = ['"甲","乙"', "a,b", "two\nlines", "“引号”", " spaced "]
    text = csvfile.written(made("text", *odd)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), dialect="excel"))
    assert [row[1] for row in rows[1:]] == odd


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_is_never_a_formula(begin: str) -> None:
    assert field("text", f"{begin}cmd|' /C calc'!A0") == f"'{begin}cmd|' /C calc'!A0"
    assert csvfile.plain(made("text", f"{begin}1")).decode().splitlines()[1] != f"x,'{begin}1"


def test_a_negative_number_stays_a_number() -> None:
    assert field("number", Decimal("-3.20")) == "-3.20"


def test_a_large_number_is_written_out() -> None:
    assert field("number", Decimal("1.6E+11")) == "160000000000"


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        ("boolean", True, "true"),
        ("boolean", False, "false"),
        ("integer", 0, "0"),
        ("date", date(2023, 1, 1), "2023-01-01"),
        ("number", None, ""),
        ("iri", f"{BASE}id/fact/a1-001", f"{BASE}id/fact/a1-001"),
    ],
)
def test_each_type_has_one_form(kind: Type, cell: Cell, text: str) -> None:
    assert field(kind, cell) == text
