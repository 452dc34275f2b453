"""Class diagrams, code lists and inferred terms, from the ontology."""

from __future__ import annotations

import pyoxigraph as ox

from kg.build.sources import Sources
from kg.settings import Settings
from parts.tables import ask, prefixes, short, table

DIAGRAMS = {
    "evidence": ("Fact", "Passage", "Paragraph", "Article", "Period"),
    "places": (
        "schema:Place", "AdministrativeDivision", "Province", "Prefecture", "County",
        "DevelopmentZone", "Facility",
    ),
    "bodies": (
        "foaf:Agent", "foaf:Person", "org:Organization", "Agency", "Enterprise", "Institution",
    ),
    "instruments": (
        "Instrument", "Program", "PolicyDocument", "Principle", "Mechanism", "Register",
        "Platform", "Offering",
    ),
    "concepts": ("skos:Concept", "Honor", "Indicator", "Topic", "Code", "org:Role"),
    "figures": ("Fact", "Conferral", "Observation", "HonorTally"),
    "doings": ("Fact", "Activity", "Event", "Partnership", "Goal", "Claim"),
    "relations": ("Fact", "Engagement", "Byline", "Naming", "Siting", "Composition"),
}  # fmt: skip
"""Diagram → its classes. What a class has is told in the first diagram that shows it."""
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
_ABOVE = """SELECT ?class ?above {
  ?class rdfs:subClassOf+ ?above . FILTER(ISIRI(?above))
} ORDER BY ?above ?class"""
_PROPERTIES = """SELECT ?domain ?property ?range ?inferred {
  VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty }
  ?property a ?kind . FILTER(STRSTARTS(STR(?property), STR(cdo:)))
  OPTIONAL { ?property rdfs:domain ?domain } OPTIONAL { ?property rdfs:range ?range }
  OPTIONAL { ?property cdo:inferred ?inferred }
} ORDER BY ?domain ?property"""
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
        classes = DIAGRAMS[name]
        told = {cls for other in list(DIAGRAMS)[: list(DIAGRAMS).index(name)]
                for cls in DIAGRAMS[other]}  # fmt: skip
        lines = [f"  class {_node(cls)}" for cls in classes]
        lines += self._tree(set(classes))
        for domain, term, range_, inferred in self.rows(_PROPERTIES):
            if domain not in classes or domain in told:
                continue
            label = f"/{term}" if inferred == "true" else term
            if range_ in classes and range_ != domain:
                lines.append(f"  {_id(domain)} --> {_id(range_)} : {label}")
            else:
                # A colon in a member is a syntax error to Mermaid: the type loses its prefix.
                lines.append(f"  {_id(domain)} : {label} {range_.split(':')[-1]}".rstrip())
        return _HEAD + "\n".join([*lines, "```", ""])

    def _tree(self, wanted: set[str]) -> list[str]:
        """Each class below the nearest of those shown, whatever stands between."""
        above: dict[str, set[str]] = {}
        for child, parent in self.rows(_ABOVE):
            if {child, parent} <= wanted and child != parent:
                above.setdefault(child, set()).add(parent)
        return [
            f"  {_id(parent)} <|-- {_id(child)}"
            for child, parents in above.items()
            for parent in sorted(parents)
            if not any(parent in above.get(other, ()) for other in parents)
        ]

    def codes(self) -> str:
        """Return the code lists, a code a row."""
        return table(["list", "code", "zh", "en", "meaning"], self.rows(_CODES))

    def inferred(self) -> str:
        """Return what no file asserts."""
        return table(["term", "zh", "en", "meaning"], self.rows(_TERMS % _INFERRED))

    def anywhere(self) -> str:
        """Return the asserted properties that belong to no single class."""
        return table(["property", "zh", "en", "meaning"], self.rows(_TERMS % _ANYWHERE))


def _id(cls: str) -> str:
    return cls.replace(":", "_")


def _node(cls: str) -> str:
    return f'{_id(cls)}["{cls}"]' if ":" in cls else cls
