"""The head of a page: what its facts amount to, drawn, before they are told one by one.

Where a page shows only some of the subject's facts, what is drawn comes from all of them, as far
as a chart can hold them; it stands on the first page alone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg_api.pages.entity.drawn import Drawn, Person
from kg_api.pages.entity.groups import Section
from kg_api.pages.entity.parts import Part
from kg_api.pages.entity.reading import FACTS
from kg_api.pages.entity.series import ranking, series
from kg_api.pages.entity.stretches import pointing, take_in
from kg_api.pages.entity.timelines import timeline
from kg_api.pages.entity.trees import Trees
from kg_api.texts.entity import number_of
from kg_api.texts.profile import PROFILE

if TYPE_CHECKING:
    from kg.lookup.description import Description
    from kg.lookup.index import Index
    from kg_api.pages.entity.facts import Facts
    from kg_api.pages.entity.parts import Linker

_PLACES = frozenset(("Province", "Prefecture", "County", "DevelopmentZone", "Enterprise"))
_TREES = frozenset((*_PLACES, "Agency"))
_INSTRUMENTS = frozenset(("Program", "PolicyDocument", "Mechanism", "Register", "Principle"))
_CONFERRALS, _FIGURES = 60, 120
"""How many honors a timeline has, and how many figures are drawn as bars, at most."""
_CHARTS = 18
_NAMED = frozenset(("programs", "people"))
"""Sections that name what no list below names; the graph of the page takes them in."""
_CHIPS = 3


class Profile:
    """Makes the drawn sections of one page."""

    def __init__(
        self, description: Description, index: Index, linker: Linker, facts: Facts
    ) -> None:
        self._description = description
        self._index = index
        self._linker = linker
        self._facts = facts
        self._reading = linker.reading
        self._words = PROFILE[linker.language]
        self._kind = linker.reading.kind(linker.subject)
        self._said = [iri for iri in description.subjects if iri.startswith(FACTS)]
        self._here = frozenset(self._said)

    def sections(self) -> tuple[Section, ...]:
        """Return what there is to draw; nothing beyond the first page of several."""
        if self._description.page > 1 or not self._said:
            return ()
        found = (self._timeline(), self._charts(), self._tree(), self._people())
        return tuple(section for section in found if section)

    def _timeline(self) -> Section | None:
        if self._kind not in _PLACES | {"Honor"}:
            return None
        facts, count = self._of_kind("Conferral", limit=_CONFERRALS)
        subject = self._linker.subject
        role = "cdo:honor" if self._kind == "Honor" else "cdo:recipient"
        own = [iri for iri in facts if subject in self._reading.iris(iri, role)]
        if not own:
            return None
        drawn = timeline(own, self._linker, self._chip, of_honor=self._kind == "Honor")
        note = self._words["timeline_note"] if drawn.ticks else ""
        return self._section(
            "timeline", Drawn(timeline=drawn), len(own), note, self._first(len(facts), count)
        )

    def _charts(self) -> Section | None:
        if self._kind not in _PLACES | {"Honor", "Indicator", "Program"}:
            return None
        facts, count = self._of_kind("Observation", "HonorTally", limit=_FIGURES)
        ranked = self._kind in {"Honor", "Indicator"}
        if ranked:
            charts = ranking(facts, self._linker, self._chip)
            found = len(charts)
        else:
            charts, found = series(facts, self._linker, self._chip, _CHARTS)
        if not ranked and self._kind not in _PLACES:
            charts = tuple(chart for chart in charts if chart.has_lengths)
        if not charts:
            return None
        key = "ranking" if ranked else "charts"
        bounded = self._words["bounds"] if any(chart.bounded for chart in charts) else ""
        return self._section(
            key,
            Drawn(charts=charts[:_CHARTS]),
            sum(len(chart.points) for chart in charts),
            self._words[f"{key}_note"],
            bounded,
            self._first(len(facts), count) or self._first(_CHARTS, found),
        )

    def _tree(self) -> Section | None:
        trees = Trees(self._linker, self._index, self._chip)
        if self._kind in _INSTRUMENTS:
            found = trees.around()
            return self._section("whole_tree", Drawn(trees=found)) if found else None
        found = trees.of_facts(self._said) if self._kind in _TREES else ()
        return (
            self._section("programs", Drawn(trees=found), 0, self._words["programs_note"])
            if found
            else None
        )

    def _people(self) -> Section | None:
        if self._kind not in _PLACES:
            return None
        said: defaultdict[str, list[str]] = defaultdict(list)
        for iri in self._said:
            for speaker in self._reading.iris(iri, "cdo:speaker"):
                said[speaker].append(iri)
        people = tuple(
            Person(
                (self._linker.thing(speaker),),
                self._facts.capacity(self._reading.iri(facts[0], "cdo:inCapacity")),
                number_of(len(facts), "count", self._linker.language),
                tuple(self._chip(fact) for fact in facts[:_CHIPS]),
            )
            for speaker, facts in sorted(said.items(), key=lambda each: -len(each[1]))
        )
        if not people:
            return None
        return self._section("people", Drawn(people=people), 0, self._words["people_note"])

    def _of_kind(self, *kinds: str, limit: int) -> tuple[list[str], int]:
        """Return facts of these kinds, of all pages, and how many there are."""
        if self._description.pages == 1:
            found = [iri for iri in self._said if self._reading.kind(iri) in kinds]
            return found[: limit * len(kinds)], len(found)
        facts, count = pointing(self._index, self._description.resource, *kinds, limit=limit)
        take_in(self._reading, self._index, facts)
        return [each.iri for each in facts], count

    def _chip(self, fact: str) -> Part:
        """Return the link to the evidence of a fact: on this page where the page has it."""
        name = fact.removeprefix(FACTS)
        href = f"#{name}" if fact in self._here else self._linker.page(fact)
        return Part(name, href, look="id")

    def _first(self, shown: int, count: int) -> str:
        return self._words["first_of"].format(shown, count) if shown < count else ""

    def _section(self, key: str, drawn: Drawn, count: int = 0, *notes: str) -> Section:
        language = self._linker.language
        return Section(
            key=key,
            title=self._words[key],
            count=number_of(count, "count", language) if count else "",
            look="drawn named" if key in _NAMED else "drawn",
            note=("" if language == "zh" else " ").join(note for note in notes if note),
            drawn=drawn,
        )
