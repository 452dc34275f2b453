"""Makes divisions.csv from the data files of three packages.

    python make_divisions.py WHEELS      a folder with the three wheels (see ATTRIBUTION.md)
    python make_divisions.py             the packages as installed

The output depends on nothing but these files, the versions of the packages and that of pypinyin.
What the sources get wrong or leave open is decided in the three CSV files beside this one.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from making.history import FIRST_YEAR, Corrections, Life, lives
from making.names import Namer
from making.sources import (
    Listed,
    Point,
    read_changes,
    read_current,
    read_points,
    read_second,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
TAIWAN = "710000"
"""The list of 2025-12-31 prints no code for it; both other sources do."""

PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
"""Rows that group divisions and are none."""

GENERIC = ("地区", "自治县", "自治旗", "新区", "县", "市", "区", "旗", "盟")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of divisions.csv, column for column."""

    code: str
    level: str
    parent: str
    zh: str
    en: str = ""
    pinyin: str = ""
    longitude: str = ""
    latitude: str = ""
    validFrom: str = ""  # noqa: N815 - the column's name
    validUntil: str = ""  # noqa: N815
    replacedBy: str = ""  # noqa: N815
    current: str = "true"


def main(
    wheels: Annotated[Path | None, typer.Argument(exists=True, file_okay=False)] = None,
    out: Annotated[Path, typer.Option(help="The file to write.")] = HERE / "divisions.csv",
) -> None:
    """Write divisions.csv and print its figures and the disagreements of the sources."""
    corrections = Corrections.read(HERE / "corrections.csv")
    listed, second, points = read_current(wheels), read_second(wheels), read_points(wheels)
    history = lives(read_changes(wheels), corrections)
    listed[TAIWAN] = second[TAIWAN]
    rows = _current(listed, history, corrections)
    rows |= _ended(rows, history, points, corrections)
    rows = _located(_linked(rows, history, corrections), history, points)
    named = Namer.read(HERE).name
    done = [replace(row, **named(row.zh)) for _, row in sorted(rows.items())]
    _write(done, out)
    for line in [*_figures(done), *_disagreements(listed, second, points, history, rows)]:
        typer.echo(line)


def _current(
    listed: dict[str, Listed], history: dict[str, Life], corrections: Corrections
) -> dict[str, Row]:
    """Rows of the divisions of 2025-12-31, with the year in which the code came up."""
    rows: dict[str, Row] = {}
    for code, division in listed.items():
        life = history.get(code)
        begun = life.begun if life and not life.ended and life.zh == division.zh else 0
        rows[code] = Row(
            code=code,
            level=division.level,
            parent=division.parent,
            zh=division.zh,
            validFrom=corrections.values.get((code, "validFrom"), _year(begun)),
        )
    return rows


def _ended(
    rows: dict[str, Row],
    history: dict[str, Life],
    points: dict[str, Point],
    corrections: Corrections,
) -> dict[str, Row]:
    """Rows of the divisions whose codes are no longer in the list."""
    ended: dict[str, Row] = {}
    for code, life in history.items():
        known = life.ended >= FIRST_YEAR or (code in points and not life.ended)
        if code not in rows and known and life.zh not in {"", *PLACEHOLDERS}:
            ended[code] = _past(life, corrections)
    for code, point in points.items():
        other = {*rows, *history, *corrections.excluded}
        if code not in other and point.zh not in PLACEHOLDERS:
            ended[code] = _past(Life(code, "county", "", [point.zh]), corrections)
    every = {**rows, **ended}
    return {code: replace(row, parent=_parent(row, every)) for code, row in ended.items()}


def _past(life: Life, corrections: Corrections) -> Row:
    return Row(
        code=life.code,
        level=life.level,
        parent=life.parent,
        zh=life.zh,
        validFrom=_year(life.begun),
        validUntil=corrections.values.get((life.code, "validUntil"), _year(life.ended)),
        current="false",
    )


