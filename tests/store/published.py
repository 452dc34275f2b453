"""Small data to publish, for the tests of snapshots."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.store.publish import publish

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.store.snapshot import Snapshot

EX = "http://example.org/"
REPORT = b"# nothing to report\n"


def quads(*names: str, graph: str = "g") -> list[ox.Quad]:
    """One triple for each name, in one named graph."""
    return [
        ox.Quad(
            ox.NamedNode(EX + name),
            ox.NamedNode(EX + "label"),
            ox.Literal(name),
            ox.NamedNode(EX + graph),
        )
        for name in names
    ]


def put(root: Path, data: Iterable[ox.Quad] | bytes, *, day: int = 1) -> Snapshot:
    created = datetime(2026, 1, day, tzinfo=UTC)
    return publish(root, data, report=REPORT, software="0.0", created=created)
