"""Facts against the text of their article: digest, offsets, wording and figures, and coverage.

Needs a corpus (setting KG_CORPUS). The text itself never leaves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.base import Printed
from kg.model.quantity import numbers_in
from kg.model.text import Locator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.errors import DataError
    from kg.model.article import Article
    from kg.model.fact import Fact
    from kg.model.text import Text

NUMBER = re.compile(r"\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+")


def check(article: Article, text: Text) -> Iterator[DataError]:
    """Yield what the text contradicts.

    Codes: `corpus-digest` (another text was annotated), `corpus-lines`, `phrase-not-in-passage`,
    `figure-not-in-passage`.
    """
    if text.sha256 != article.record.sha256:
        yield article.error(
            "corpus-digest",
            None,
            "article",
            zh="语料中的文本与标注时的不同(SHA-256 不符)。",
            en="The text in the corpus is not the one annotated (its SHA-256 differs).",
            mend_zh="请换回原文本,或重新核对全部定位后更新 sha256。",
            mend_en="Put the text back, or review every locator and update sha256.",
        )
        return
    lengths = tuple(len(line) for line in text.lines)
    if lengths != article.record.paragraphs:
        yield article.error(
            "corpus-lines",
            None,
            "article",
            zh=f"各行字数应为 {list(lengths)}。",
            en=f"The lines have {list(lengths)} characters.",
            mend_zh="请更正 paragraphs。",
            mend_en="Correct paragraphs.",
        )
        return
    for fact in article.facts:
        yield from _wording(article, text, fact)


def _wording(article: Article, text: Text, fact: Fact) -> Iterator[DataError]:
    passages = [text.passage(locator) for locator in fact.at]
    for key, phrase in printed(fact):
        if not any(phrase in passage for passage in passages):
            yield article.error(
                "phrase-not-in-passage",
                fact.id,
                key,
                zh=f"{key} 的“{phrase}”不在所指片段中。",
                en=f"{key} {phrase!r} does not stand in the passage.",
                mend_zh="请照原文改正短语,或改正定位(kg anchor)。",
                mend_en="Correct the phrase as printed, or the locator (kg anchor).",
            )
    stated = {number for passage in passages for number in numbers_in(passage)}
    for key in ("value", "streak", "batch"):
        figure = getattr(fact, key, None)
        if figure is not None and figure not in stated:
            yield article.error(
                "figure-not-in-passage",
                fact.id,
                key,
                zh=f"所指片段中没有数字 {figure}。",
                en=f"The passage does not contain {figure}.",
                mend_zh="请改正数字或定位。",
                mend_en="Correct the figure or the locator.",
            )


def printed(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield (key, phrase) for every phrase that a fact gives as printed."""
    for name, info in type(fact).model_fields.items():
        if any(isinstance(mark, Printed) for mark in info.metadata):
            value = getattr(fact, name)
            for phrase in value if isinstance(value, tuple) else (value,):
                if phrase:
                    yield info.alias or name, phrase


@dataclass(frozen=True)
class Coverage:
    """How much of an article stands under facts. Counts of characters and of numbers."""

    article: str
    characters: int
    covered: int
    numbers: int
    numbers_covered: int
    uncovered: tuple[Locator, ...]
    numbers_uncovered: tuple[Locator, ...]

    @property
    def share(self) -> float:
        """Covered content characters, 0 to 1."""
        return self.covered / self.characters if self.characters else 1.0


def coverage(article: Article, text: Text) -> Coverage:
    """Measure which content characters (ideographs, letters, digits) and numbers are covered.

    A number is covered by a fact's passage, or by an entry of `notAsserted`.
    """
    facts = _marked(text, (locator for fact in article.facts for locator in fact.at))
    reasons = (locator for entry in article.not_asserted for locator in entry.at)
    accounted = facts | _marked(text, reasons)
    content = {
        (number, offset)
        for number, line in enumerate(text.lines, 1)
        for offset, character in enumerate(line)
        if character.isalnum()
    }
    numbers = [
        Locator(number, match.start(), match.end())
        for number, line in enumerate(text.lines, 1)
        for match in NUMBER.finditer(line)
    ]
    missing = tuple(
        place
        for place in numbers
        if not all((place.paragraph, at) in accounted for at in range(place.start, place.end))
    )
    return Coverage(
        article.id,
        len(content),
        len(content & facts),
        len(numbers),
        len(numbers) - len(missing),
        tuple(_stretches(content - facts)),
        missing,
    )


def _marked(text: Text, locators: Iterator[Locator]) -> set[tuple[int, int]]:
    return {
        (locator.paragraph, offset)
        for locator in locators
        if locator.paragraph <= len(text.lines)
        for offset in range(locator.start, locator.end)
    }


def _stretches(characters: set[tuple[int, int]]) -> Iterator[Locator]:
    """Join neighbouring characters into locators."""
    start: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    for place in sorted(characters):
        if last and place != (last[0], last[1] + 1):
            yield Locator(start[0], start[1], last[1] + 1) if start else Locator(*last, last[1] + 1)
            start = None
        start, last = start or place, place
    if start and last:
        yield Locator(start[0], start[1], last[1] + 1)
