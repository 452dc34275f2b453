"""Rows as a workbook (XLSX) of one sheet: numbers as numbers, all else as text, never as formula."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox

from kg.engine.base import ResultFormat
from kg.vocab import PREFIXES
from kg_api.rows import Term

FORMAT = ResultFormat(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
MOST = 50_000
"""Rows that a workbook has at most."""
_LONGEST = 32_767  # characters of a cell
_EXACT = 15  # digits of a number that a spreadsheet keeps
_NUMBERS = frozenset(
    f"{PREFIXES['xsd']}{name}"
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)


def write(columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> bytes:
    """Return the workbook; what is unbound is an empty cell."""
    import xlsxwriter  # noqa: PLC0415 - only who asks for it waits for it

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("County KG")
        sheet.freeze_panes(1, 0)
        head = book.add_format({"bold": True})
        for column, title in enumerate(columns):
            sheet.write_string(0, column, title, head)
        for line, row in enumerate(rows, 1):
            for column, term in enumerate(row):
                _put(sheet, line, column, term)
    return content.getvalue()


def _put(sheet: Any, line: int, column: int, term: Term | None) -> None:
    if term is None:
        return
    number = _number(term)
    if number is not None:
        sheet.write_number(line, column, number)
    else:
        text = term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
        sheet.write_string(line, column, text[:_LONGEST])


def _number(term: Term) -> float | None:
    """Return the number that a spreadsheet can hold as it is; a longer one stays text."""
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMBERS:
        return None
    try:
        exact = Decimal(term.value)
    except InvalidOperation:
        return None
    if not exact.is_finite() or len(exact.as_tuple().digits) > _EXACT:
        return None
    return float(exact)
