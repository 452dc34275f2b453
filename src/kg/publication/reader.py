"""Reading facts out of the graph for tables: names, codes, values, passages, in a fixed order."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store, Triple

from kg.vocab import BASE, PREFIXES, RDF_TYPE, term

_ASSERTED = f"{BASE}graph/article/"
_CODE = re.compile(rf"{re.escape(PREFIXES['cdo'])}[a-z]+-(.+)")
_NUMBERS = re.compile(r"(\d+)")

Term = NamedNode | Literal


class Name(NamedTuple):
    """What a thing is called in each language; the words that describe it where it has no name."""

    zh: str | None
    en: str | None


class Place(NamedTuple):
    """Where a passage stands: article id, line from 1, code points from 0, end exclusive."""

    article: str
    paragraph: int
    start: int
    end: int


class Reader:
    """Reads one store; the same store gives the same answers in the same order."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.name = cache(self._name)
        self.place = cache(self._place)

    def facts(self, kind: str) -> list[NamedNode]:
        """Return the facts of a class (local name) as the articles state them, a2 before a10."""
        quads = self._store.quads_for_pattern(None, RDF_TYPE, term(f"cdo:{kind}"))
        found = {
            quad.subject
            for quad in quads
            if isinstance(quad.subject, NamedNode)
            and isinstance(quad.graph_name, NamedNode)
            and quad.graph_name.value.startswith(_ASSERTED)
        }
        return sorted(found, key=order)

    def objects(self, subject: NamedNode, prop: str) -> list[Term]:
        """Return the values of a property (prefixed name), sorted, numbers in them by size."""
        quads = self._store.quads_for_pattern(subject, term(prop), None)
        found = {quad.object for quad in quads if not isinstance(quad.object, Triple)}
        terms = [value for value in found if isinstance(value, NamedNode | Literal)]
        if len(terms) < 2:  # noqa: PLR2004 - nothing to sort, as almost always
            return terms
        return sorted(terms, key=lambda value: (natural(value.value), str(value)))

    def nodes(self, subject: NamedNode, *path: str) -> list[NamedNode]:
        """Return what a path of properties leads to, sorted."""
        reached = [subject]
        for prop in path:
            found = {
                value
                for node in reached
                for value in self.objects(node, prop)
                if isinstance(value, NamedNode)
            }
            reached = sorted(found, key=order)
        return reached

    def values(self, subject: NamedNode, prop: str, language: str | None = None) -> list[str]:
        """Return the literals of a property, sorted; only those in a language, where one is given."""
        return [
            value.value
            for value in self.objects(subject, prop)
            if isinstance(value, Literal) and language in (None, value.language)
        ]

    def value(self, subject: NamedNode, prop: str, language: str | None = None) -> str | None:
        """Return the first literal of a property."""
        return next(iter(self.values(subject, prop, language)), None)

    def places(self, fact: NamedNode) -> list[tuple[NamedNode, Place]]:
        """Return the passages of a fact and where they stand, in the order of the text."""
        found = [(passage, self.place(passage)) for passage in self.nodes(fact, "cdo:evidence")]
        return sorted(found, key=lambda pair: pair[1])

    def codes(self, scheme: str) -> list[NamedNode]:
        """Return the codes of a list (`measure`), in the order of their names."""
        quads = self._store.quads_for_pattern(
            None, term("skos:inScheme"), term(f"cdo:{scheme}-scheme")
        )
        found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return sorted(found, key=lambda code: code.value)

    def _name(self, thing: NamedNode) -> Name:
        zh = self.value(thing, "rdfs:label", "zh") or self.value(thing, "schema:headline", "zh")
        return Name(
            zh or self.value(thing, "cdo:describedAs"), self.value(thing, "rdfs:label", "en")
        )

    def _place(self, passage: NamedNode) -> Place:
        start, end = (int(self.value(passage, f"oa:{edge}") or 0) for edge in ("start", "end"))
        (paragraph,) = self.nodes(passage, "cdo:inParagraph")
        (article,) = self.nodes(paragraph, "cdo:inArticle")
        number = int(self.value(paragraph, "cdo:number") or 0)
        return Place(self.value(article, "dcterms:identifier") or "", number, start, end)


def order(node: NamedNode) -> tuple[tuple[int, str], ...]:
    """Return the key by which nodes are ordered: by IRI, numbers in it by size."""
    return natural(node.value)


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key by which numbers in a text are ordered by size.

    >>> sorted(["a10-001", "a2-001"], key=natural)
    ['a2-001', 'a10-001']
    """
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(text)
    )


def code_of(iri: NamedNode) -> str:
    """Return a code without its list, as fact files write it.

    >>> code_of(term("cdo:bound-more-than"))
    'more-than'
    """
    found = _CODE.fullmatch(iri.value)
    return found[1] if found else iri.value
