"""China's administrative divisions: one row of data/divisions/divisions.csv, and all of them.

A division is known by its six-digit code (GB/T 2260). Codes have a history: where the code of a
place changed, the old code stays as a division that is no longer `current`, and `replaced_by`
leads on from it. Sources and decisions: data/divisions/ATTRIBUTION.md.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, ValidationError

from kg.errors import DataError
from kg.model.base import Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Level = Literal["province", "prefecture", "county"]

RANK: Mapping[Level, int] = MappingProxyType({"province": 0, "prefecture": 1, "county": 2})
"""How far down a level stands: a parent's rank is smaller."""

COLUMNS = (
    "code",
    "level",
    "parent",
    "zh",
    "en",
    "pinyin",
    "longitude",
    "latitude",
    "validFrom",
    "validUntil",
    "replacedBy",
    "current",
)
"""The header of the file."""

MEND_ZH = "请更正该行，或重新运行 data/divisions/make_divisions.py。"
MEND_EN = "Correct the row, or run data/divisions/make_divisions.py again."


def _real_day(value: str) -> str:
    if len(value) > len("2017"):
        date.fromisoformat(value)
    return value


def _codes(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


Code = Annotated[str, Field(pattern=r"^[1-8]\d{5}$")]

YearOrDay = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}-\d{2})?$"), AfterValidator(_real_day)]
"""A year or a day: the sources mostly tell the year only."""


class Division(Model):
    """A province-, prefecture- or county-level division; None and () mean unknown."""

    code: Code
    level: Level
    parent: Code | None = None
    """Code of the next division above; None for a province."""
    zh: Annotated[str, Field(min_length=2)]
    en: Annotated[str, Field(min_length=2)]
    pinyin: Annotated[str, Field(min_length=2)]
    """With tone marks, one syllable a character, a space between syllables."""
    longitude: Annotated[Decimal, Field(ge=73, le=136)] | None = None
    """Degrees east; the source does not state the datum."""
    latitude: Annotated[Decimal, Field(ge=3, le=54)] | None = None
    """Degrees north; the source does not state the datum."""
    valid_from: YearOrDay | None = None
    """Since when the code means this division; a new name alone does not begin it anew."""
    valid_until: YearOrDay | None = None
    """When the code left the list."""
    replaced_by: Annotated[tuple[Code, ...], BeforeValidator(_codes)] = ()
    """Codes of the divisions that took its place."""
    current: bool
    """Whether the code was in force at the end of 2025."""


_ROWS = TypeAdapter(list[Division])


class Row(NamedTuple):
    """The filled cells of a row by column, and the line on which it ends."""

    line: int
    cells: dict[str, str]


class Fault(NamedTuple):
    """What is wrong with a row: a stable code and the words."""

    code: str
    zh: str
    en: str


def read_divisions(path: Path) -> tuple[Division, ...]:
    """Read and check all divisions, in the order of their codes.

    Raises DataError with the line of the first fault: `division-columns`, `division-cell`,
    `division-order`, `division-parent-missing`, `division-parent-unknown`,
    `division-parent-level`, `division-parent-ended`, `division-province`,
    `division-coordinates`, `division-dates`, `division-successor-unknown`,
    `division-successor-current`.
    """
    rows = list(_rows(path))
    try:
        divisions = tuple(_ROWS.validate_python([row.cells for row in rows]))
    except ValidationError as error:
        raise _cell_error(error, path, rows) from error
    by_code = {division.code: division for division in divisions}
    before = ""
    for division, row in zip(divisions, rows, strict=True):
        fault = (
            _order(division, before)
            or _parentage(division, by_code)
            or _place_and_time(division)
            or _succession(division, by_code)
        )
        if fault:
            raise _error(fault, path, row.line, division.code)
        before = division.code
    return divisions


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            wanted = ",".join(COLUMNS)
            fault = Fault(
                "division-columns", f"表头应为 {wanted}。", f"The header is not {wanted}."
            )
            raise _error(fault, path, 1, None)
        for cells in reader:
            if len(cells) != len(COLUMNS):
                count, wanted = len(cells), str(len(COLUMNS))
                fault = Fault(
                    "division-columns",
                    f"有 {count} 格，应有 {wanted} 格。",
                    f"The row has {count} cells instead of {wanted}.",
                )
                raise _error(fault, path, reader.line_num, cells[0] if cells else None)
            filled = zip(COLUMNS, cells, strict=True)
            yield Row(reader.line_num, {column: cell for column, cell in filled if cell})


