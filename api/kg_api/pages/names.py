"""Entities by name, as the search and the lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from kg.errors import Language
from kg.names.candidates import Candidate
from kg.names.index import NameIndex
from kg.names.named import Named
from kg.vocab import BASE

_IN_PATH = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Row:
    """An entity: `href` is relative to the start page, `facts` how often facts point at it."""

    name: str
    other: str
    href: str
    kind: str
    code: str
    within: str
    facts: int
    current: bool
    why: str = ""


def rows(index: NameIndex, entities: Iterable[Named], language: Language) -> list[Row]:
    """Return the rows of entities in their order."""
    return [_row(index, each, language) for each in entities]


def found(index: NameIndex, candidates: Iterable[Candidate], language: Language) -> list[Row]:
    """Return the rows of candidates, each with the reason why it is one."""
    return [
        _row(index, each.entity, language, getattr(each.reason, language)) for each in candidates
    ]


def _row(index: NameIndex, entity: Named, language: Language, why: str = "") -> Row:
    first, second = (entity.zh, entity.en) if language == "zh" else (entity.en, entity.zh)
    own = index.classes.get(entity.own_class)
    return Row(
        name=first or second or entity.iri.removeprefix(f"{BASE}id/"),
        other=second if first else "",
        href=f"doc/{quote(entity.iri.removeprefix(f'{BASE}id/'), safe=_IN_PATH)}",
        kind=getattr(own, language) if own else "",
        code=entity.code,
        within=_within(index, entity, language),
        facts=entity.links,
        current=entity.current,
        why=why,
    )


def _within(index: NameIndex, entity: Named, language: Language) -> str:
    """Return the places that it is in, the largest first in Chinese, last in English."""
    places = sorted(index.all(entity.within), key=lambda place: place.level)
    names = [(place.zh if language == "zh" else place.en) or place.zh for place in places]
    return " ".join(names) if language == "zh" else ", ".join(reversed(names))
