"""One article → the quads of its graph.

The mapping is one rule: a field of a fact is the property of the same name. What kind of term its
value becomes is said by the marker on the field (`Ref`, `FactRef`, `Code`, `Printed`); the few
fields with a rule of their own are in `_OWN`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import CombinedError, DataError
from kg.mapping.terms import Scalar, edtf_literal, literal
from kg.model.base import Code, FactRef, Ref
from kg.model.fact import ANYTHING, Byline, Claim, Naming
from kg.model.quantity import Period
from kg.vocab import RDF_TYPE, entity, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from kg.model.article import Article
    from kg.model.fact import Fact
    from kg.model.registry import EntityKey, Registry
    from kg.model.text import Locator, Text

Pair = tuple[NamedNode, NamedNode | Literal]
_OWN = frozenset({"id", "kind", "at", "period", "base_period", "label"})


@dataclass(frozen=True)
class Mapped:
    """An article's quads, and the entities and periods that they name."""

    quads: tuple[Quad, ...]
    entities: frozenset[EntityKey]
    periods: frozenset[str]


def map_article(article: Article, registry: Registry, text: Text | None = None) -> Mapped:
    """Map one article; with its text, passages carry their quotation (`oa:exact`).

    Raises CombinedError of `entity-…`, each with file, line and fact.
    """
    return _Mapper(article, registry, text).run()


