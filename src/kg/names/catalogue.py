"""What each entity is called and where it is, read from a dataset."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.names.entry import Entry
from kg.vocab import BASE, RDF_TYPE, graph, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Store

_ENTITIES, _ONTOLOGY = f"{BASE}id/", f"{BASE}ontology#"
_ARTICLES = f"{BASE}graph/article/"
_GRAPHS = (graph("entities"), graph("divisions"))
_ABOVE = tuple(term(name) for name in ("cdo:within", "cdo:locatedIn", "cdo:jurisdiction"))
_LEVELS = {"Province": 1, "Prefecture": 2, "County": 3}
_UNNAMED = (f"{_ENTITIES}unit/", f"{_ENTITIES}period/")
"""家 and 2023 are no names that anybody looks up."""

_NOWHERE: frozenset[str] = frozenset()

Value = NamedNode | Literal


def entries(store: Store) -> list[Entry]:
    """Return every entity that has a name: those of the registry, and the divisions.

    `locate` adds what else is known of them.
    """
    found = _read(store).values()
    return [entry for entry in found if entry.own_class and (entry.zh or entry.en)]


def locate(store: Store, named: Iterable[Entry]) -> None:
    """Add to entries where they are, and how often facts point at them."""
    within, links = _Within(store), _links(store)
    for entry in named:
        entry.within = within.of(entry.iri)
        entry.links = links.get(entry.iri, 0)


def at_least(store: Store, count: int) -> bool:
    """Whether the registry has so many entities; it is not counted further."""
    typed = store.quads_for_pattern(None, RDF_TYPE, None, _GRAPHS[0])
    return next(islice(typed, count - 1, None), None) is not None


def _read(store: Store) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for name in _GRAPHS:
        for prop, say in _SAYS.items():
            for quad in store.quads_for_pattern(None, prop, None, name):
                iri, value = quad.subject.value, quad.object  # type: ignore[union-attr]
                entry = found.get(iri)
                if entry is None:
                    if iri.startswith(_UNNAMED):
                        continue
                    entry = found[iri] = Entry(iri)
                say(entry, value)  # type: ignore[arg-type]
    return found


def _links(store: Store) -> Counter[str]:
    """Return how often facts point at each entity."""
    found: Counter[str] = Counter()
    for name in store.named_graphs():
        if name.value.startswith(_ARTICLES):
            found.update(
                quad.object.value
                for quad in store.quads_for_pattern(None, None, None, name)
                if isinstance(quad.object, NamedNode)
            )
    return found


def _type(entry: Entry, value: Value) -> None:
    entry.own_class = value.value.removeprefix(_ONTOLOGY)
    entry.level = _LEVELS.get(entry.own_class, entry.level)


def _label(entry: Entry, value: Value) -> None:
    if isinstance(value, Literal) and value.language == "en":
        entry.en = value.value
    else:
        entry.zh = value.value


def _described(entry: Entry, value: Value) -> None:
    entry.zh, entry.described = value.value, True


def _deprecated(entry: Entry, value: Value) -> None:
    entry.current = value.value != "true"


def _text(name: str) -> Callable[[Entry, Value], None]:
    return lambda entry, value: setattr(entry, name, value.value)


def _texts(name: str) -> Callable[[Entry, Value], None]:
    return lambda entry, value: setattr(entry, name, (*getattr(entry, name), value.value))


_SAYS: dict[NamedNode, Callable[[Entry, Value], None]] = {
    RDF_TYPE: _type,
    term("rdfs:label"): _label,
    term("skos:altLabel"): _texts("aliases"),
    term("dcterms:identifier"): _texts("identifiers"),
    term("cdo:describedAs"): _described,
    term("cdo:divisionCode"): _text("code"),
    term("cdo:pinyin"): _text("pinyin"),
    term("cdo:validFrom"): _text("begins"),
    term("cdo:validUntil"): _text("ends"),
    term("dcterms:isReplacedBy"): _texts("replaced_by"),
    term("owl:deprecated"): _deprecated,
}
"""What a property says of the entity; the others say nothing of names."""


class _Within:
    """All places that a thing is in, from one step to the next."""

    def __init__(self, store: Store) -> None:
        self._steps: dict[str, frozenset[str]] = {}
        one = cache(lambda above: frozenset((above,)))  # things in the same place share its set
        for prop in _ABOVE:
            for quad in store.quads_for_pattern(None, prop, None):
                iri, steps = quad.subject.value, one(quad.object.value)  # type: ignore[union-attr]
                known = self._steps.get(iri)
                self._steps[iri] = known | steps if known else steps
        self._known: dict[frozenset[str], frozenset[str]] = {}

    def of(self, iri: str) -> frozenset[str]:
        steps = self._steps.get(iri, _NOWHERE)
        if steps not in self._known:  # most things are in the same place as others
            self._known[steps] = self._reached(steps)
        found = self._known[steps]
        return found - {iri} if iri in found else found

    def _reached(self, steps: frozenset[str]) -> frozenset[str]:
        found, ahead = set(steps), list(steps)
        while ahead:
            new = self._steps.get(ahead.pop(), _NOWHERE) - found
            found |= new
            ahead += new
        return frozenset(found)
