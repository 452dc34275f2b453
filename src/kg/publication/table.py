"""A table: its name, its columns, and its rows in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.publication.column import Cell, Column


@dataclass(frozen=True)
class Table:
    """A table that is published as CSV and as Parquet."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    key: tuple[str, ...]
    """The columns that tell a row from every other."""
