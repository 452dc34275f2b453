"""The name index as a file of the snapshot."""

from __future__ import annotations

import gc
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.names.schema import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    # Only a build needs pypinyin
    from kg.names import beside, catalogue, classes, indexer  # noqa: PLC0415

    many = catalogue.at_least(store, beside.MANY)
    with _uncollected(), beside.tables(path.parent, many=many) as tables:
        entries = sorted(catalogue.entries(store), key=indexer.importance)
        tables.begin(entries)
        catalogue.locate(store, entries)
        indexer.write(path, entries, classes.read(store, indexer.kinds(entries)), tables)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold no search for cycles: entries and rows have none, and are looked through in vain."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
