"""How the values of a property are wanted: how many, of what time, figures in what form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg_api.reconciliation import refusals
from kg_api.texts.reconciliation import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.errors import Language
    from kg_api.reconciliation.properties import Property

CONTENTS = ("figure", "number", "baseNumber", "printed", "unit", "bound", "period", "fact")
NUMBERS = frozenset(("number", "baseNumber"))
MOST_VALUES = 1_000
"""Values of a cell at most, also where no limit is asked for."""
_NAMES = ("limit", "content", "at")
_AT = re.compile(r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """`content` is one of CONTENTS; `at` a year, month or day (ISO 8601), empty for any time."""

    limit: int = MOST_VALUES
    content: str = "figure"
    at: str = ""

    def overlaps(self, begin: str, end: str) -> bool:
        """Whether a period (days of ISO 8601, empty where open) has something of the time asked."""
        if not self.at:
            return True
        size = len(self.at)
        return (
            (begin or end) != "" and begin[:size] <= self.at and (not end or self.at <= end[:size])
        )


def of(given: Mapping[str, Any], prop: Property) -> Settings:
    """Return the settings; what is not given has its default.

    OpenRefine sends numbers as numbers or as text. Raises `QueryError`: `setting-invalid`
    or `measure-open` (400).
    """
    for name in given:
        if name not in _NAMES:
            raise refusals.setting(name, _NAMES)
    limit = _limit(_given(given, "limit", "0"))
    content = _given(given, "content", "figure")
    if content not in CONTENTS:
        raise refusals.setting("content", CONTENTS)
    at = _given(given, "at", "")
    at = str(at) if isinstance(at, int) else at
    if not isinstance(at, str) or (at and _AT.fullmatch(at) is None):
        raise refusals.setting("at", ("2023", "2023-12", "2023-12-31"))
    if content in NUMBERS and prop.measures and not prop.measure:
        raise refusals.measure_open(prop.id, [f"{prop.id}/{each}" for each in prop.measures])
    return Settings(limit, content, at)


def _given(settings: Mapping[str, Any], name: str, default: str) -> Any:
    value = settings.get(name)
    return default if value is None or value == "" else value


def _limit(given: object) -> int:
    if isinstance(given, str) and given.isascii() and given.isdigit():
        given = int(given[:9])
    if isinstance(given, bool) or not isinstance(given, int | float) or given < 0 or given % 1:
        raise refusals.setting("limit", ("0", "1", "…", str(MOST_VALUES)))
    return min(int(given), MOST_VALUES) or MOST_VALUES


def described(language: Language) -> list[dict[str, Any]]:
    """Return the settings as the manifest tells them."""
    words = WORDS[language]

    def said(name: str, kind: str, default: str | int) -> dict[str, Any]:
        told = {"name": name, "label": words[name], "type": kind, "default": default}
        return {**told, "help_text": words[f"{name}_help"]}

    choices = [{"value": each, "name": words[each]} for each in CONTENTS]
    return [
        said("limit", "number", 0),
        {**said("content", "select", "figure"), "choices": choices},
        said("at", "text", ""),
    ]