def _parent(row: Row, rows: dict[str, Row]) -> str:
    """The nearest division above that has a row: placeholders such as 379000 have none."""
    if row.level == "county":
        for code in (row.parent, row.code[:4] + "00"):
            if code in rows and rows[code].level == "prefecture":
                return code
    return row.code[:2] + "0000"


def _linked(
    rows: dict[str, Row], history: dict[str, Life], corrections: Corrections
) -> dict[str, Row]:
    """The rows with the successors that a source names and that have a row."""
    linked: dict[str, Row] = {}
    for code, row in rows.items():
        successor = ""
        if row.current == "false":
            told = history[code].successor if code in history else ""
            successor = corrections.values.get((code, "replacedBy"), told)
        linked[code] = replace(row, replacedBy=successor if successor in rows else "")
    return linked


def _located(
    rows: dict[str, Row], history: dict[str, Life], points: dict[str, Point]
) -> dict[str, Row]:
    """The rows with coordinates: the code's own, or those of the predecessor of the same stem.

    即墨区 takes the point of 即墨市, which it replaced; 信都区 takes that of 桥西区, its former name.
    """
    own = {code: _point(row, history, points) for code, row in rows.items()}
    inherited: dict[str, Point] = {}
    for code, row in rows.items():
        point, heir = own[code], rows.get(row.replacedBy)
        if point and heir and heir.current == "true" and _stem(row.zh) == _stem(heir.zh):
            inherited[heir.code] = point
    located: dict[str, Row] = {}
    for code, row in rows.items():
        point = own[code] or inherited.get(code)
        located[code] = (
            replace(row, longitude=point.longitude, latitude=point.latitude) if point else row
        )
    return located


def _point(row: Row, history: dict[str, Life], points: dict[str, Point]) -> Point | None:
    point = points.get(row.code)
    names = {row.zh, *(history[row.code].names if row.code in history else ())}
    return point if point and point.longitude and point.zh in names else None


def _stem(zh: str) -> str:
    for generic in GENERIC:
        if zh.endswith(generic) and zh != generic:
            return zh.removesuffix(generic)
    return zh


def _year(year: int) -> str:
    return str(year) if year >= FIRST_YEAR else ""


def _write(rows: list[Row], out: Path) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in fields(Row)])
        writer.writerows(astuple(row) for row in rows)


def _figures(rows: list[Row]) -> Iterator[str]:
    """Counts by level: all, without coordinates, with a first year, with a successor."""
    for state in ("true", "false"):
        for level in ("province", "prefecture", "county"):
            chosen = [row for row in rows if (row.current, row.level) == (state, level)]
            counts = Counter[str]()
            for row in chosen:
                counts["without coordinates"] += not row.longitude
                counts["validFrom"] += bool(row.validFrom)
                counts["validUntil"] += bool(row.validUntil)
                counts["replacedBy"] += bool(row.replacedBy)
            yield f"current={state} {level}: {len(chosen)} {dict(counts)}"


def _disagreements(
    listed: dict[str, Listed],
    second: dict[str, Listed],
    points: dict[str, Point],
    history: dict[str, Life],
    rows: dict[str, Row],
) -> Iterator[str]:
    """Where the sources contradict one another."""
    for code in sorted({*listed, *second}):
        one, two = listed.get(code), second.get(code)
        if one != two:
            yield f"lists differ: {one or ''} | {two or ''}"
    yield f"current codes without a row of 2021: {len(set(listed) - set(points))}"
    for code, row in sorted(rows.items()):
        if code in points and points[code].zh not in {row.zh, *PLACEHOLDERS}:
            yield f"2021 has another name: {code} {row.zh} | {points[code].zh}"
        life = history.get(code)
        if row.current == "true" and life and life.zh and (life.ended or life.zh != row.zh):
            yield f"history disagrees: {code} {row.zh} | {life.zh} {life.ended}"


if __name__ == "__main__":
    typer.run(main)
