"""Programs, policies and other instruments as trees of their parts, as the texts compose them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg_api.pages.entity.drawn import Branch, Tree
from kg_api.pages.entity.entries import INSTRUMENTS
from kg_api.pages.entity.parts import Part, Parts
from kg_api.pages.entity.reading import local
from kg_api.pages.entity.stretches import pointing, take_in
from kg_api.texts.entity import number_of
from kg_api.texts.profile import PROFILE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.lookup.index import Index
    from kg_api.pages.entity.parts import Linker

_DEPTH = 5
_NODES = 150
"""How many nodes a page has in its trees, and how deep they go; the rest is on their own pages."""
_PARTS = 60
_CHIPS = 3


class Trees:
    """Makes the trees of one page."""

    def __init__(self, linker: Linker, index: Index, chip: Callable[[str], Part]) -> None:
        self._linker = linker
        self._reading = linker.reading
        self._index = index
        self._chip = chip
        self._left = _NODES
        self._compositions: dict[str, list[tuple[str, str]]] = {}

    def of_facts(self, facts: Sequence[str]) -> tuple[Tree, ...]:
        """Return the instruments that these facts name, by class, parts below their whole."""
        named: defaultdict[str, list[str]] = defaultdict(list)
        for fact in facts:
            for iri in dict.fromkeys(self._reading.iris(fact, "cdo:concerns")):
                if iri != self._linker.subject and self._reading.kind(iri) in INSTRUMENTS:
                    named[iri].append(fact)
        order = sorted(named, key=lambda iri: (-len(named[iri]), iri))[:_NODES]
        below = {part for iri in order for part, _ in self._parts(iri)}
        self._read_classes(order)
        trees = []
        for kind in INSTRUMENTS:
            roots = [i for i in order if self._reading.kind(i) == kind and i not in below]
            branches = self._branches([(iri, "") for iri in roots], named, frozenset())
            if branches:
                trees.append(Tree((Part(self._class(roots[0], kind)),), branches))
        return tuple(trees)

    def around(self) -> tuple[Tree, ...]:
        """Return the tree in which the page's subject stands: its wholes and its parts."""
        subject = self._linker.subject
        seen, left, roots = {subject}, [subject], []
        while left and len(seen) <= _PARTS:
            iri = left.pop()
            wholes = self._wholes(iri)
            if not wholes:
                roots.append(iri)
            above = [whole for whole in wholes if whole not in seen]
            seen.update(above)
            left += above
        top = [(root, "") for root in roots or [subject]]  # no root where a part is its own whole
        branches = self._branches(top, {}, frozenset())
        found = [each for each in branches if each.branches]
        return (Tree((), tuple(found)),) if found else ()

    def _wholes(self, iri: str) -> list[str]:
        resource = self._index.find(iri)
        if resource is not None and not self._reading.iris(iri, "cdo:partOf"):
            self._reading.add_own(self._index, (resource,))
        wholes = self._reading.iris(iri, "cdo:partOf")
        self._reading.add_labels(self._index, wholes)
        return [whole for whole in wholes if self._reading.kind(whole) in INSTRUMENTS]

    def _branches(
        self,
        nodes: Sequence[tuple[str, str]],
        named: dict[str, list[str]],
        above: frozenset[str],
    ) -> tuple[Branch, ...]:
        made = []
        for iri, composition in nodes:
            if iri in above or self._left <= 0:  # a part of itself, or more than a page shows
                continue
            self._left -= 1
            made.append(self._branch(iri, composition, named, above | {iri}))
        return tuple(made)

    def _branch(
        self, iri: str, composition: str, named: dict[str, list[str]], above: frozenset[str]
    ) -> Branch:
        linker, own = self._linker, iri == self._linker.subject
        facts = dict.fromkeys([*([composition] if composition else []), *named.get(iri, ())])
        other = self._reading.other_name(iri, linker.language)
        count = number_of(len(named[iri]), "count", linker.language) if named.get(iri) else ""
        parts = self._parts(iri) if len(above) < _DEPTH else []
        return Branch(
            linker.thing(iri),
            linker.named(other) if other else None,
            PROFILE[linker.language]["here"] if own else count,
            self._chips(facts),
            self._branches(parts, named, above),
        )

    def _chips(self, facts: Sequence[str] | dict[str, None]) -> Parts:
        return tuple(self._chip(fact) for fact in list(facts)[:_CHIPS])

    def _parts(self, whole: str) -> list[tuple[str, str]]:
        """Return the parts of a whole in their order, each with the fact that says so."""
        known = self._compositions.get(whole)
        if known is None:
            known = self._compositions[whole] = self._read_parts(whole)
        return known

    def _read_parts(self, whole: str) -> list[tuple[str, str]]:
        resource = self._index.find(whole)
        if resource is None:
            return []
        facts, _ = pointing(self._index, resource, "Composition", limit=_PARTS)
        take_in(self._reading, self._index, facts)
        found: dict[str, tuple[int, str]] = {}
        for fact in facts:
            if whole in self._reading.iris(fact.iri, "cdo:whole"):
                position = self._reading.number(fact.iri, "cdo:position") or _PARTS
                for part in self._reading.iris(fact.iri, "cdo:part"):
                    found.setdefault(part, (position, fact.iri))
        return [(part, fact) for part, (_, fact) in sorted(found.items(), key=lambda e: e[1][0])]

    def _class(self, iri: str, kind: str) -> str:
        classes = self._reading.iris(iri, "rdf:type")
        return next((self._linker.label(each) for each in classes if local(each) == kind), "")

    def _read_classes(self, iris: Sequence[str]) -> None:
        classes = {each for iri in iris for each in self._reading.iris(iri, "rdf:type")}
        self._reading.add_labels(self._index, classes)
