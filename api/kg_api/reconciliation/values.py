"""The values of properties of one entity, in the forms that the data extension knows.

They are read from the snapshot's resource index: the entity's own triples, and the facts that
point at it. A figure keeps its bound: what is "more than 1,600" is never the number 1600.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from kg_api.pages import figures
from kg_api.pages.parts import Linker, plain
from kg_api.pages.reading import ENTITIES, FACTS, Reading, local
from kg_api.reconciliation import ids
from kg_api.reconciliation.candidates import called
from kg_api.reconciliation.properties import Source
from kg_api.reconciliation.texts import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.errors import Language
    from kg.lookup.index import Index, Resource
    from kg.names.search import Searcher
    from kg_api.reconciliation.properties import Property
    from kg_api.reconciliation.settings import Settings

Cell = dict[str, Any]
"""One value: `{"str": …}`, `{"int": …}`, `{"float": …}`, `{"date": …}`, an entity, or `{}`."""

MOST_FACTS = 5_000
"""Facts and other things that point at an entity of which its values are made."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OPEN = "9999"
_OBSERVATIONS = frozenset(("Observation", "HonorTally"))
_COUNTED = {"hasHonor": (Source.HONORS, ""), "enterprises": (Source.LINKED, "cdo:locatedIn Enterprise"), "articles": (Source.ARTICLES, "")}  # fmt: skip


