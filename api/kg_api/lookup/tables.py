"""Tables as CSV (RFC 4180) and as XLSX; an empty cell is what is not known."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.publication.csvfile import FORMULA
from kg_api.lookup.answers import CSV, Keeping
from kg_api.lookup.reading import Json

BOM = b"\xef\xbb\xbf"
"""What older programs want at the beginning of a CSV file to read it as UTF-8."""
SEPARATOR = "|"
_LONGEST = 32_767  # characters of a cell in a spreadsheet

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under the names of the columns."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def written(self, keeping: Keeping, *, bom: bool) -> bytes:
        """Return the table in the format of an answer."""
        if keeping.format is CSV:
            return (BOM if bom else b"") + self.csv()
        return self.xlsx()

    def csv(self) -> bytes:
        """Return the table as CSV."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(self.columns)
        writer.writerows([_text(cell) for cell in row] for row in self.rows)
        return text.getvalue().encode()

    def xlsx(self) -> bytes:
        """Return the table as a workbook of one sheet: texts as texts, numbers as numbers."""
        import xlsxwriter  # noqa: PLC0415 - only who asks for it waits for it

        content = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(content, options) as book:
            sheet = book.add_worksheet(self.name[:31])
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(self.columns):
                sheet.write_string(0, column, title)
            for line, row in enumerate(self.rows, 1):
                for column, cell in enumerate(row):
                    _put(sheet, line, column, cell)
        return content.getvalue()


def _put(sheet: Any, line: int, column: int, cell: Cell) -> None:
    match cell:
        case None:
            pass
        case bool():
            sheet.write_boolean(line, column, cell)
        case int() | float():
            sheet.write_number(line, column, cell)
        case _:
            sheet.write_string(line, column, cell[:_LONGEST])


def _text(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, str):  # as the downloads have it: no spreadsheet takes it for a formula
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    return str(cell).lower() if isinstance(cell, bool) else cell


def flat(record: Mapping[str, Any], columns: Iterable[str]) -> list[Cell]:
    """Return the cells of a record: `label_zh` is a name in one language, `within` the keys of several.

    >>> flat({"label": {"zh": "甲"}, "within": [{"id": "…/id/division/37"}]}, ["label_zh", "within"])
    ['甲', '37']
    """
    return [_cell(record, column) for column in columns]


def columns_of(fields: Iterable[str]) -> list[str]:
    """Return the columns for the members of a record.

    >>> columns_of(["id", "label", "type"])
    ['id', 'label_zh', 'label_en', 'type']
    """
    return [
        column
        for field in fields
        for column in ((f"{field}_zh", f"{field}_en") if field == "label" else (field,))
    ]


def _cell(record: Mapping[str, Any], column: str) -> Cell:
    name, _, language = column.partition("_")
    value = record.get(name)
    if language:
        return (value or {}).get(language)
    if isinstance(value, list):
        return SEPARATOR.join(str(_short(each)) for each in value) or None
    return _short(value) if isinstance(value, dict) else value


def _short(value: Json | Cell) -> Cell:
    """Return a code, or the last part of an IRI: the key of an entity, the name of a class."""
    if not isinstance(value, dict):
        return value
    code: Cell = value.get("code")
    return code or value["id"].rpartition("#")[2].rpartition("/")[2]
