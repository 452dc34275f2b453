"""Indexes of small datasets, one after another, as builds make them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kg.lookup import indexer
from kg.lookup.index import Index
from kg.store.publish import sorted_nquads
from kg.vocab import BASE

if TYPE_CHECKING:
    from pathlib import Path

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def day(number: int) -> datetime:
    """That day of November 2026, midnight in UTC."""
    return datetime(2026, 11, number, tzinfo=UTC)


def topics(**labels: str) -> str:
    """N-Quads of one topic for each name, with this label."""
    return "".join(
        f'<{BASE}id/topic/{name}> {LABEL} "{label}"@en <{BASE}graph/entities> .\n'
        for name, label in labels.items()
    )


def make(folder: Path, text: str | bytes, *, on: int, before: Path | None = None) -> Path:
    """Write the index of these N-Quads as of a day; returns its path."""
    path = folder / f"{on}.sqlite"
    given = text if isinstance(text, bytes) else text.encode()
    indexer.write(path, sorted_nquads(given), now=day(on), before=before)
    return path


def three_days(folder: Path) -> Index:
    """Day 1: a, b, c. Day 2: b has another label, c is gone. Day 3: c is back, d is new."""
    first = make(folder, topics(a="A", b="B", c="C"), on=1)
    second = make(folder, topics(a="A", b="B2"), on=2, before=first)
    return Index(make(folder, topics(a="A", b="B2", c="C", d="D"), on=3, before=second))
