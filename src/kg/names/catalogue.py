"""What each entity is called and where it is, read from a dataset."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.names.entry import Entry
from kg.vocab import BASE, RDF_TYPE, graph, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Store

_ENTITIES, _ONTOLOGY = f"{BASE}id/", f"{BASE}ontology#"
_GRAPHS = (graph("entities"), graph("divisions"))
_ABOVE = tuple(term(name) for name in ("cdo:within", "cdo:locatedIn", "cdo:jurisdiction"))
_LEVELS = {"Province": 1, "Prefecture": 2, "County": 3}
_UNNAMED = ("unit", "period")  # 家 and 2023 are no names that anybody looks up
_LINKS = f"""SELECT ?entity (COUNT(?subject) AS ?links) {{
  GRAPH ?graph {{ ?subject ?property ?entity }}
  FILTER(isIRI(?entity) && STRSTARTS(STR(?entity), "{_ENTITIES}"))
}} GROUP BY ?entity"""

Value = NamedNode | Literal


def entries(store: Store) -> Iterator[Entry]:
    """Yield every entity that has a name: those of the registry, and the divisions."""
    within, links = _Within(store), _links(store)
    for entry in _read(store).values():
        if entry.own_class and (entry.zh or entry.en):
            entry.within = within.of(entry.iri)
            entry.links = links.get(entry.iri, 0)
            yield entry


def _read(store: Store) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for name in _GRAPHS:
        for quad in store.quads_for_pattern(None, None, None, name):
            subject, value = quad.subject, quad.object
            say = _SAYS.get(quad.predicate)
            if say and isinstance(subject, NamedNode) and isinstance(value, Value):
                iri = subject.value
                entry = found.get(iri)
                if entry is None:
                    kind = iri.removeprefix(_ENTITIES).partition("/")[0]
                    if kind in _UNNAMED:
                        continue
                    entry = found[iri] = Entry(iri)
                say(entry, value)
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


def _replaced(entry: Entry, value: Value) -> None:
    entry.replaced_by = tuple(sorted((*entry.replaced_by, value.value)))


def _deprecated(entry: Entry, value: Value) -> None:
    entry.current = value.value != "true"


def _text(name: str) -> Callable[[Entry, Value], None]:
    return lambda entry, value: setattr(entry, name, value.value)


_SAYS: dict[NamedNode, Callable[[Entry, Value], None]] = {
    RDF_TYPE: _type,
    term("rdfs:label"): _label,
    term("skos:altLabel"): lambda entry, value: entry.aliases.append(value.value),
    term("dcterms:identifier"): lambda entry, value: entry.identifiers.append(value.value),
    term("cdo:describedAs"): _described,
    term("cdo:divisionCode"): _text("code"),
    term("cdo:pinyin"): _text("pinyin"),
    term("cdo:validFrom"): _text("begins"),
    term("cdo:validUntil"): _text("ends"),
    term("dcterms:isReplacedBy"): _replaced,
    term("owl:deprecated"): _deprecated,
}
"""What a property says of the entity; any other says nothing of names."""


def _links(store: Store) -> dict[str, int]:
    rows = store.query(_LINKS)
    if not isinstance(rows, QuerySolutions):
        raise TypeError(type(rows))
    return {row["entity"].value: int(row["links"].value) for row in rows}


class _Within:
    """All places that a thing is in, from one step to the next."""

    def __init__(self, store: Store) -> None:
        self._steps: defaultdict[str, set[str]] = defaultdict(set)
        for prop in _ABOVE:
            for quad in store.quads_for_pattern(None, prop, None):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                    self._steps[quad.subject.value].add(quad.object.value)

    def of(self, iri: str) -> frozenset[str]:
        found: set[str] = set()
        ahead = [iri]
        while ahead:
            new = self._steps.get(ahead.pop(), set()) - found
            found |= new
            ahead += new
        return frozenset(found - {iri})