def _order(division: Division, before: str) -> Fault | None:
    if division.code == before:
        return Fault("division-order", "代码重复。", "The code occurs twice.")
    if division.code < before:
        return Fault(
            "division-order", f"应排在 {before} 之前。", f"The row belongs before that of {before}."
        )
    return None


def _parentage(division: Division, by_code: Mapping[str, Division]) -> Fault | None:
    if division.parent is None:
        if division.level == "province":
            return None
        return Fault(
            "division-parent-missing", "缺上级代码。", "The code of the parent is missing."
        )
    parent = by_code.get(division.parent)
    if parent is None:
        return Fault(
            "division-parent-unknown",
            f"上级 {division.parent} 不在表中。",
            f"The parent {division.parent} has no row.",
        )
    return _parent(division, parent)


def _parent(division: Division, parent: Division) -> Fault | None:
    if RANK[parent.level] >= RANK[division.level]:
        return Fault(
            "division-parent-level",
            f"上级 {parent.zh} 的级别不高于本级。",
            f"The parent {parent.en} does not stand on a higher level.",
        )
    if division.code[:2] != parent.code[:2]:
        return Fault(
            "division-province",
            f"代码前两位与上级 {parent.code} 不同。",
            f"The first two digits are not those of the parent {parent.code}.",
        )
    if division.current and not parent.current:
        return Fault(
            "division-parent-ended",
            f"上级 {parent.code} 已不是现行区划。",
            f"The parent {parent.code} is no longer current.",
        )
    return None


def _place_and_time(division: Division) -> Fault | None:
    if (division.longitude is None) != (division.latitude is None):
        return Fault(
            "division-coordinates",
            "经度与纬度须同时给出。",
            "Longitude and latitude are known together or not at all.",
        )
    begun, ended = division.valid_from, division.valid_until
    if begun and ended:
        precision = min(len(begun), len(ended))
        if begun[:precision] > ended[:precision]:
            return Fault(
                "division-dates", f"{begun} 晚于 {ended}。", f"{begun} comes after {ended}."
            )
    return None


def _succession(division: Division, by_code: Mapping[str, Division]) -> Fault | None:
    unknown = next((code for code in division.replaced_by if code not in by_code), None)
    if unknown:
        return Fault(
            "division-successor-unknown",
            f"后继 {unknown} 不在表中。",
            f"The successor {unknown} has no row.",
        )
    if division.current and (division.valid_until or division.replaced_by):
        return Fault(
            "division-successor-current",
            "现行区划不应有终止时间或后继。",
            "A current division has neither an end nor a successor.",
        )
    return None


def _cell_error(error: ValidationError, path: Path, rows: list[Row]) -> DataError:
    first = error.errors(include_url=False)[0]
    row, column = rows[int(first["loc"][0])], str(first["loc"][1])
    told = row.cells.get(column, "")
    fault = Fault(
        "division-cell", f"{column} 列“{told}”无效。", f"{column}: {told!r}: {first['msg']}."
    )
    return _error(fault, path, row.line, row.cells.get("code"))


def _error(fault: Fault, path: Path, line: int, subject: str | None) -> DataError:
    return DataError(
        fault.code,
        file=str(path),
        line=line,
        subject=subject,
        zh=fault.zh,
        en=fault.en,
        mend_zh=MEND_ZH,
        mend_en=MEND_EN,
    )