@dataclass
class Values:
    """Reads the values of one entity; what they are made of is read once, when it is needed."""

    index: Index
    names: Searcher
    resource: Resource
    language: Language

    def of(self, prop: Property, settings: Settings) -> list[Cell]:
        """Return the values of a property, as many as the settings allow."""
        found = self._cells(prop.source, prop.detail, prop, settings)
        return [cell for cell, _ in zip(found, range(settings.limit), strict=False)]

    def _cells(
        self, source: Source, detail: str, prop: Property, settings: Settings
    ) -> Iterable[Cell]:
        match source:
            case Source.IRI:
                return [{"str": self.resource.iri}]
            case Source.LABEL:
                return self._label(detail)
            case Source.OWN:
                return self._own(detail)
            case Source.ABOVE:
                return self._above(detail)
            case Source.HONORS:
                return self._entities(self._honors(settings))
            case Source.LINKED:
                return self._entities(self._linked(*detail.split()))
            case Source.ARTICLES:
                return self._entities(self._articles(settings))
            case Source.COUNT:
                return [{"int": self._count(detail, prop, settings)}]
            case Source.FIGURES:
                return self._figures(prop, settings)

    @cached_property
    def _reading(self) -> Reading:
        reading = Reading(())
        reading.add_own(self.index, (self.resource,))
        return reading

    @cached_property
    def _inbound(self) -> tuple[Resource, ...]:
        return self.index.inbound(self.resource, 0, MOST_FACTS)

    def _facts(self, classes: Iterable[str], role: str) -> Iterator[str]:
        """Yield the facts of these classes in which the entity has the role."""
        wanted = set(classes)
        facts = [
            each
            for each in self._inbound
            if each.own_class in wanted and each.iri.startswith(FACTS)
        ]
        self._reading.add_own(self.index, facts)
        for each in facts:
            if self.resource.iri in self._reading.iris(each.iri, role):
                yield each.iri

    def _label(self, language: str) -> Iterator[Cell]:
        for value in self._reading.values(self.resource.iri, "rdfs:label"):
            if isinstance(value, Literal) and value.language == language:
                yield {"str": value.value}
        described = self._reading.text(self.resource.iri, "cdo:describedAs")
        if described and language == "zh":
            yield {"str": described}

    def _own(self, name: str) -> list[Cell]:
        values = self._reading.values(self.resource.iri, name)
        nodes = [value.value for value in values if isinstance(value, NamedNode)]
        literals = [_literal(value) for value in values if isinstance(value, Literal)]
        return [*literals, *self._entities(nodes)]

    def _above(self, level: str) -> Iterator[Cell]:
        entity = self.names.entity(self.resource.iri)
        places = self.names.above(entity) if entity else ()
        wanted = [place for place in places if not level or place.own_class == level]
        for place in wanted[-1:]:
            yield {"id": ids.short(place.iri), "name": called(place, self.language)}

    def _entities(self, iris: Iterable[str]) -> list[Cell]:
        unique = list(dict.fromkeys(iris))
        self._reading.add_labels(self.index, unique)
        cells: list[Cell] = []
        for iri in unique:
            name = self._reading.name(iri, self.language).text
            is_entity = iri.startswith(ENTITIES)
            cells.append({"id": ids.short(iri), "name": name} if is_entity else {"str": name})
        return cells

    def _honors(self, settings: Settings) -> Iterator[str]:
        for fact in self._facts(("Conferral",), "cdo:recipient"):
            if settings.overlaps(*self._period(fact)):
                yield from self._reading.iris(fact, "cdo:honor")

    def _linked(self, prop: str, only: str = "") -> list[str]:
        """Return what points at the entity by a property, of one class or of any but facts."""
        found = [
            each
            for each in self._inbound
            if not each.iri.startswith(FACTS) and (not only or each.own_class == only)
        ]
        self._reading.add_own(self.index, found)
        own = self.resource.iri
        return [each.iri for each in found if own in self._reading.iris(each.iri, prop)]

    def _articles(self, settings: Settings) -> Iterator[str]:
        facts = [each for each in self._inbound if each.iri.startswith(FACTS)]
        self._reading.add_own(self.index, facts)
        for each in facts:
            if settings.overlaps(*self._period(each.iri)):
                yield from self._reading.iris(each.iri, "cdo:statedIn")

    def _count(self, what: str, prop: Property, settings: Settings) -> int:
        if what == "facts":
            facts = [each for each in self._inbound if each.iri.startswith(FACTS)]
            if settings.at:
                self._reading.add_own(self.index, facts)
            return sum(settings.overlaps(*self._period(each.iri)) for each in facts)
        source, detail = _COUNTED[what]
        return len(list(self._cells(source, detail, prop, settings)))

    def _period(self, fact: str) -> tuple[str, str]:
        period = self._reading.iri(fact, "cdo:period")
        if period is None:
            return "", ""
        self._reading.add_labels(self.index, (period,))
        begin, end = (self._reading.text(period, f"cdo:{edge}Date") for edge in ("begin", "end"))
        return begin or "", end or ""

    def _figures(self, prop: Property, settings: Settings) -> Iterator[Cell]:
        reading = self._reading
        facts = [
            fact
            for fact in self._facts(_OBSERVATIONS, "cdo:about")
            if prop.detail in (*reading.iris(fact, "cdo:indicator"), *reading.iris(fact, "cdo:honor"))
            and (not prop.measure or reading.code(fact, "cdo:measure") == prop.measure)
            and settings.overlaps(*self._period(fact))
        ]
        for fact in sorted(facts, key=lambda each: _newness(*self._period(each)), reverse=True):
            yield self._figure(fact, settings.content)

    def _figure(self, fact: str, content: str) -> Cell:
        reading = self._reading
        things = [
            value.value
            for values in reading.properties(fact).values()
            for value in values
            if isinstance(value, NamedNode)
        ]
        reading.add_labels(self.index, things)
        match content:
            case "number":
                return _number(reading.text(fact, "cdo:value"), reading.code(fact, "cdo:bound"))
            case "baseNumber":
                return _number(reading.text(fact, "cdo:baseValue"), reading.code(fact, "cdo:bound"))
            case "printed":
                return _text("".join(reading.texts(fact, "cdo:valueText")))
            case "unit":
                unit = reading.iri(fact, "cdo:unit")
                return _text((reading.text(unit, "qudt:symbol") or "") if unit else "")
            case "bound" | "period":
                thing = reading.iri(fact, f"cdo:{content}")
                return _text(reading.name(thing, self.language).text if thing else "")
            case "fact":
                return {"id": ids.short(fact), "name": local(fact)}
            case _:
                return _text(self._in_words(fact))

    def _in_words(self, fact: str) -> str:
        linker = Linker(self._reading, self.language, "", self.resource.iri)
        words = plain(figures.figure(fact, linker).words(linker), self.language)
        period = self._reading.iri(fact, "cdo:period")
        if period is None:
            return words
        name = self._reading.name(period, self.language).text
        return f"{words}（{name}）" if self.language == "zh" else f"{words} ({name})"


def _newness(begin: str, end: str) -> tuple[str, str]:
    """Return a key by which periods are ordered; one that is open has not ended yet."""
    return (end or (_OPEN if begin else ""), begin)


def _text(text: str) -> Cell:
    """A value that is not there is an empty one: then columns of one property stay in step."""
    return {"str": text} if text else {}


def _number(text: str | None, bound: str | None) -> Cell:
    if text is None:
        return {}
    if bound in SIGNS:
        return {"str": SIGNS[bound] + text}
    number = Decimal(text)
    return {"int": int(number)} if number == int(number) else {"float": float(number)}


def _literal(value: Literal) -> Cell:
    match local(value.datatype.value):
        case "integer":
            return {"int": int(value.value)}
        case "decimal" | "double":
            return {"float": float(value.value)}
        case "date" if _DAY.fullmatch(value.value):
            return {"date": f"{value.value}T00:00:00Z"}
        case _:
            return {"str": value.value}
