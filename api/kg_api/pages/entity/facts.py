"""One fact as a line of a page, or as a row of a table of figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg_api.pages.entity import figures
from kg_api.pages.entity.evidence import evidence
from kg_api.pages.entity.parts import Part, Parts
from kg_api.pages.entity.reading import FACTS, local
from kg_api.pages.entity.sentences import sentence
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from kg.lookup.index import Index
    from kg_api.pages.entity.evidence import Evidence, Texts
    from kg_api.pages.entity.figures import Figure
    from kg_api.pages.entity.parts import Linker

_YEAR = 4  # characters of a date that are its year


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as its line has it: `id` such as a1-017, its sentence, its notes, its evidence."""

    iri: str
    id: str
    kind: str
    href: str | None
    sentence: Parts
    notes: tuple[Parts, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Row:
    """An observation as a row: `head` is what tells it from the other rows of its group."""

    fact: Fact
    figure: Figure
    head: Parts
    period: Parts


class Facts:
    """Makes lines and rows of the facts of one page."""

    def __init__(self, linker: Linker, index: Index, texts: Texts) -> None:
        self._linker = linker
        self._index = index
        self._capacities: dict[str, Parts] = {}
        self._texts = texts
        self._reading = linker.reading

    def line(
        self, iri: str, *, whole: bool = False, modality: bool = True, period: bool = True
    ) -> Fact:
        """Return a fact as a line; `whole` quotes whole lines of the text.

        `modality` notes whether it is done or under way, `period` the words that an inferred
        period comes from, where nothing beside the fact says so already.
        """
        kind = self._reading.kind(iri)
        return Fact(
            iri=iri,
            id=iri.removeprefix(FACTS),
            kind=kind,
            href=self._linker.page(iri) if iri != self._linker.subject else None,
            sentence=sentence(iri, kind, self._linker),
            notes=tuple(self._notes(iri, modality=modality, period=period)),
            evidence=evidence(iri, self._linker, self._texts, whole=whole),
        )

    def row(self, iri: str, head: Parts) -> Row:
        """Return an observation as a row of a table."""
        fact = self.line(iri, period=False)
        return Row(fact, figures.figure(iri, self._linker), head, self._period(iri))

    def time(self, iri: str) -> tuple[str, str]:
        """Return the year in which the fact's period begins or ends, and the name of that time.

        A period within one year is named by the year, a longer one by its own name: what came
        about "since 2023" may be of 2024. Both are empty where no period is told.
        """
        period = self._reading.iri(iri, "cdo:period")
        if period is None:
            return "", ""
        begin = (self._reading.text(period, "cdo:beginDate") or "")[:_YEAR]
        end = (self._reading.text(period, "cdo:endDate") or "")[:_YEAR]
        return begin or end, begin if begin == end else self._linker.label(period)

    def _period(self, iri: str) -> Parts:
        words = WORDS[self._linker.language]
        found = self._linker.things(self._reading.iris(iri, "cdo:period"))
        printed = tuple(
            self._linker.printed(text) for text in self._reading.texts(iri, "cdo:periodText")
        )
        if not found:
            return printed or (Part(words["period_not_stated"], look="quiet"),)
        if self._reading.holds(iri, "cdo:periodInferred"):
            gap = (Part(" "),) if printed else ()
            return (*found, Part(words["inferred"], look="mark"), *gap, *printed)
        return found

    def _notes(self, iri: str, *, modality: bool, period: bool) -> list[Parts]:
        reading, linker = self._reading, self._linker
        words = WORDS[linker.language]
        notes: list[Parts] = [
            (Part(words[word]),)
            for name, word in (("cdo:implied", "implied"), ("cdo:amongOthers", "among_others"))
            if reading.holds(iri, name)
        ]
        if period and reading.holds(iri, "cdo:periodInferred"):
            printed = reading.texts(iri, "cdo:periodText")
            if printed:
                notes.append(
                    (Part(words["inferred_of"]), *(linker.printed(text) for text in printed))
                )
        code = reading.code(iri, "cdo:modality")
        if modality and code is not None and code in words:
            notes.append((Part(words[code]),))
        speakers = reading.iris(iri, "cdo:speaker")
        capacity = self._capacity(reading.iri(iri, "cdo:inCapacity"))
        if speakers and (speakers != (linker.subject,) or capacity):
            notes.append((Part(words["said_by"]), *linker.things(speakers), *capacity))
        notes += self._links(iri)
        return notes

    def _capacity(self, engagement: str | None) -> Parts:
        """Return the posts in which a person speaks, which another fact tells."""
        if engagement is None:
            return ()
        if engagement not in self._capacities:
            self._capacities[engagement] = self._posts(engagement)
        return self._capacities[engagement]

    def _posts(self, engagement: str) -> Parts:
        reading, linker = self._reading, self._linker
        resource = self._index.find(engagement)
        if resource is not None:
            reading.add_own(self._index, (resource,))
        employers = reading.iris(engagement, "cdo:employer")
        posts = reading.iris(engagement, "cdo:post")
        reading.add_labels(self._index, (*employers, *posts))
        opening, gap, closing = ("（", "", "）") if linker.language == "zh" else (" (", ", ", ")")
        said = (*linker.things(employers), Part(gap), *linker.things(posts))
        return (
            Part(opening),
            *said,
            Part(f"{gap or '，'}"),
            self._other(engagement),
            Part(closing),
        )

    def _links(self, iri: str) -> list[Parts]:
        """Return the notes that lead to other facts."""
        words = WORDS[self._linker.language]
        return [
            (Part(words[word]), *self._linker.listed([self._other(fact) for fact in found]))
            for name, word in (
                ("cdo:countedIn", "counted_in"),
                ("cdo:outOf", "out_of"),
                ("cdo:ranks", "ranks"),
                ("cdo:restates", "restates"),
            )
            if (found := self._reading.iris(iri, name))
        ]

    def _other(self, fact: str) -> Part:
        return Part(local(fact), self._linker.page(fact), look="id")
