"""From rows of a table to entities: a name, a code, or both, narrowed by parent, type and time.

What a row says must agree. Where its parts contradict each other the row has no match, but the
candidates, and the `Conflict` that says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.names import codes
from kg.names.candidates import LIMIT, Asked, Found
from kg.names.conflicts import Conflict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.names.candidates import Candidate
    from kg.names.gazetteer import Places
    from kg.names.search import Searcher

_TIME = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)
_REMEMBERED = 4096  # parents, and types
_NAMESAKES = 100  # that are looked at for the one with the code


@dataclass(frozen=True, slots=True)
class Row:
    """A row, as somebody has it; what is empty does not matter.

    `parent` is a name, code or IRI of a division that it is in, at any distance; `type` the name,
    label or IRI of a class, or a kind of entity; `at` a day, month or year (ISO 8601).
    """

    row_id: str
    name: str = ""
    code: str = ""
    parent: str = ""
    type: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a row means; with a conflict it has no match."""

    row: Row
    found: Found
    conflict: Conflict | None = None


def is_time(text: str) -> bool:
    """Whether it is a day, a month or a year (ISO 8601)."""
    if not _TIME.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


class Resolver:
    """Resolves rows, one after another."""

    def __init__(self, searcher: Searcher, limit: int = LIMIT) -> None:
        self._searcher = searcher
        self._limit = limit
        self._places = lru_cache(maxsize=_REMEMBERED)(searcher.places)
        self._classes = lru_cache(maxsize=_REMEMBERED)(searcher.classes.meant)

    def rows(self, rows: Iterable[Row]) -> Iterator[Resolved]:
        """Yield what each row means, as it is read."""
        return map(self.row, rows)

    def row(self, row: Row) -> Resolved:
        """Return what a row means."""
        if not row.name.strip() and not row.code.strip():
            return Resolved(row, Found(()), Conflict.EMPTY)
        asked, conflict = self._asked(row)
        if conflict:
            return Resolved(row, _unmatched(self._searcher.search(asked)), conflict)
        if row.code.strip():
            return self._by_code(row, asked)
        found = self._searcher.certain(asked)
        if found.match is None and (conflict := self._contradicted(asked)):
            free = replace(asked, within=None, classes=None, at=None)
            return Resolved(row, _unmatched(self._searcher.search(free)), conflict)
        return Resolved(row, found)

    def _asked(self, row: Row) -> tuple[Asked, Conflict | None]:
        """Return what is asked; without what is not understood, and what that is."""
        conflict: Conflict | None = None
        within: Places | None = None
        classes: frozenset[str] | None = None
        at: str | None = row.at.strip() or None
        if row.parent.strip():
            within = self._places(row.parent) or None
            conflict = conflict if within else Conflict.PARENT_UNKNOWN
        if row.type.strip():
            classes = self._classes(row.type) or None
            conflict = conflict if classes else Conflict.TYPE_UNKNOWN
        if at and not is_time(at):
            at, conflict = None, Conflict.AT_INVALID
        name = row.name if row.name.strip() else row.code
        return Asked(name, classes, within, at, self._limit), conflict

    def _by_code(self, row: Row, asked: Asked) -> Resolved:
        """Resolve a row with a code; a name beside it must be one of the same thing."""
        coded = self._searcher.coded(replace(asked, name=row.code))
        by_name = (
            self._searcher.named(replace(asked, limit=_NAMESAKES)).candidates
            if row.name.strip()
            else coded.candidates
        )
        numbers = {each.entity.number for each in coded.candidates}
        if coded.match and numbers & {each.entity.number for each in by_name}:
            return Resolved(row, coded)
        proposals = (*coded.candidates, *_others(by_name, numbers))[: self._limit]
        return Resolved(row, _unmatched(Found(proposals)), self._code_conflict(row, asked, coded))

    def _code_conflict(self, row: Row, asked: Asked, coded: Found) -> Conflict | None:
        if coded.match:
            return Conflict.CODE_AND_NAME
        if coded.candidates:  # a code of a place inside it, which nothing here has
            return None
        if codes.is_credit_code(row.code) and not codes.has_valid_check_digit(row.code):
            return Conflict.CODE_INVALID
        return self._contradicted(replace(asked, name=row.code)) or Conflict.CODE_UNKNOWN

    def _contradicted(self, asked: Asked) -> Conflict | None:
        """Return what keeps the name's only meaning from fitting, if something does."""
        for name, conflict in (
            ("within", Conflict.PARENT_CONTRADICTS),
            ("classes", Conflict.TYPE_CONTRADICTS),
            ("at", Conflict.AT_CONTRADICTS),
        ):
            if getattr(asked, name) is not None:
                fitting = self._searcher.named(asked)
                freed = self._searcher.named(_without(asked, name))
                if not fitting.candidates and freed.candidates:
                    return conflict
        return None


def _without(asked: Asked, name: str) -> Asked:
    return Asked(
        asked.name,
        None if name == "classes" else asked.classes,
        None if name == "within" else asked.within,
        None if name == "at" else asked.at,
        asked.limit,
    )


def _unmatched(found: Found) -> Found:
    return Found(tuple(replace(each, match=False) for each in found.candidates), found.ambiguous)


def _others(candidates: Iterable[Candidate], numbers: set[int]) -> list[Candidate]:
    return [each for each in candidates if each.entity.number not in numbers]
