"""The name index as a file of the snapshot."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.names.schema import FILE

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.publication.content import Content


def files(content: Content) -> dict[str, bytes]:
    """Return the index, `names.sqlite`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        write(path, content.store)
        return {FILE: path.read_bytes()}


def write(path: Path, store: Store) -> None:
    """Make the name index of a dataset at `path`, which must not exist."""
    from kg.names import catalogue, classes, indexer  # noqa: PLC0415 - only a build needs pypinyin

    entries = list(catalogue.entries(store))
    indexer.write(path, entries, classes.read(store, indexer.kinds(entries)))