class _Mapper:
    def __init__(self, article: Article, registry: Registry, text: Text | None) -> None:
        self.article, self.registry, self.text = article, registry, text
        self.graph = graph(f"article/{article.id}")
        self.node = entity("article", article.id)
        self.entities: set[EntityKey] = set()
        self.errors: dict[tuple[str, str, str], DataError] = {}
        """By fact, key and name: a name that is asked for twice is told once."""

    def run(self) -> Mapped:
        quads = {Quad(s, p, o, self.graph) for s, p, o in self._triples()}
        if self.errors:
            raise CombinedError(list(self.errors.values()))
        periods = {edtf for fact in self.article.facts for edtf in fact.periods()}
        return Mapped(tuple(quads), frozenset(self.entities), frozenset(periods))

    def _triples(self) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
        yield from ((self.node, p, o) for p, o in self._record())
        used = sorted({locator for fact in self.article.facts for locator in fact.at})
        for number in sorted({locator.paragraph for locator in used}):
            yield from ((self._paragraph(number), p, o) for p, o in self._paragraph_pairs(number))
        for locator in used:
            yield from ((self._passage(locator), p, o) for p, o in self._passage_pairs(locator))
        for fact in self.article.facts:
            yield from ((entity("fact", fact.id), p, o) for p, o in self._fact(fact))
        for number in self.article.withdrawn:  # the IRI says that it stands for nothing any more
            withdrawn = entity("fact", f"{self.article.id}-{number:03d}")
            yield withdrawn, term("owl:deprecated"), literal(value=True)

    # -- the article and its passages

    def _record(self) -> Iterator[Pair]:
        record = self.article.record
        yield RDF_TYPE, term("cdo:Article")
        yield term("dcterms:identifier"), literal(record.id)
        yield term("schema:headline"), Literal(record.headline, language="zh")
        yield term("schema:creditText"), Literal(record.byline, language="zh")
        yield term("cdo:sha256"), literal(record.sha256)
        known = {
            "newspaper": (record.newspaper, "cdo:newspaper"),
            "page": (record.page, "schema:pagination"),
            "address": (record.url, "schema:url"),
        }
        for detail, (value, prop) in known.items():
            if value == "unknown":
                yield term("cdo:unknownDetail"), term(f"cdo:detail-{detail}")
            else:
                yield term(prop), literal(value)
        if record.date == "unknown":
            yield term("cdo:unknownDetail"), term("cdo:detail-date")
        else:
            yield term("schema:datePublished"), edtf_literal(record.date)
            yield term("cdo:dateInferred"), literal(record.date_inferred)

    def _paragraph(self, number: int) -> NamedNode:
        return entity("paragraph", f"{self.article.id}-{number}")

    def _paragraph_pairs(self, number: int) -> Iterator[Pair]:
        yield RDF_TYPE, term("cdo:Paragraph")
        yield term("cdo:number"), literal(number)
        yield term("cdo:characterCount"), literal(self.article.record.paragraphs[number - 1])
        yield term("cdo:inArticle"), self.node

    def _passage(self, locator: Locator) -> NamedNode:
        return entity("passage", f"{self.article.id}-{locator.key}")

    def _passage_pairs(self, locator: Locator) -> Iterator[Pair]:
        yield RDF_TYPE, term("cdo:Passage")
        yield term("oa:start"), literal(locator.start)
        yield term("oa:end"), literal(locator.end)
        yield term("cdo:inParagraph"), self._paragraph(locator.paragraph)
        if self.text:
            yield RDF_TYPE, term("oa:TextQuoteSelector")
            yield term("oa:exact"), literal(self.text.passage(locator))

    # -- facts

    def _fact(self, fact: Fact) -> Iterator[Pair]:
        yield RDF_TYPE, term(f"cdo:{type(fact).__name__}")
        yield from ((term("cdo:evidence"), self._passage(locator)) for locator in fact.at)
        for name, info in type(fact).model_fields.items():
            if name not in _OWN:
                yield from self._field(fact, name, info)
        if fact.period:
            yield term("cdo:period"), entity("period", Period.parse(fact.period).key)
        if base := getattr(fact, "base_period", None):
            yield term("cdo:basePeriod"), entity("period", Period.parse(base).key)
        if isinstance(fact, Claim):
            yield term("rdfs:label"), Literal(fact.label.zh, language="zh")
            yield term("rdfs:label"), Literal(fact.label.en, language="en")
        if isinstance(fact, Naming):
            self._name_holds(fact)
        if isinstance(fact, Byline):  # a byline is always about its own article
            yield term("cdo:about"), self.node

    def _field(self, fact: Fact, name: str, info: FieldInfo) -> Iterator[Pair]:
        key = info.alias or name
        value = getattr(fact, name)
        for item in value if isinstance(value, tuple) else (value,):
            if item is not None and (object_ := self._object(fact, key, info, item)):
                yield term(f"cdo:{key}"), object_

    def _object(
        self, fact: Fact, key: str, info: FieldInfo, value: Scalar
    ) -> NamedNode | Literal | None:
        for mark in info.metadata:
            match mark:
                case Ref(kinds=kinds):
                    return self._reference(fact, key, str(value), kinds)
                case FactRef():
                    return entity("fact", str(value))
                case Code(scheme=scheme):
                    return term(f"cdo:{scheme}-{value}")
        return literal(value)

    def _name_holds(self, fact: Naming) -> None:
        """A name that the article gives to a thing finds that thing in this article."""
        thing = self._reference(fact, "about", fact.about, ANYTHING)
        named = self._reference(fact, "name", fact.name, ANYTHING)
        if thing and named and thing != named:
            self.errors[fact.id, "name", fact.name] = self.article.error(
                "naming-elsewhere",
                fact.id,
                "name",
                zh=f"“{fact.name}”在登记表中指 {named.value}。",
                en=f"{fact.name!r} means {named.value} in the registry.",
                mend_zh=f"请将它列入 {fact.about} 的 scopedAliases。",
                mend_en=f"List it under scopedAliases of {fact.about}.",
            )

    def _reference(
        self, fact: Fact, key: str, name: str, kinds: tuple[str, ...]
    ) -> NamedNode | None:
        try:
            found = self.registry.resolve(name, kinds, self.article.id)
        except DataError as error:
            self.errors[fact.id, key, name] = self.article.error(
                error.code,
                fact.id,
                key,
                zh=f"{key}:{error.zh}",
                en=f"{key}: {error.en}",
                mend_zh=error.mend_zh,
                mend_en=error.mend_en,
            )
            return None
        self.entities.add(found)
        return entity(*found)
