"""Class diagrams of the ontology: which classes stand together, what each has, what leads where.

The docs draw them in Mermaid, the ontology's page as SVG.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ontology.document import short
from kg.ontology.terms import Kind, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

DIAGRAMS = {
    "evidence": ("Fact", "Passage", "Paragraph", "Article", "Period"),
    "figures": ("Fact", "Conferral", "Observation", "HonorTally"),
    "doings": ("Fact", "Activity", "Event", "Partnership", "Goal", "Claim"),
    "relations": ("Fact", "Engagement", "Byline", "Naming", "Siting", "Composition"),
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
}  # fmt: skip
"""Diagram → its classes. What a class has is told in the first diagram that shows it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A property that a class has; `type` is the name of what it takes, if that is said."""

    name: str
    type: str | None
    inferred: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """A property that leads from one class of the diagram to another."""

    source: str
    target: str
    name: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Diagram:
    """Names are those of `short`. `members` has every class, `above` pairs of wider and narrower."""

    name: str
    members: dict[str, tuple[Member, ...]]
    above: tuple[tuple[str, str], ...]
    arrows: tuple[Arrow, ...]


def diagram(terms: Terms, name: str) -> Diagram:
    """Return a diagram by its name in DIAGRAMS."""
    classes = DIAGRAMS[name]
    told = told_before(name)
    members: dict[str, list[Member]] = {cls: [] for cls in classes}
    arrows = []
    for prop in sorted(terms.own(Kind.OBJECT, Kind.DATATYPE), key=lambda prop: prop.name):
        domain = short(prop.domain[0]) if prop.domain else ""
        range_ = short(prop.range[0]) if prop.range else None
        if domain not in classes or domain in told:
            continue
        if range_ in classes and range_ != domain:
            arrows.append(Arrow(domain, range_, prop.name, prop.inferred))
        else:
            members[domain].append(Member(prop.name, range_, prop.inferred))
    return Diagram(
        name,
        {cls: tuple(found) for cls, found in members.items()},
        tuple(_tree(terms, classes)),
        tuple(arrows),
    )


def told_before(name: str) -> set[str]:
    """Return the classes of the diagrams before this one."""
    names = list(DIAGRAMS)
    return {cls for other in names[: names.index(name)] for cls in DIAGRAMS[other]}


def _tree(terms: Terms, classes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each class below the nearest of those shown, whatever stands between."""
    parents = {t.name: [short(iri) for iri in t.above] for t in terms.by_iri.values()}

    def nearest(cls: str) -> Iterator[str]:
        for parent in parents.get(cls, ()):
            if parent in classes:
                yield parent
            else:
                yield from nearest(parent)

    for cls in classes:
        found = dict.fromkeys(nearest(cls))
        # A parent that is above another parent is not the nearest one.
        yield from (
            (parent, cls)
            for parent in found
            if not any(parent in _all_above(other, parents) for other in found)
        )


def _all_above(cls: str, parents: dict[str, list[str]]) -> set[str]:
    return {a for parent in parents.get(cls, ()) for a in (parent, *_all_above(parent, parents))}
