"""The classes that entities have, with their names: what somebody means by a type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.names.forms import fold
from kg.vocab import BASE, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

ONTOLOGY = f"{BASE}ontology#"
_LABEL, _SUBCLASS = term("rdfs:label"), term("rdfs:subClassOf")


@dataclass(frozen=True, slots=True)
class EntityClass:
    """A class: `name` is local to the ontology (`County`), or the IRI of another one's class.

    `above` are the names of all its superclasses, `kinds` those of the entities that have it as
    their own class, as they stand in IRIs (`division`).
    """

    name: str
    zh: str
    en: str
    above: frozenset[str]
    kinds: frozenset[str]

    @property
    def iri(self) -> str:
        """The IRI."""
        return self.name if ":" in self.name else ONTOLOGY + self.name


class Classes:
    """All classes of a dataset's entities, and those above them."""

    def __init__(self, classes: Iterable[EntityClass]) -> None:
        self._by_name = {each.name: each for each in classes}

    def __iter__(self) -> Iterator[EntityClass]:
        return iter(self._by_name.values())

    def get(self, name: str) -> EntityClass | None:
        """Return the class with that name."""
        return self._by_name.get(name)

    def meant(self, text: str) -> frozenset[str]:
        """Return the names of the classes that are meant, with their subclasses.

        `text` may be the class's IRI, its local or prefixed name, its label in either language,
        or a kind of entity; the result is empty where it is none of these.
        """
        folded = fold(text.strip().removeprefix(ONTOLOGY).removeprefix("cdo:"))
        found = {
            each.name
            for each in self._by_name.values()
            if text.strip() == each.iri
            or (folded and folded in {fold(each.name), fold(each.zh), fold(each.en), *_local(each)})
            or folded in each.kinds
        }
        return frozenset(each.name for each in self._by_name.values() if _is_any(each, found))


def read(store: Store, kinds: dict[str, set[str]]) -> list[EntityClass]:
    """Return the classes with entities of these kinds, and their superclasses, from the ontology."""
    above: dict[str, frozenset[str]] = {}
    for name in kinds:
        for each in (name, *_above(store, name)):
            above[each] = frozenset(_above(store, each))
    return [
        EntityClass(
            name,
            zh=_label(store, name, "zh"),
            en=_label(store, name, "en"),
            above=above[name],
            kinds=frozenset(kinds.get(name, ())),
        )
        for name in sorted(above)
    ]


def _local(each: EntityClass) -> set[str]:
    """Return the end of a class's IRI, folded, where it is not one of the ontology."""
    return {fold(each.name.rsplit("/", 1)[-1].rsplit("#", 1)[-1])}


def _is_any(each: EntityClass, names: set[str]) -> bool:
    return each.name in names or not each.above.isdisjoint(names)


def _node(name: str) -> NamedNode:
    return NamedNode(name if ":" in name else ONTOLOGY + name)


def _above(store: Store, name: str) -> set[str]:
    found: set[str] = set()
    ahead = [name]
    while ahead:
        quads = store.quads_for_pattern(_node(ahead.pop()), _SUBCLASS, None, graph("ontology"))
        supers = (quad.object for quad in quads)
        new = {
            each.value.removeprefix(ONTOLOGY) for each in supers if isinstance(each, NamedNode)
        } - found
        found |= new
        ahead += new
    return found - {name}


def _label(store: Store, name: str, language: str) -> str:
    labels = store.quads_for_pattern(_node(name), _LABEL, None, graph("ontology"))
    found = (quad.object for quad in labels)
    return next(
        (each.value for each in found if isinstance(each, Literal) and each.language == language),
        "",
    )
