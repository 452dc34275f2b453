"""Every error that a user can meet, each with a stable code and its mend, in zh and en.

KgError
├── DataError        a file of facts, a registry or the divisions cannot be taken as it is
├── ShapesError      a shapes file cannot be read
├── GateError        SHACL refused what was to be stored
├── StoreError       the store on disk cannot be opened or written
├── SnapshotError    a snapshot is missing or damaged
├── CorpusError      a text of the corpus is missing or is not the one annotated
├── QueryError       a query cannot be answered (carries its HTTP status)
├── BenchError       a measurement cannot be made
└── CombinedError    several of these, found in one pass

Codes are part of the interface: `data-yaml`, `entity-unknown`, `sparql-syntax` … They are listed,
with their meaning, in docs/reference.md; a test holds the list and the code together.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Language = Literal["zh", "en"]


class KgError(Exception):
    """What is wrong, where, and how to mend it.

    `code` is stable; `zh` and `en` say what is wrong; `mend_zh` and `mend_en` say what to do;
    `file`, `line` (from 1) and `subject` (a fact, an entity, a graph) say where.
    """

    def __init__(
        self,
        code: str,
        *,
        zh: str,
        en: str,
        mend_zh: str = "",
        mend_en: str = "",
        file: str | None = None,
        line: int | None = None,
        subject: str | None = None,
    ) -> None:
        super().__init__(code, en)
        self.code = code
        self.zh, self.en = zh, en
        self.mend_zh, self.mend_en = mend_zh, mend_en
        self.file, self.line, self.subject = file, line, subject

    def message(self, language: Language = "en") -> str:
        """Return what is wrong and how to mend it, in one language."""
        what, mend = (self.zh, self.mend_zh) if language == "zh" else (self.en, self.mend_en)
        gap = "" if language == "zh" else " "
        return f"{what}{gap}{mend}" if mend else what

    def where(self) -> str:
        """Return `file:line fact`, as far as known (an editor can jump to it)."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return " ".join(part for part in (place, self.subject) if part)

    def __str__(self) -> str:
        place = self.where()
        return (
            f"{place}: {self.message()} [{self.code}]"
            if place
            else f"{self.message()} [{self.code}]"
        )


class DataError(KgError):
    """A file of facts, the registry or the divisions cannot be taken as it is."""


class ShapesError(KgError):
    """A shapes file cannot be read."""


class GateError(KgError):
    """SHACL refused what was to be stored."""


class StoreError(KgError):
    """The store on disk cannot be opened or written."""


class SnapshotError(KgError):
    """A snapshot is missing or damaged."""


class CorpusError(KgError):
    """A text of the corpus is missing or is not the one that was annotated."""


class QueryError(KgError):
    """A query cannot be answered; `status` is its HTTP status, `extra` its problem members."""

    def __init__(
        self,
        code: str,
        *,
        status: int,
        zh: str,
        en: str,
        mend_zh: str = "",
        mend_en: str = "",
        extra: Mapping[str, str | int | float | Sequence[str]] = MappingProxyType({}),
    ) -> None:
        super().__init__(code, zh=zh, en=en, mend_zh=mend_zh, mend_en=mend_en)
        self.status = status
        self.extra = extra


class BenchError(KgError):
    """A measurement cannot be made: a program is missing, or a server does not answer as asked."""


class CombinedError(KgError):
    """Several errors found in one pass, so that an author mends them all at once."""

    def __init__(self, errors: Sequence[KgError]) -> None:
        first = errors[0]
        super().__init__(
            first.code,
            zh=first.zh,
            en=first.en,
            mend_zh=first.mend_zh,
            mend_en=first.mend_en,
            file=first.file,
            line=first.line,
            subject=first.subject,
        )
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)
