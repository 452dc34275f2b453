"""What `kg bench lookup` asks: texts and rows of several kinds, the same each time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from kg.names.divisions import short_names
from kg.names.resolve import Row

if TYPE_CHECKING:
    from kg.bench.labels import Labels

_SEED = 2026
_EACH = 200  # texts of a kind
_ROWS = 5000
_SHARES = ((55, "label"), (10, "code"), (15, "short"), (10, "typo"), (10, "absent"))
"""How many rows in a hundred are of which kind: a column that people typed."""


def texts(labels: Labels) -> dict[str, list[str]]:
    """Return texts to look for, by kind."""
    source = random.Random(_SEED)  # noqa: S311 - the same each time is what is wanted
    names = [source.choice(labels.enterprises).label for _ in range(_EACH)]
    counties = [each for each in labels.divisions if each.level == "county" and each.current]
    chosen = [source.choice(counties) for _ in range(_EACH)]
    provinces = {each.code: each for each in labels.divisions}
    return {
        "whole name": names,
        "division": [each.zh for each in chosen],
        "place before": [f"{provinces[each.parent or each.code].zh}{each.zh}" for each in chosen],
        "one character": [name[2] for name in names],
        "two characters": [name[2:4] for name in names],
        "part": [name[2:7] for name in names],
        "wrong character": [_mistyped(source, name) for name in names],
        "wrong, division": [_mistyped(source, each.zh) for each in chosen],
        "pinyin": [(each.pinyin or "").replace(" ", "") for each in chosen],
        "absent": [_absent(source) for _ in names],
    }


def rows(labels: Labels) -> list[Row]:
    """Return rows to resolve, of divisions and enterprises, with and without a parent."""
    source = random.Random(_SEED)  # noqa: S311 - the same each time is what is wanted
    kinds = source.choices(
        [kind for _, kind in _SHARES], weights=[share for share, _ in _SHARES], k=_ROWS
    )
    return [
        Row(str(number), *_row(source, labels, kind), parent="", type="")
        if kind in {"code", "absent"}
        else _with_parent(source, labels, kind, str(number))
        for number, kind in enumerate(kinds)
    ]


def _row(source: random.Random, labels: Labels, kind: str) -> tuple[str, str]:
    """Return a name and a code."""
    if kind == "absent":
        return _absent(source), ""
    division = source.choice(labels.divisions)
    return division.zh, division.code


def _with_parent(source: random.Random, labels: Labels, kind: str, row_id: str) -> Row:
    def written(name: str) -> str:
        if kind == "short":
            return next(short_names(name), name)
        return _mistyped(source, name) if kind == "typo" else name

    if source.random() < 0.5:  # noqa: PLR2004 - half of them
        enterprise = source.choice(labels.enterprises)
        return Row(row_id, written(enterprise.label), parent=enterprise.place.code)
    division = source.choice(labels.divisions)
    return Row(row_id, written(division.zh), parent=division.parent or "")


def _mistyped(source: random.Random, name: str) -> str:
    at = source.randrange(len(name))
    return name[:at] + source.choice("坏春灯笔湖鸣") + name[at + 1 :]


def _absent(source: random.Random) -> str:
    return "".join(source.choice("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨") for _ in range(3)) + "商行"
