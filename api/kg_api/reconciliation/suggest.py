"""Suggestions while somebody types: entities, types, properties; and how many come when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from kg.names.forms import has_cjk
from kg.names.search import Asked
from kg_api import body
from kg_api.reconciliation import classes, refusals
from kg_api.reconciliation.candidates import called, description
from kg_api.reconciliation.ids import short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.errors import Language
    from kg.names.search import Searcher
    from kg_api.body import Pairs
    from kg_api.reconciliation.classes import EntityClass
    from kg_api.reconciliation.properties import Properties

PAGE, MOST = 10, 100
_DIGITS = 6
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What has been typed so far, how many suggestions are skipped, and how many wanted."""

    prefix: str
    types: tuple[EntityClass, ...]
    cursor: int
    limit: int

    @classmethod
    def of(cls, fields: Pairs) -> Wanted:
        """Return it for the parameters `prefix`, `type`, `cursor` and `limit`.

        Types that there are not, and other parameters, are left alone: OpenRefine sends some
        of its own. Raises `QueryError` `number-invalid` (400).
        """
        return cls(
            " ".join(body.values(fields, "prefix")).strip(),
            tuple(found for name in body.values(fields, "type") if (found := classes.find(name))),
            number(fields, "cursor", 0),
            min(number(fields, "limit", PAGE), MOST),
        )

    def page(self, found: Iterable[_T]) -> list[_T]:
        """Return those that are wanted of all that were found."""
        return list(found)[self.cursor : self.cursor + self.limit]


def number(fields: Pairs, name: str, default: int) -> int:
    """Return a whole number from 0 on; raises `QueryError` `number-invalid` (400)."""
    given = [value for value in body.values(fields, name) if value != ""]
    if not given:
        return default
    if len(given) > 1 or not (given[0].isascii() and given[0].isdigit()):
        raise refusals.number(name, 0)
    return int(given[0][: _DIGITS + 1]) if len(given[0]) <= _DIGITS else 10**_DIGITS


def entities(wanted: Wanted, names: Searcher, language: Language | None) -> list[dict[str, Any]]:
    """Return entities whose names begin like the prefix, hold it or are like it, best first."""
    members = (each.members for each in wanted.types)
    allowed = frozenset[str]().union(*members) if wanted.types else None
    # One question for all pages, so that each goes on where the one before ended.
    found = names.search(Asked(wanted.prefix, allowed, limit=MOST)).candidates
    spoken: Language = language or (
        "zh" if has_cjk(wanted.prefix) or _is_code(wanted.prefix) else "en"
    )
    shown = []
    for entity in wanted.page(each.entity for each in found):
        own = next(classes.chain(entity.own_class), None)
        told = {
            "id": short(entity.iri),
            "name": called(entity, spoken),
            "description": description(entity, names, spoken),
            "notable": [own.brief(spoken)] if own else [],
        }
        shown.append({name: value for name, value in told.items() if value})
    return shown


def types(wanted: Wanted, language: Language) -> list[dict[str, Any]]:
    """Return the types whose id or name holds the prefix; all where nothing was typed."""
    found = _matching(
        wanted.prefix, classes.every().values(), lambda each: (each.id, *each.label.values())
    )
    return [each.described(language) for each in wanted.page(found)]


def properties(wanted: Wanted, known: Properties, language: Language) -> list[dict[str, Any]]:
    """Return the properties whose id or name holds the prefix; all where nothing was typed."""
    ids = [each.id for each in wanted.types]
    every = [each for each in known.all() if not ids or any(map(each.is_of, ids))]
    found = _matching(wanted.prefix, every, lambda each: (each.id, *each.label.values()))
    return [each.described(language) for each in wanted.page(found)]


def _matching(prefix: str, every: Iterable[_T], names: Callable[[_T], Sequence[str]]) -> list[_T]:
    """Return those with a name that holds the prefix, first those with one that begins so."""
    typed = prefix.casefold()
    holding = [each for each in every if any(typed in name.casefold() for name in names(each))]
    return sorted(
        holding, key=lambda each: not any(name.casefold().startswith(typed) for name in names(each))
    )


def _is_code(prefix: str) -> bool:
    return not any(char.isalpha() for char in prefix) or "/" in prefix
