"""An article line by line: its text where it is at hand, and the facts that begin in each line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg_api.pages.entity import reader
from kg_api.pages.entity.evidence import passages
from kg_api.pages.entity.groups import Group, Section
from kg_api.pages.entity.parts import Part
from kg_api.pages.entity.reader import Covered, Span, Stretch
from kg_api.pages.entity.reading import ENTITIES, FACTS
from kg_api.texts.entity import WORDS, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg_api.pages.entity.evidence import Texts
    from kg_api.pages.entity.facts import Facts
    from kg_api.pages.entity.parts import Linker, Parts

_PARAGRAPHS = f"{ENTITIES}paragraph/"
_NAMES = {1: "headline", 2: "byline"}


@dataclass(slots=True)
class Line:
    """What is known of a line: where facts stand in it, those that begin in it, its length."""

    spans: list[Span] = field(default_factory=list)
    first: list[tuple[int, str]] = field(default_factory=list)
    length: int = 0


class Reader:
    """Makes the sections of one article; `complete` says that all its facts are on this page."""

    def __init__(self, linker: Linker, maker: Facts, texts: Texts, *, complete: bool) -> None:
        self._linker = linker
        self._maker = maker
        self._texts = texts
        self._complete = complete
        self._words = WORDS[linker.language]

    def sections(
        self, article: str, facts: Sequence[str], others: Sequence[str]
    ) -> tuple[Section, ...]:
        """Return a section for each line, its facts in the order of the text.

        `others` are what else points at the article: its paragraphs, which have a section without
        facts too.
        """
        lines = self._lines(article, facts, others)
        return tuple(self._section(article, number, lines[number]) for number in sorted(lines))

    def coverage(self, sections: Sequence[Section]) -> str:
        """Say how much of the article facts rest on; empty where that cannot be told here."""
        counted = [each.covered for each in sections if each.covered is not None]
        if not counted or not self._complete:
            return ""
        total = sum(counted, Covered(0, 0))
        return self._words["coverage"].format(
            f"{total.share:.1%}", f"{total.covered:,}", f"{total.characters:,}"
        )

    def _lines(
        self, article: str, facts: Sequence[str], others: Sequence[str]
    ) -> defaultdict[int, Line]:
        lines: defaultdict[int, Line] = defaultdict(Line)
        for iri in others:
            end = iri.rpartition("-")[2]
            if iri.startswith(_PARAGRAPHS) and end.isdecimal():
                length = self._linker.reading.number(iri, "cdo:characterCount")
                lines[int(end)].length = length or 0
        for iri in facts:
            found = [
                each for each in passages(iri, self._linker.reading) if each.article == article
            ]
            for each in found:
                span = Span(each.start, each.end, iri.removeprefix(FACTS))
                lines[each.number].spans.append(span)
            # Its passages may not be told here: line 0.
            number, start = (found[0].number, found[0].start) if found else (0, 0)
            lines[number].first.append((start, iri))
        return lines

    def _section(self, article: str, number: int, line: Line) -> Section:
        text = self._texts.line(article, number) if number else None
        said = tuple(self._maker.line(iri) for _, iri in sorted(line.first))
        covered = None
        if text is not None:
            covered = reader.covered(text, line.spans)
        elif line.length:
            covered = reader.covered_length(line.length, line.spans)
        return Section(
            key=f"line-{number}",
            title=_title(number, self._words),
            count=number_of(len(said), "count", self._linker.language),
            look="line",
            groups=(Group(facts=said),),
            runs=reader.runs(number, text, line.spans, complete=self._complete)
            if text is not None
            else (),
            stretches=() if text is not None else self._stretches(number, line),
            covered=covered if self._complete else None,
        )

    def _stretches(self, number: int, line: Line) -> tuple[Stretch, ...]:
        """Return the passages of a line without text, and what is between them."""
        by_place: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for each in sorted(line.spans):
            by_place[each.start, each.end].append(each.fact)
        places: list[tuple[tuple[int, int], tuple[str, ...]]] = [
            (place, tuple(dict.fromkeys(facts))) for place, facts in by_place.items()
        ]
        if self._complete:
            places += [(gap, ()) for gap in reader.gaps(line.length, line.spans)]
        anchored: set[int] = set()
        found = []
        for (start, end), facts in sorted(places):
            at = reader.anchor(number, start) if facts and start not in anchored else ""
            anchored.add(start)
            characters = self._words["characters"].format(f"{start}–{end}")
            found.append(Stretch(characters, at, facts, self._printed(facts)))
        return tuple(found)

    def _printed(self, facts: Sequence[str]) -> Parts:
        phrases = dict.fromkeys(
            text
            for fact in facts
            for text in self._linker.reading.texts(f"{FACTS}{fact}", "cdo:printed")
        )
        return tuple(Part(text, lang=self._linker.tag("zh"), look="quote") for text in phrases)


def _title(number: int, words: Mapping[str, str]) -> str:
    if not number:
        return words["unnamed_group"]
    line = words["line"].format(number)
    title = line[:1].upper() + line[1:]
    return f"{title} · {words[_NAMES[number]]}" if number in _NAMES else title
