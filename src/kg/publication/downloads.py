"""The files for download: RDF, tables, the panel, and what describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.publication import (
    catalogue,
    codebook,
    csvfile,
    kinds,
    links,
    package,
    panel,
    parquet,
    turtle,
)
from kg.publication.reader import Reader
from kg.store.publish import compressed, version_of

if TYPE_CHECKING:
    from kg.publication.content import Content


def files(content: Content) -> dict[str, bytes]:
    """Return the files by name; the N-Quads are the snapshot's own, and only described here."""
    reader = Reader(content.store)
    tables = [panel.table(reader), *kinds.tables(reader), *links.tables(reader)]
    book = codebook.table(reader, tables)
    made = {catalogue.TURTLE: compressed(turtle.written(content.text))}
    for table in tables:
        meanings = {column.name: codebook.meaning(reader, column) for column in table.columns}
        made[f"{table.name}.{catalogue.CSV}"] = csvfile.written(table)
        made[f"{table.name}.{catalogue.PARQUET}"] = parquet.written(
            table, catalogue.TABLES[table.name], meanings
        )
    made[f"{book.name}.{catalogue.CSV}"] = csvfile.written(book)
    offered = {catalogue.NQUADS: compressed(content.text), **made}
    described = {
        catalogue.PACKAGE: package.descriptor(
            reader,
            [*tables, book],
            offered,
            version=version_of(content.text),
            created=content.created,
        )
    }
    return {**made, **described, catalogue.SUMS: package.sums({**offered, **described})}
