"""The values of properties of one entity, in the forms that the data extension knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from kg_api.pages.entity.reading import ENTITIES, local
from kg_api.reconciliation import figure, ids
from kg_api.reconciliation.candidates import above, called
from kg_api.reconciliation.known import Known
from kg_api.reconciliation.properties import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.errors import Language
    from kg.lookup.index import Index, Resource
    from kg.names.search import Searcher
    from kg_api.reconciliation.properties import Property
    from kg_api.reconciliation.settings import Settings

    Maker = Callable[[Property, Settings], Iterable["Cell"]]

Cell = dict[str, Any]
"""One value: `{"str": …}`, `{"int": …}`, `{"float": …}`, `{"date": …}`, an entity, or `{}`."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass
class Values:
    """Reads the values of one entity."""

    index: Index
    names: Searcher
    resource: Resource
    language: Language

    def of(self, prop: Property, settings: Settings) -> list[Cell]:
        """Return the values of a property, as many as the settings allow."""
        return list(islice(self._makers[prop.source](prop, settings), settings.limit))

    @cached_property
    def _known(self) -> Known:
        return Known(self.index, self.resource)

    @cached_property
    def _makers(self) -> Mapping[Source, Maker]:
        return {
            Source.IRI: lambda *_: [{"str": self.resource.iri}],
            Source.LABEL: lambda prop, _: self._label(prop.detail),
            Source.OWN: lambda prop, _: self._own(prop.detail),
            Source.ABOVE: lambda prop, _: self._above(prop.detail),
            Source.HONORS: lambda _, settings: self._entities(self._honors(settings)),
            Source.LINKED: lambda prop, _: self._entities(self._linked(prop.detail)),
            Source.ARTICLES: lambda _, settings: self._entities(self._articles(settings)),
            Source.COUNT: lambda prop, settings: [{"int": self._count(prop.detail, settings)}],
            Source.FIGURES: self._figures,
        }

    def _label(self, language: str) -> Iterator[Cell]:
        reading = self._known.reading
        for value in reading.values(self.resource.iri, "rdfs:label"):
            if isinstance(value, Literal) and value.language == language:
                yield {"str": value.value}
        described = reading.text(self.resource.iri, "cdo:describedAs")
        if described and language == "zh":
            yield {"str": described}

    def _own(self, name: str) -> list[Cell]:
        values = self._known.reading.values(self.resource.iri, name)
        nodes = [value.value for value in values if isinstance(value, NamedNode)]
        literals = [_literal(value) for value in values if isinstance(value, Literal)]
        return [*literals, *self._entities(nodes)]

    def _above(self, level: str) -> Iterator[Cell]:
        """Yield the smallest division above, or the one of a level."""
        entity = self.names.index.by_iri(self.resource.iri)
        places = above(entity, self.names) if entity else []
        wanted = [place for place in places if not level or place.own_class == level]
        for place in wanted[-1:]:
            yield {"id": ids.short(place.iri), "name": called(place, self.language)}

    def _entities(self, iris: Iterable[str]) -> list[Cell]:
        """Return each of these once; what has no page here, as a code, by its name alone."""
        named = ((iri, self._known.name(iri, self.language)) for iri in dict.fromkeys(iris))
        return [
            {"id": ids.short(iri), "name": name} if iri.startswith(ENTITIES) else {"str": name}
            for iri, name in named
        ]

    def _honors(self, settings: Settings) -> Iterator[str]:
        for fact in self._known.facts_of(("Conferral",), "cdo:recipient"):
            if settings.overlaps(*self._known.period(fact)):
                yield from self._known.reading.iris(fact, "cdo:honor")

    def _linked(self, detail: str) -> list[str]:
        return self._known.linked(*detail.split())

    def _articles(self, settings: Settings) -> Iterator[str]:
        for fact in self._facts(settings):
            yield from self._known.reading.iris(fact, "cdo:statedIn")

    def _facts(self, settings: Settings) -> Iterator[str]:
        facts = self._known.facts()
        self._known.read(facts)
        for each in facts:
            if settings.overlaps(*self._known.period(each.iri)):
                yield each.iri

    def _count(self, what: str, settings: Settings) -> int:
        counted: dict[str, Callable[[], Iterable[str]]] = {
            "facts": lambda: self._facts(settings),
            "honors": lambda: self._honors(settings),
            "articles": lambda: self._articles(settings),
            "enterprises": lambda: self._linked("cdo:locatedIn Enterprise"),
        }
        return len(set(counted[what]()))

    def _figures(self, prop: Property, settings: Settings) -> Iterator[Cell]:
        for fact in figure.facts(self._known, prop, settings):
            yield figure.cell(self._known, fact, settings.content, self.language)


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
