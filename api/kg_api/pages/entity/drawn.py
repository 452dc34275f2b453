"""What is drawn at the head of a page: honors through time, figures as bars, trees, people.

Everything drawn is a table or a list too, and each of its rows leads to the fact that says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg_api.pages.charts import Bar, Span, Tick
    from kg_api.pages.entity.parts import Part, Parts


@dataclass(frozen=True, slots=True)
class Moment:
    """A row of a timeline: what it is, its period as a bar and in words, the facts that say so."""

    head: Parts
    span: Span | None
    period: Parts
    facts: Parts


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows on one axis of years; without any day told there is no axis."""

    head: str
    ticks: tuple[Tick, ...]
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A row of a chart: a period or a place, its bar, its figure in words, its fact."""

    head: Parts
    bar: Bar
    value: Parts
    fact: Part
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures on one scale: of one indicator (or one kind of thing), one measure, one base unit.

    `of_whole` says that the scale is the whole of which they are shares.
    """

    title: Parts
    measure: str
    points: tuple[Point, ...]
    of_whole: bool = False

    @property
    def has_lengths(self) -> bool:
        """Whether its bars say something: one exact number alone is as long as any other."""
        return len(self.points) > 1 or self.of_whole or self.bounded

    @property
    def bounded(self) -> bool:
        """Whether a bar is none of an exact number."""
        return any(point.bar.bound != "exact" for point in self.points)


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a tree: its name, what it is to its whole, the facts that say so, its parts."""

    name: Part
    other: Part | None
    beside: str
    facts: Parts
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Roots under a heading, which may be empty."""

    title: Parts
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody quoted: name, the posts in which they speak, how many statements, their facts."""

    name: Parts
    capacity: Parts
    count: str
    facts: Parts


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a section draws; one of these is not empty."""

    timeline: Timeline | None = None
    charts: tuple[Chart, ...] = ()
    trees: tuple[Tree, ...] = ()
    people: tuple[Person, ...] = field(default=())
