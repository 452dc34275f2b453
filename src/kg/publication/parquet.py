"""A table as Parquet, with types and with the meaning of each column in its metadata.

Numbers are doubles, which hold 15 digits: as exact as R and pandas reckon anyway; CSV has the
decimal as it is.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.publication.column import Cell, Words
    from kg.publication.table import Table


def written(table: Table, title: Words, meanings: Mapping[str, Words]) -> bytes:
    """Return the table; `meanings` says what each column tells."""
    import pyarrow as pa  # noqa: PLC0415 - a third of a second, and only a build needs it
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {
        "number": pa.float64(),
        "integer": pa.int32(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    fields = [
        pa.field(
            column.name,
            types.get(column.type, pa.string()),
            nullable=not column.required,
            metadata={"zh": meanings[column.name].zh, "en": meanings[column.name].en},
        )
        for column in table.columns
    ]
    schema = pa.schema(fields, metadata={"zh": title.zh, "en": title.en})
    columns = [
        pa.array(_values(table.rows, index, column.type), type=field.type)
        for index, (column, field) in enumerate(zip(table.columns, fields, strict=True))
    ]
    target = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), target, compression="zstd")
    return target.getvalue()


def _values(rows: Sequence[tuple[Cell, ...]], index: int, kind: str) -> list[Any]:
    found = [row[index] for row in rows]
    if kind == "number":
        return [None if cell is None else float(cell) for cell in found]  # type: ignore[arg-type]
    return found
