"""Parquet holds the rows of CSV, typed, and says what its columns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.publication import catalogue, parquet
from kg.publication.column import Column, Words
from kg.publication.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from publication.conftest import Read

NAMES = [name for name in catalogue.TABLES if name != "codebook"]


@pytest.mark.parametrize("name", NAMES)
def test_it_has_the_rows_of_the_csv(name: str, csv_table: Read, parquet_table: Read) -> None:
    typed, text = parquet_table(name), csv_table(name)
    assert list(typed.columns) == list(text.columns)
    for column in text.columns:
        kind = typed[column].dtype.pyarrow_dtype
        cells = text[column].replace("", None)
        if pa.types.is_floating(kind):
            expected = cells.astype("float64[pyarrow]")
        elif pa.types.is_boolean(kind):
            expected = cells.map({"true": True, "false": False}).astype(typed[column].dtype)
        elif pa.types.is_date(kind):
            expected = pd.to_datetime(cells).dt.date.astype(typed[column].dtype)
        else:
            expected = cells.astype(typed[column].dtype)
        pd.testing.assert_series_equal(typed[column], expected, check_exact=True)


def test_its_types_are_those_of_the_columns(downloads: Path) -> None:
    schema = pq.read_schema(downloads / "panel.parquet")
    assert str(schema.field("value").type) == "double"
    assert str(schema.field("year").type) == "int32"
    assert str(schema.field("period_begin").type) == "date32[day]"
    assert str(schema.field("period_inferred").type) == "bool"
    assert str(schema.field("division_code").type) == "string"
    assert not schema.field("fact").nullable


def test_it_says_what_a_column_means(downloads: Path) -> None:
    schema = pq.read_schema(downloads / "panel.parquet")
    for field in schema:
        assert field.metadata[b"zh"].decode(), field.name
        assert field.metadata[b"en"].decode(), field.name
    assert b"bound" in schema.field("value").metadata[b"en"]
    assert schema.metadata[b"zh"].decode() == catalogue.TABLES["panel"].zh


def test_it_takes_what_a_spreadsheet_would_run_as_it_is() -> None:
    table = Table("t", (Column("a", "text"),), [("=1+1",), ("two\nlines",), (None,)], ())
    content = parquet.written(table, Words(), {"a": Words("甲", "A")})
    assert pq.read_table(pa.BufferReader(content))["a"].to_pylist() == ["=1+1", "two\nlines", None]


def test_a_table_without_rows_keeps_its_types() -> None:
    table = Table("t", (Column("a", "number"), Column("b", "date")), [], ())
    content = parquet.written(table, Words(), {"a": Words(), "b": Words()})
    found = pq.read_table(pa.BufferReader(content))
    assert (found.num_rows, [str(field.type) for field in found.schema]) == (
        0,
        ["double", "date32[day]"],
    )
