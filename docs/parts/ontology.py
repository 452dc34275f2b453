"""Class diagrams, code lists and inferred terms, from the ontology."""

from __future__ import annotations

import pyoxigraph as ox

from kg.build.sources import Sources
from kg.ontology import document
from kg.ontology.diagrams import diagram
from kg.ontology.terms import Terms
from kg.settings import Settings
from parts.tables import ask, prefixes, short, table

_HEAD = """\
```mermaid
---
config:
  class:
    hideEmptyMembersBox: true
---
classDiagram
  direction LR
"""
_CODES = """SELECT ?list ?code ?zh ?en ?definition {
  ?c skos:inScheme ?s ; rdfs:label ?zh , ?en ; skos:definition ?definition .
  ?s rdfs:label ?list .
  FILTER(LANG(?zh) = "zh" && LANG(?en) = "en" && LANG(?list) = "en" && LANG(?definition) = "en")
  BIND(STRAFTER(STR(?c), "#") AS ?code)
} ORDER BY ?list ?code"""
_TERMS = """SELECT ?term ?zh ?en ?definition {
  ?term rdfs:label ?zh , ?en ; skos:definition ?definition . %s
  FILTER(LANG(?zh) = "zh" && LANG(?en) = "en" && LANG(?definition) = "en")
} ORDER BY ?term"""
_INFERRED = "?term cdo:inferred true ."
_ANYWHERE = """VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty }
  ?term a ?kind . FILTER(STRSTARTS(STR(?term), STR(cdo:)))
  FILTER NOT EXISTS { ?term rdfs:domain ?domain } FILTER NOT EXISTS { ?term cdo:inferred true }"""


class Ontology:
    """The ontology, and what the docs draw of it."""

    def __init__(self) -> None:
        self.store = ox.Store()
        for path in Sources.of(Settings(corpus=None)).ontology:
            self.store.load(path=path, format=ox.RdfFormat.TURTLE)

    def rows(self, query: str) -> list[list[str]]:
        """Return the rows of a query, IRIs as prefixed names."""
        _, rows = ask(self.store, prefixes() + query)
        return [[short(cell) for cell in row] for row in rows]

    def diagram(self, name: str) -> str:
        """Return Mermaid: the tree of the classes, what they have, and what leads to which.

        A property leads from class to class where both are shown; an inferred one bears UML's
        mark of what is derived, a slash.
        """
        drawn = diagram(Terms(document.load()), name)
        lines = [f"  class {_node(cls)}" for cls in drawn.members]
        lines += [f"  {_id(parent)} <|-- {_id(child)}" for parent, child in drawn.above]
        for cls, members in drawn.members.items():
            for each in members:
                # A colon in a member is a syntax error to Mermaid: the type loses its prefix.
                takes = (each.type or "").split(":")[-1]
                lines.append(f"  {_id(cls)} : {_slash(each.inferred)}{each.name} {takes}".rstrip())
        lines += [
            f"  {_id(each.source)} --> {_id(each.target)} : {_slash(each.inferred)}{each.name}"
            for each in drawn.arrows
        ]
        return _HEAD + "\n".join([*lines, "```", ""])

    def codes(self) -> str:
        """Return the code lists, a code a row."""
        return table(["list", "code", "zh", "en", "meaning"], self.rows(_CODES))

    def inferred(self) -> str:
        """Return what no file asserts."""
        return table(["term", "zh", "en", "meaning"], self.rows(_TERMS % _INFERRED))

    def anywhere(self) -> str:
        """Return the asserted properties that belong to no single class."""
        return table(["property", "zh", "en", "meaning"], self.rows(_TERMS % _ANYWHERE))


def _slash(inferred: bool) -> str:  # noqa: FBT001 - what it marks
    return "/" if inferred else ""


def _id(cls: str) -> str:
    return cls.replace(":", "_")


def _node(cls: str) -> str:
    return f'{_id(cls)}["{cls}"]' if ":" in cls else cls
