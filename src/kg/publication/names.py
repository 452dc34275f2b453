"""The name index as a file of the snapshot."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.names import catalogue, indexer
from kg.names.schema import FILE

if TYPE_CHECKING:
    from kg.publication.content import Content


def files(content: Content) -> dict[str, bytes]:
    """Return the index, `names.sqlite`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        indexer.write(path, catalogue.entries(content.store))
        return {FILE: path.read_bytes()}
