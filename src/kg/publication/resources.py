"""The resource index as a file of the snapshot."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.lookup import indexer
from kg.lookup.schema import FILE

if TYPE_CHECKING:
    from kg.publication.content import Content


def files(content: Content) -> dict[str, bytes]:
    """Return the index, `resources.sqlite`."""
    before = content.before.folder / FILE if content.before else None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        indexer.write(
            path,
            content.text,
            now=content.created,
            before=before if before and before.is_file() else None,
        )
        return {FILE: path.read_bytes()}
