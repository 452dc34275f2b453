"""Turns yearly changes of the code list into the life of each code.

A code is the identity of a division here. A new name under the same code is a renaming and does
not interrupt it; a code that was given to another division starts anew, and the earlier bearer,
whose code now means something else, has no row.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from making.sources import Change

FIRST_YEAR = 1984
"""The change table warns that codes before this year were renumbered several times."""

DIVIDED = {("51", "50"), ("44", "46")}
"""Provinces that a new one was taken out of: Chongqing from Sichuan, Hainan from Guangdong."""

ABOLISHED = "撤销"
ADJUSTED = "区划调整"
RENAMED = "更名"
REASSIGNED = "码位改派"


@dataclass(slots=True)
class Life:
    """What the changes tell about the last bearer of a code; year 0 = unknown."""

    code: str
    level: str = ""
    parent: str = ""
    names: list[str] = field(default_factory=list)
    begun: int = 0
    ended: int = 0
    successor: str = ""

    @property
    def zh(self) -> str:
        """The last name; empty where the changes name the code only as a successor."""
        return self.names[-1] if self.names else ""


@dataclass(slots=True)
class Corrections:
    """The decisions of corrections.csv by code."""

    events: dict[tuple[str, int], str]
    values: dict[tuple[str, str], str]
    excluded: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> Corrections:
        """Read `code,year,what,value,basis`; `what` names an action on events or a column."""
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return cls(
            events={(r["code"], int(r["year"])): r["what"] for r in rows if r["year"]},
            values={
                (r["code"], r["what"]): r["value"]
                for r in rows
                if not r["year"] and r["what"] != "exclude"
            },
            excluded=frozenset(r["code"] for r in rows if r["what"] == "exclude"),
        )


def lives(changes: Iterable[Change], corrections: Corrections) -> dict[str, Life]:
    """Return the life of the last bearer of every code that the changes name."""
    by_code: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        for code in {change.old, change.new} - {""}:
            by_code[code].append(change)
    return {code: _life(code, events, corrections) for code, events in by_code.items()}


def _life(code: str, changes: list[Change], corrections: Corrections) -> Life:
    # In one year the old bearer leaves before the new one comes; a renaming lies between.
    ordered = sorted(changes, key=lambda c: (c.year, (c.new == code) + (c.old != code)))
    life = Life(code)
    for change in ordered:
        action = corrections.events.get((code, change.year), "")
        if action == "ignore":
            continue
        if change.old == change.new:
            life = _same_code(life, change, action)
        elif change.old == code:
            _end(life, change)
        elif change.kind != ABOLISHED:
            life = _begin(life, change)
    return life


def _same_code(life: Life, change: Change, action: str) -> Life:
    if (action or {RENAMED: "rename"}.get(change.kind)) != "rename":
        return Life(life.code, change.level, change.old_parent, [change.new_name], change.year)
    _describe(life, change)
    life.names.append(change.new_name)
    return life


def _begin(life: Life, change: Change) -> Life:
    if life.names and not life.ended:
        return life
    return Life(life.code, change.level, "", [change.new_name], change.year)


def _end(life: Life, change: Change) -> None:
    _describe(life, change)
    life.ended = change.year
    life.successor = change.new if _credible(change) else ""


def _describe(life: Life, change: Change) -> None:
    if life.ended:
        life.begun = life.ended = 0
        life.names = []
    life.level, life.parent = change.level, change.old_parent
    if change.old_name not in life.names:
        life.names.append(change.old_name)


def _credible(change: Change) -> bool:
    """Tell whether the successor may be believed.

    The source links by name, and 郊区 or 城区 exist in many provinces. It also links a city that
    became the districts of a larger one to the county that shared its name and went on beside it.
    """
    provinces = change.old[:2], change.new[:2]
    if provinces[0] != provinces[1] and provinces not in DIVIDED:
        return False
    return not (
        change.kind == ADJUSTED
        and change.old_name.endswith("市")
        and change.new_name.endswith("县")
    )
