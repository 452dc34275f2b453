"""Which counties are to be compared, as somebody wrote them: a code, an IRI, or a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.names.search import Asked
from kg_api.pages.entity.reading import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.lookup.index import Index, Resource
    from kg.names.search import Searcher

MOST = 6
"""How many counties stand side by side."""
_COUNTIES = frozenset(("County",))
_OFFERED = 5
_LONGEST = 80  # characters of a name that somebody wrote
_KNOWN = 24


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was written and means no one county; `offered` are the IRIs that it may mean."""

    text: str
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The counties that are meant, in order, without repetition; what is unclear; what is too many."""

    iris: tuple[str, ...]
    unclear: tuple[Unclear, ...] = ()
    left_out: int = 0


def choose(written: Iterable[str], names: Searcher) -> Choice:
    """Return the counties that these mean; only a certain match counts."""
    iris: dict[str, None] = {}
    unclear: list[Unclear] = []
    texts = [text.strip()[:_LONGEST] for text in written]
    for text in dict.fromkeys(text for text in texts if text):
        found = names.certain(Asked(text, _COUNTIES, limit=_OFFERED))
        if found.match is not None:
            iris[found.match.entity.iri] = None
        else:
            offered = tuple(each.entity.iri for each in found.candidates)
            unclear.append(Unclear(text, offered))
    kept = tuple(iris)[:MOST]
    return Choice(kept, tuple(unclear), len(iris) - len(kept))


def told_of(index: Index) -> Sequence[Resource]:
    """Return the counties of which most is told, those without a fact left out."""
    found = index.most_linked("County", 3 * _KNOWN)
    return [each for each in found if _has_facts(index, each)][:_KNOWN]


def _has_facts(index: Index, resource: Resource) -> bool:
    """Facts come first among what points at a resource."""
    first = index.inbound(resource, 0, 1)
    return bool(first) and first[0].iri.startswith(FACTS)
