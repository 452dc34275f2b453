"""Quotations in a working file → locators, against the text of the article.

An author writes `at: 获评“高质量发展先进县”`; this turns it into `at: 3:59-69`. `3:` before a
quotation names its paragraph, `3#2:` the second place in that paragraph where it stands. Everything
else in the file stays as it is, to the character.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import CombinedError, DataError
from kg.model import files
from kg.model.text import LOCATOR_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.files import Document, Span
    from kg.model.text import Locator, Text

_LOCATOR = re.compile(LOCATOR_PATTERN)
_PLACED = re.compile(r"^(\d+)(?:#(\d+))?:(.+)$", re.DOTALL)
_TOLD = 10
"""Places told where a quotation stands in many: as many as one reads."""


def anchored(source: str, name: str, text: Text) -> tuple[str, int]:
    """Return the file with locators for its quotations, and how many were turned.

    Raises CombinedError of `quotation-unknown` (it stands nowhere) and `quotation-ambiguous` (it
    stands in several places, which are told).
    """
    document = files.parse(source, name)
    lines = source.splitlines(keepends=True)
    errors: list[DataError] = []
    places: list[tuple[Span, Locator]] = []
    for path, quotation in _quotations(document):
        try:
            places.append((document.spans[path], _find(quotation, text, name, document.line(path))))
        except DataError as error:
            errors.append(error)
    if errors:
        raise CombinedError(errors)
    # From the end of the file to its beginning, so that no replacement moves another's place.
    for span, locator in sorted(places, key=lambda place: _start(place[0]), reverse=True):
        _replace(lines, span, str(locator))
    return "".join(lines), len(places)


def _quotations(document: Document) -> Iterator[tuple[files.Path_, str]]:
    """Yield every value under a key `at` that is no locator."""
    for path in document.spans:
        if path[-1:] == ("at",) or (path[-2:-1] == ("at",) and isinstance(path[-1], int)):
            value = _value(document.content, path)
            if isinstance(value, str) and not _LOCATOR.match(value):
                yield path, value


def _value(content: object, path: files.Path_) -> object:
    for part in path:
        content = content[part]  # type: ignore[index]  # the path was read from this content
    return content


def _find(quotation: str, text: Text, file: str, line: int | None) -> Locator:
    match = _PLACED.match(quotation)
    paragraph, place, words = match.groups() if match else (None, None, quotation)
    found = text.find(words, int(paragraph) if paragraph else None)
    if place and len(found) >= int(place) > 0:
        return found[int(place) - 1]
    if len(found) == 1 and not place:
        return found[0]
    if not found:
        raise DataError(
            "quotation-unknown",
            zh=f"原文中没有“{words}”。",
            en=f"The text has no {words!r}.",
            mend_zh="请照原文逐字引用(标点亦同)。",
            mend_en="Quote it to the letter, punctuation included.",
            file=file,
            line=line,
        )
    where = ", ".join(str(locator) for locator in found[:_TOLD])
    where += " …" if len(found) > _TOLD else ""
    raise DataError(
        "quotation-ambiguous",
        zh=f"“{words}”见于 {where}。",
        en=f"{words!r} stands at {where}.",
        mend_zh="请引用更长的一段,或写成 3#2:…(第 3 行第 2 处)。",
        mend_en="Quote more of it, or write 3#2:… (the second place in line 3).",
        file=file,
        line=line,
    )


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _replace(lines: list[str], span: Span, word: str) -> None:
    before = lines[span.line][: span.column]
    last, column = span.end_line, span.end_column
    while not lines[last : last + 1] or not lines[last][:column].strip():
        last -= 1  # the mark of a block (|, >) stands after its line breaks, which stay
        column = len(lines[last].rstrip())
    lines[span.line : last + 1] = [before + word + lines[last][column:]]
