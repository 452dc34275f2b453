"""The types: classes of the ontology that entities have, and the classes above them.

A type's id is its name in the ontology, `County`; one of another vocabulary has its prefix,
`org:Role`. schemaSpace and the name make the IRI.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.mapping.terms import CLASSES
from kg.ontology import document
from kg.ontology.document import short
from kg.ontology.terms import Terms
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.errors import Language
    from kg.ontology.terms import Term

SPACE = PREFIXES["cdo"]
DEFAULT = ("County", "AdministrativeDivision", "Enterprise", "Agency", "Honor", "Indicator")
"""Those that OpenRefine offers where it cannot guess, in its order."""
_UNNAMED = frozenset(("qudt:Unit", "Period", "Article", "prov:Entity"))


@dataclass(frozen=True, slots=True)
class EntityClass:
    """A type. `broader` are the next ones above it, `members` the classes of its entities.

    Members are named as the name index names classes: by local name, or IRI where not ours.
    """

    id: str
    iri: str
    label: dict[str, str] = field(repr=False)
    definition: dict[str, str] = field(repr=False)
    broader: tuple[str, ...]
    members: frozenset[str]

    def brief(self, language: Language) -> dict[str, str]:
        """Return id and name, as candidates carry them."""
        return {"id": self.id, "name": self.label[language]}

    def described(self, language: Language) -> dict[str, Any]:
        """Return id, name, definition and the types above it."""
        told: dict[str, Any] = {**self.brief(language)}
        if text := self.definition.get(language) or self.definition.get("en"):
            told["description"] = text
        if self.broader:
            told["broader"] = [every()[name].brief(language) for name in self.broader]
        return told


def find(name: str) -> EntityClass | None:
    """Return the type of an id, with or without our prefix, or of an IRI."""
    text = name.strip()
    if text.startswith(("http://", "https://")):
        text = short(text)
    return every().get(text.removeprefix("cdo:"))


def chain(own_class: str) -> Iterator[EntityClass]:
    """Yield the type of an entity and those above it; the class as the index names it."""
    ahead = [short(own_class)]
    seen: set[str] = set()
    while ahead:
        name = ahead.pop(0)
        found = every().get(name)
        if found and name not in seen:
            seen.add(name)
            yield found
            ahead += found.broader


def members(names: Iterable[str]) -> list[frozenset[str]]:
    """Return the classes of entities of each of these types; of an unknown one there are none."""
    return [found.members if (found := find(name)) else frozenset() for name in names]


@cache
def every() -> dict[str, EntityClass]:
    """Return the types by id, in the order of the ontology."""
    terms = Terms(document.load()).by_iri
    asserted = set(_asserted())
    above = {iri: _above(terms, iri) for iri in asserted}
    shown = {iri for iris in above.values() for iri in iris} | asserted
    return {
        short(iri): EntityClass(
            short(iri),
            iri,
            found.label,
            found.definition,
            tuple(short(each) for each in _next(terms, found)),
            frozenset(each.removeprefix(SPACE) for each in asserted if iri in {each, *above[each]}),
        )
        for iri, found in terms.items()
        if iri in shown and short(iri) not in _UNNAMED
    }


def _asserted() -> Iterator[str]:
    """Yield the classes that the registry and the divisions give to entities."""
    yield from (f"{SPACE}{name}" for name in ("Province", "Prefecture", "County"))
    yield from (node.value for kind, node in CLASSES.items() if kind != "unit")


def _next(terms: Mapping[str, Term], own: Term) -> Iterator[str]:
    """Yield the next classes above that have a name to show."""
    for iri in own.above:
        found = terms.get(iri)
        if found is None:
            continue
        if found.label and short(iri) not in _UNNAMED:
            yield iri
        else:
            yield from _next(terms, found)


def _above(terms: Mapping[str, Term], iri: str) -> set[str]:
    found: set[str] = set()
    for each in _next(terms, terms[iri]):
        found |= {each} | _above(terms, each)
    return found
