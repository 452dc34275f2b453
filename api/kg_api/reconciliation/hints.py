"""What else is known of a thing that is looked for: the place it is in, its code, when it was there.

Each property of a query becomes a hint. Asked about an entity, a hint agrees, contradicts, or has
nothing to say, because the data is silent or because nobody knows what was meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.names import forms
from kg_api.reconciliation import ids
from kg_api.reconciliation.query import Entity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.names.gazetteer import Places
    from kg.names.named import Named
    from kg.names.search import Searcher
    from kg_api.reconciliation.query import PropertyValue, Value

PLACES = ("within", "parent", "prefecture", "province", "locatedIn", "jurisdiction")
"""Properties whose value is a place that the entity is in."""
CODES = ("divisionCode", "code")
NAMES = ("nameZh", "nameEn", "altLabel", "pinyin", "name", "label")
AT = ("at", "date", "year")
_DAY = re.compile(r"([12][0-9]{3}(?:-[01][0-9](?:-[0-3][0-9])?)?)(?:T.*)?")
_CODE = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}")
_DIGITS = 6
_WHOLE = 1e15  # numbers below it have all their digits
_COUNTRY = frozenset(map(forms.fold, ("中国", "中华人民共和国", "China", "PRC", "CN")))

Verdict = bool | None
"""Whether a hint agrees with an entity; `None` where it has nothing to say."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One property of a query: `name` is its id, `judge` says what it has to say of an entity.

    `places` are those that the thing is in, for a hint about places that was understood; `code`
    is a division code. What was not understood is `open`: then nothing is certain.
    """

    name: str
    judge: Callable[[Named], Verdict]
    places: Places = frozenset()
    code: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Hints:
    """All hints of a query; `at` is the day or year that it is about, `names` other names given."""

    all: tuple[Hint, ...] = ()
    at: str | None = None
    names: tuple[str, ...] = ()


def of(properties: Iterable[PropertyValue], names: Searcher) -> Hints:
    """Return the hints; properties of which nothing can be judged are left out."""
    found: list[Hint] = []
    at: str | None = None
    others: list[str] = []
    for each in properties:
        name = each.pid.strip().removeprefix("cdo:")
        texts = [text for value in each.values if (text := _text(value))]
        if not texts:
            continue
        if name in PLACES:
            found += _place(name, texts, names)
        elif name in CODES:
            found += _code(name, texts, names)
        elif name in AT:
            at = next((day[1] for text in texts if (day := _DAY.fullmatch(text))), at)
        elif name in NAMES:
            found.append(_name(name, texts))
            others += texts
    return Hints(tuple(found), at, tuple(others))


def _text(value: Value) -> str:
    """Return a value as text: of a number with nothing behind the point its digits."""
    match value:
        case Entity():
            return value.id.strip() or value.name.strip()
        case bool():
            return ""
        case float() | int():
            return str(int(value)) if value == value // 1 and abs(value) < _WHOLE else str(value)
        case str():
            return value.strip()


def _place(name: str, texts: list[str], names: Searcher) -> list[Hint]:
    texts = [text for text in texts if forms.fold(text) not in _COUNTRY]
    places = frozenset(number for text in texts for number in names.places(text))
    if places:
        return [Hint(name, partial(_is_in, places), places=places)]
    return [Hint(name, lambda _: None, open=True)] if texts else []


def _is_in(places: Places, entity: Named) -> Verdict:
    if entity.within & places:
        return True
    if not entity.within and entity.level > _DIGITS:  # no division: where it is, nobody told
        return None
    return None if entity.number in places else False


def _code(name: str, texts: list[str], names: Searcher) -> list[Hint]:
    codes = {text[:_DIGITS].ljust(_DIGITS, "0") for text in texts if _CODE.fullmatch(text)}
    if not codes:
        # A unified social credit code, a code of another list: none of ours can contradict it.
        return []
    related = {
        iri
        for code in codes
        if (entity := names.index.by_iri(ids.iri(f"division/{code}")))
        for iri in entity.replaced_by
    }
    code = min(codes) if len(codes) == 1 else ""
    return [Hint(name, partial(_has_code, frozenset(codes), frozenset(related)), code=code)]


def _has_code(codes: frozenset[str], related: frozenset[str], entity: Named) -> Verdict:
    if entity.code in codes:
        return True
    # The code that its predecessor had speaks for it, if not as clearly.
    return None if not entity.code or entity.iri in related else False


def _name(name: str, texts: list[str]) -> Hint:
    return Hint(name, partial(_is_called, frozenset(map(forms.fold, texts))))


def _is_called(folded: frozenset[str], entity: Named) -> Verdict:
    """A name that we do not know of a thing is no proof against it."""
    return True if folded & {*entity.names} else None
