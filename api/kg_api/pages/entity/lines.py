"""An article line by line: its text where it is at hand, and the facts that begin in each line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg_api.pages.entity.evidence import marked, passages
from kg_api.pages.entity.groups import Group, Section
from kg_api.pages.entity.reading import ENTITIES
from kg_api.texts.entity import WORDS, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg_api.pages.entity.evidence import Texts
    from kg_api.pages.entity.facts import Facts
    from kg_api.pages.entity.parts import Linker

_PARAGRAPHS = f"{ENTITIES}paragraph/"
_NAMES = {1: "headline", 2: "byline"}


def lines(
    article: str,
    facts: Sequence[str],
    others: Sequence[str],
    *,
    maker: Facts,
    linker: Linker,
    texts: Texts,
) -> tuple[Section, ...]:
    """Return a section for each line of an article, its facts in the order of the text.

    `others` are what else points at it: its paragraphs, which have a section without facts too.
    """
    first: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    spans: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for iri in facts:
        found = [each for each in passages(iri, linker.reading) if each.article == article]
        for each in found:
            spans[each.number].append((each.start, each.end))
        if found:
            first[found[0].number].append((found[0].start, iri))
        else:  # its passages are not told here
            first[0].append((0, iri))
    numbers = {0} & first.keys() | spans.keys() | set(_numbers(others))
    words = WORDS[linker.language]
    sections = []
    for number in sorted(numbers):
        text = texts.line(article, number) if number else None
        said = tuple(maker.line(iri) for _, iri in sorted(first[number]))
        sections.append(
            Section(
                key=f"line-{number}",
                title=_title(number, words),
                count=number_of(len(said), "count", linker.language),
                look="line",
                groups=(Group(facts=said),),
                quote=marked(text, spans[number]) if text is not None else (),
            )
        )
    return tuple(sections)


def _numbers(others: Sequence[str]) -> list[int]:
    paragraphs = (iri for iri in others if iri.startswith(_PARAGRAPHS))
    ends = (iri.rpartition("-")[2] for iri in paragraphs)
    return [int(end) for end in ends if end.isdecimal()]


def _title(number: int, words: Mapping[str, str]) -> str:
    if not number:
        return words["unnamed_group"]
    line = words["line"].format(number)
    title = line[:1].upper() + line[1:]
    return f"{title} · {words[_NAMES[number]]}" if number in _NAMES else title
