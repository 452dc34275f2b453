"""A table as Parquet, with types and with the meaning of each column in its metadata.

Numbers are doubles, which hold 15 digits: as exact as R and pandas reckon anyway; CSV has the
decimal as it is.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kg.publication import csvfile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.publication.column import Words
    from kg.publication.table import Table


def written(table: Table, title: Words, meanings: Mapping[str, Words]) -> bytes:
    """Return the table; `meanings` says what each column tells."""
    # A third of a second that only a build has to spend. Arrow reads our CSV: that is faster than
    # arrays of Python objects, does not import pandas, and both files then say the same.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.csv  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

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
    read = pa.csv.read_csv(
        io.BytesIO(csvfile.plain(table)),
        parse_options=pa.csv.ParseOptions(newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(
            column_types={field.name: field.type for field in fields},
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    target = io.BytesIO()
    pa.parquet.write_table(read.cast(schema), target, compression="zstd")
    return target.getvalue()
