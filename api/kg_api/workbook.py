"""The rows of an answer as a workbook (XLSX): numbers as numbers, all else as text."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.engine.base import ResultFormat
from kg.vocab import PREFIXES
from kg_api.lookup.tables import Cell, Table
from kg_api.rows import Term

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMAT = ResultFormat(_TYPE, _TYPE)
MOST = 50_000
"""Rows that a workbook has at most."""
_EXACT = 15  # digits of a number that a spreadsheet keeps
_XSD = PREFIXES["xsd"]
_NUMBERS = frozenset(
    f"{_XSD}{name}"
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)


def write(columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> bytes:
    """Return the workbook; what is unbound is an empty cell."""
    cells = [[cell_of(term) for term in row] for row in rows]
    return Table("County KG", columns, cells).xlsx()


def cell_of(term: Term | None) -> Cell:
    """Return what a spreadsheet can hold as it is; a number with more digits stays text.

    >>> cell_of(ox.Literal("6.80", datatype=ox.NamedNode(_XSD + "decimal")))
    6.8
    """
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    if term.datatype.value == f"{_XSD}boolean":
        return term.value in {"true", "1"}
    if term.datatype.value in _NUMBERS:
        return _number(term.value)
    return term.value


def _number(text: str) -> Cell:
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return text
    if not exact.is_finite() or len(exact.as_tuple().digits) > _EXACT:
        return text
    return float(exact)
