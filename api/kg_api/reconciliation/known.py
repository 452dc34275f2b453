"""What a snapshot holds of one entity, read once, when it is needed, for all that is asked of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg_api.pages.entity.reading import FACTS, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.errors import Language
    from kg.lookup.index import Index, Resource

MOST = 5_000
"""Facts and other things that point at an entity of which its values are made."""


class Known:
    """The triples of an entity and of what points at it, from the resource index."""

    def __init__(self, index: Index, resource: Resource) -> None:
        self._index = index
        self._resource = resource
        self.reading = Reading(())
        self.reading.add_own(index, (resource,))

    @property
    def iri(self) -> str:
        """The IRI of the entity."""
        return self._resource.iri

    def facts(self) -> list[Resource]:
        """Return the facts that point at it, in whatever role."""
        return [each for each in self._inbound if each.iri.startswith(FACTS)]

    def facts_of(self, classes: Iterable[str], role: str) -> Iterator[str]:
        """Yield the facts of these classes in which it has the role (a prefixed name)."""
        wanted = frozenset(classes)
        facts = [each for each in self.facts() if each.own_class in wanted]
        self.read(facts)
        yield from (each.iri for each in facts if self.iri in self.reading.iris(each.iri, role))

    def linked(self, prop: str, only: str = "") -> list[str]:
        """Return what points at it by a property, of one class or of any but facts."""
        found = [
            each
            for each in self._inbound
            if not each.iri.startswith(FACTS) and (not only or each.own_class == only)
        ]
        self.read(found)
        return [each.iri for each in found if self.iri in self.reading.iris(each.iri, prop)]

    def read(self, resources: Iterable[Resource]) -> None:
        """Read all triples of these."""
        self.reading.add_own(self._index, resources)

    def name(self, iri: str, language: Language) -> str:
        """Return what a thing is called."""
        self.reading.add_labels(self._index, (iri,))
        return self.reading.name(iri, language).text

    def neighbours(self, fact: str) -> None:
        """Read the names of everything that a fact leads to."""
        values = (value for found in self.reading.properties(fact).values() for value in found)
        things = [value.value for value in values if isinstance(value, NamedNode)]
        self.reading.add_labels(self._index, things)

    def period(self, fact: str) -> tuple[str, str]:
        """Return first and last day of the fact's period, empty where open or not told."""
        period = self.reading.iri(fact, "cdo:period")
        if period is None:
            return "", ""
        self.reading.add_labels(self._index, (period,))
        begin, end = (self.reading.text(period, f"cdo:{edge}Date") for edge in ("begin", "end"))
        return begin or "", end or ""

    @cached_property
    def _inbound(self) -> tuple[Resource, ...]:
        return self._index.inbound(self._resource, 0, MOST)
