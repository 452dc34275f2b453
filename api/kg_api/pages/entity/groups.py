"""The facts of a page, grouped as a person would look for them. Each fact stands in one group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg_api.pages.entity.parts import Part, Parts
from kg_api.texts.entity import WORDS, number_of
from kg_api.texts.sections import NOTES, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg_api.pages.entity.evidence import Segment
    from kg_api.pages.entity.facts import Fact, Facts, Row
    from kg_api.pages.entity.parts import Linker

_BY_KIND = {
    "HonorTally": "tallies",
    "Observation": "figures",
    "Goal": "plans",
    "Claim": "claims",
    "Partnership": "partnerships",
    "Engagement": "posts",
    "Siting": "places",
    "Composition": "parts",
    "Naming": "names",
    "Byline": "bylines",
}
_TOLD_APART = frozenset(("HonorTally", "Observation", "Conferral", "Goal"))
"""Kinds that keep their section where somebody says them; the speaker is told in a note."""
ORDER = (
    "honors",
    "recipients",
    "conferred",
    "tallies",
    "figures",
    "done",
    "ongoing",
    "partnerships",
    "plans",
    "posts",
    "statements",
    "claims",
    "parts",
    "places",
    "bylines",
    "names",
    "mentions",
)
"""The sections of facts in the order in which a page has them."""
_LAST = {"Person": ("posts", "statements", "bylines")}
_YEARS = frozenset(("honors", "recipients", "conferred"))
_TABLES = frozenset(("tallies", "figures"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A linked entity: its name, its name in the other language, and a word beside it."""

    name: Part
    other: Part | None = None
    beside: str = ""
    more: Parts = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Facts, rows or entries under one heading, which may be empty."""

    title: Parts = ()
    facts: tuple[Fact, ...] = ()
    rows: tuple[Row, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `look` says how its groups are shown: facts, figures, entries, divisions, line.

    `key` is its anchor; `head` the heading of a table's first column; `quote` the text of a line.
    """

    key: str
    title: str
    count: str
    look: str
    groups: tuple[Group, ...] = ()
    note: str = ""
    head: str = ""
    quote: tuple[Segment, ...] = field(default=(), repr=False)


class Grouping:
    """Puts the facts of one page into sections."""

    def __init__(self, linker: Linker, facts: Facts) -> None:
        self._linker = linker
        self._facts = facts
        self._reading = linker.reading
        self._subject_kind = linker.reading.kind(linker.subject)
        self._words = WORDS[linker.language]

    def sections(self, facts: Iterable[str]) -> tuple[Section, ...]:
        """Return the sections that have facts, in the order of the page."""
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for iri in facts:
            keys[self._key(iri)].append(iri)
        first = _LAST.get(self._subject_kind, ())
        order = (*first, *(key for key in ORDER if key not in first))
        return tuple(self._section(key, keys[key]) for key in order if key in keys)

    def _key(self, iri: str) -> str:
        kind = self._reading.kind(iri)
        if kind == "Conferral":
            return self._conferral(iri)
        if kind not in _TOLD_APART and self._reading.iris(iri, "cdo:speaker"):
            return "statements"
        if kind == "Activity":
            return "done" if self._reading.code(iri, "cdo:modality") == "done" else "ongoing"
        return _BY_KIND.get(kind, "mentions")

    def _conferral(self, iri: str) -> str:
        subject = self._linker.subject
        if subject in self._reading.iris(iri, "cdo:conferredBy"):
            return "conferred"
        return "recipients" if self._subject_kind == "Honor" else "honors"

    def _section(self, key: str, facts: list[str]) -> Section:
        language = self._linker.language
        if key in _TABLES:
            groups, look = self._tables(facts), "figures"
        else:
            groups, look = self._lists(key, facts), "facts"
        return Section(
            key=key,
            title=SECTIONS[language][key],
            count=number_of(len(facts), "count", language),
            look=look,
            groups=tuple(groups),
            note=NOTES[language].get(key, ""),
            head=self._words["column_about" if self._of_others else "column_measure"],
        )

    def _lists(self, key: str, facts: list[str]) -> list[Group]:
        if key in _YEARS:
            return self._by_year(facts)
        if key == "statements" and self._subject_kind != "Person":
            return self._by_speaker(facts)
        told = key not in {"done", "ongoing"}
        return [Group(facts=tuple(self._facts.line(iri, modality=told) for iri in facts))]

    def _by_year(self, facts: list[str]) -> list[Group]:
        times: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for iri in facts:
            times[self._facts.time(iri)].append(iri)
        return [
            Group(
                (Part(name or self._words["year_not_stated"]),),
                tuple(self._facts.line(iri) for iri in times[year, name]),
            )
            for year, name in sorted(times, reverse=True)
        ]

    def _by_speaker(self, facts: list[str]) -> list[Group]:
        speakers: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for iri in facts:
            speakers[self._reading.iris(iri, "cdo:speaker")].append(iri)
        return [
            Group(self._linker.things(who), tuple(self._facts.line(iri) for iri in said))
            for who, said in speakers.items()
        ]

    @property
    def _of_others(self) -> bool:
        """Whether rows differ by what they are of; else they differ by what is measured."""
        return self._subject_kind in {"Indicator", "Honor"}

    def _tables(self, facts: list[str]) -> list[Group]:
        groups: defaultdict[Parts, list[Row]] = defaultdict(list)
        for iri in facts:
            measured = self._measured(iri)
            measure = self._measure(iri)
            about = self._reading.iris(iri, "cdo:about")
            if self._of_others:
                title, head = measure, self._linker.things(about)
            elif about == (self._linker.subject,):
                title, head = measured, measure
            else:
                title, head = self._linker.things(about), (*measured, self._gap(), *measure)
            groups[title].append(self._facts.row(iri, head or self._unnamed()))
        return [Group(title or self._unnamed(), rows=tuple(rows)) for title, rows in groups.items()]

    def _measured(self, iri: str) -> Parts:
        """Return what an observation measures: its indicator or honor, and of what."""
        reading = self._reading
        found = reading.iris(iri, "cdo:indicator") + reading.iris(iri, "cdo:honor")
        of = reading.iris(iri, "cdo:object")
        return self._linker.things((*found, *of)) or self._unnamed()

    def _measure(self, iri: str) -> Parts:
        measure = self._reading.iri(iri, "cdo:measure")
        return (Part(self._linker.label(measure)),) if measure else self._unnamed()

    def _unnamed(self) -> Parts:
        return (Part(self._words["not_stated"], look="quiet"),)

    def _gap(self) -> Part:
        return Part("：" if self._linker.language == "zh" else ": ")
