"""The text of an article, and locators that point into it.

A locator `3:35-65` names line 3 of the text file (headline 1, byline 2) and its characters 35 to
64: Unicode code points, counted from 0, end exclusive.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from kg.errors import CorpusError

if TYPE_CHECKING:
    from pathlib import Path

LOCATOR_PATTERN = r"^[1-9][0-9]*:[0-9]+-[0-9]+$"
_LOCATOR = re.compile(r"([1-9][0-9]*):([0-9]+)-([0-9]+)")


@dataclass(frozen=True, order=True)
class Locator:
    """A run of characters inside one paragraph: line from 1, offsets from 0, end exclusive."""

    paragraph: int
    start: int
    end: int

    @classmethod
    def parse(cls, text: str) -> Locator:
        """Read `paragraph:start-end`; raises ValueError where it is none or is empty."""
        match = _LOCATOR.fullmatch(text)
        if not match:
            raise ValueError(
                f"{text!r} is no locator (3:35-65); a quotation needs `kg anchor` first"
            )
        paragraph, start, end = (int(group) for group in match.groups())
        if start >= end:
            raise ValueError(f"{text!r} is empty: its end is not after its start")
        return cls(paragraph, start, end)

    def __str__(self) -> str:
        return f"{self.paragraph}:{self.start}-{self.end}"

    @property
    def key(self) -> str:
        """The locator as a part of an IRI: `3-35-65`."""
        return f"{self.paragraph}-{self.start}-{self.end}"


def _read(value: Any) -> Locator:
    return value if isinstance(value, Locator) else Locator.parse(str(value))


LocatorField = Annotated[
    Locator,
    BeforeValidator(_read),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": LOCATOR_PATTERN, "examples": ["3:35-65"]}),
]


@dataclass(frozen=True)
class Text:
    """The lines of one article, and the SHA-256 of its file."""

    article: str
    lines: tuple[str, ...]
    sha256: str

    @classmethod
    def read(cls, corpus: Path, article: str) -> Text:
        """Read `<corpus>/<article>.txt` (UTF-8); raises CorpusError `corpus-missing`."""
        path = corpus / f"{article}.txt"
        try:
            raw = path.read_bytes()
            lines = tuple(raw.decode("utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusError(
                "corpus-missing",
                zh=f"读不到文章 {article} 的文本。",
                en=f"The text of article {article} cannot be read.",
                mend_zh="请检查 KG_CORPUS,或不设该项。",
                mend_en="Check KG_CORPUS, or leave it unset.",
                file=str(path),
                subject=article,
            ) from error
        return cls(article, lines, hashlib.sha256(raw).hexdigest())

    def passage(self, locator: Locator) -> str:
        """Return the characters that a locator names; IndexError where it is out of range."""
        line = self.lines[locator.paragraph - 1]
        if locator.end > len(line):
            raise IndexError(f"{locator} is beyond the {len(line)} characters of its line")
        return line[locator.start : locator.end]

    def find(self, quotation: str, paragraph: int | None = None) -> list[Locator]:
        """Return every place where a quotation stands, in one paragraph or in all."""
        pattern = re.compile(f"(?={re.escape(quotation)})")  # ahead: matches may overlap
        return [
            Locator(number, match.start(), match.start() + len(quotation))
            for number, line in enumerate(self.lines, 1)
            if paragraph in (None, number)
            for match in pattern.finditer(line)
        ]
