"""One line of an article for its reader: every run of the text with the facts that rest on it.

Where the text is not at hand the line is an outline: its passages with the words as printed, and
the stretches between them on which no fact rests.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg_api.pages.entity.parts import Parts


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where a fact stands in a line: code points, end exclusive; `fact` such as a1-017."""

    start: int
    end: int
    fact: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a line's text. `facts` are those that rest on it, the nearest first.

    `at` is its anchor where a passage begins with it; `bare` says that it has words of which no
    fact speaks.
    """

    text: str
    facts: tuple[str, ...] = ()
    at: str = ""
    bare: bool = False

    def __html__(self) -> str:
        """Return the run as HTML; templates put it into a page as it is (MarkupSafe)."""
        text = escape(self.text)
        if not self.facts:
            return f'<span class="bare">{text}</span>' if self.bare else str(text)
        anchor = f' id="{escape(self.at)}"' if self.at else ""
        facts = escape(" ".join(self.facts))
        return (
            f'<a class="rests"{anchor} href="#{escape(self.facts[0])}" data-facts="{facts}">'
            f"<mark>{text}</mark></a>"
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line of which the text is not at hand: a passage, or what is between two."""

    characters: str
    at: str = ""
    facts: tuple[str, ...] = ()
    printed: Parts = ()


@dataclass(frozen=True, slots=True)
class Covered:
    """How many characters there are, and on how many of them facts rest."""

    characters: int
    covered: int

    def __add__(self, other: Covered) -> Covered:
        return Covered(self.characters + other.characters, self.covered + other.covered)

    @property
    def share(self) -> float:
        """The covered part, 0 to 1."""
        return self.covered / self.characters if self.characters else 1.0


def anchor(number: int, start: int) -> str:
    """Return the anchor of the passage that begins there in that line."""
    return f"at-{number}-{start}"


def runs(number: int, text: str, spans: Iterable[Span], *, complete: bool) -> tuple[Run, ...]:
    """Cut a line wherever a passage begins or ends; spans may overlap or lie beyond it.

    What no fact rests on is told apart only where all facts of the line are known (`complete`).
    """
    within = sorted(each for each in spans if each.start < min(each.end, len(text)))
    cuts = {0, len(text)}
    cuts.update(each.start for each in within)
    cuts.update(min(each.end, len(text)) for each in within)
    places = sorted(cuts)
    starts = {each.start for each in within}
    return tuple(
        _run(text[first:last], _resting(within, first, last), complete=complete)
        if first not in starts
        else Run(text[first:last], _resting(within, first, last), anchor(number, first))
        for first, last in pairwise(places)
    )


def covered(text: str, spans: Iterable[Span]) -> Covered:
    """Count the content characters (ideographs, letters, digits), as `kg coverage` does."""
    places = {at for each in spans for at in range(each.start, min(each.end, len(text)))}
    content = {at for at, character in enumerate(text) if character.isalnum()}
    return Covered(len(content), len(content & places))


def covered_length(length: int, spans: Iterable[Span]) -> Covered:
    """Count all characters of a line of that length, where the text is not at hand."""
    places = {at for each in spans for at in range(each.start, min(each.end, length))}
    return Covered(length, len(places))


def gaps(length: int, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a line of that length on which no span lies."""
    found: list[tuple[int, int]] = []
    at = 0
    for each in sorted(spans):
        if each.start > at:
            found.append((at, each.start))
        at = max(at, each.end)
    if at < length:
        found.append((at, length))
    return tuple(found)


def _run(text: str, facts: tuple[str, ...], *, complete: bool) -> Run:
    bare = complete and not facts and any(character.isalnum() for character in text)
    return Run(text, facts, bare=bare)


def _resting(spans: Sequence[Span], first: int, last: int) -> tuple[str, ...]:
    """Return the facts whose passage holds this run, those with the shortest passage first."""
    holding = [each for each in spans if each.start <= first and each.end >= last]
    holding.sort(key=lambda each: (each.end - each.start, each.fact))
    return tuple(dict.fromkeys(each.fact for each in holding))
