"""Where a fact stands: article, line, characters, words as printed, and the text where it is at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from kg.errors import CorpusError
from kg.model.text import Text
from kg_api.pages.entity.reading import ENTITIES, Reading
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.lookup.index import Index
    from kg_api.pages.entity.parts import Linker, Parts

_STOPS = "。！？；"
_CLOSING = "”’）)》"
_ELLIPSIS = "……"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a quotation; `marked` where it is the evidence itself."""

    text: str
    marked: bool

    def __html__(self) -> str:
        """Return the run as HTML; templates put it into a page as it is (MarkupSafe)."""
        text = escape(self.text)
        return f"<mark>{text}</mark>" if self.marked else text


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The passages of one fact in one line of an article.

    `where` names article and line, `href` leads to that line of the article's page, `characters`
    are the offsets in words, `quote` the marked text, empty where there is none.
    """

    article: str
    where: str
    href: str | None
    characters: str
    quote: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that shows a fact: where it stands, and its phrases as printed."""

    excerpts: tuple[Excerpt, ...]
    printed: Parts


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """One passage; `article` and `number` of its line, offsets in code points, end exclusive."""

    article: str
    number: int
    start: int
    end: int
    exact: str | None = None


class Texts:
    """The texts of the corpus that are those which were annotated, read when they are asked for."""

    def __init__(self, corpus: Path | None, index: Index) -> None:
        self._corpus = corpus
        self._index = index
        self._known: dict[str, Text | None] = {}

    def line(self, article: str, number: int) -> str | None:
        """Return a line of an article's text; `None` where the text is not at hand."""
        if self._corpus is None:
            return None
        if article not in self._known:
            self._known[article] = self._read(self._corpus, article)
        text = self._known[article]
        return text.lines[number - 1] if text and 1 <= number <= len(text.lines) else None

    def _read(self, corpus: Path, article: str) -> Text | None:
        record = self._index.find(f"{ENTITIES}article/{article}")
        try:
            text = Text.read(corpus, article)
        except CorpusError:
            return None
        if record is None:
            return None
        # Offsets of another text would point at other words.
        known = Reading(())
        known.add_own(self._index, (record,))
        return text if known.text(record.iri, "cdo:sha256") == text.sha256 else None


def passages(fact: str, reading: Reading) -> tuple[Passage, ...]:
    """Return the passages of a fact in the order of the text."""
    found = (passage(iri, reading) for iri in reading.iris(fact, "cdo:evidence"))
    return tuple(sorted(each for each in found if each is not None))


def passage(iri: str, reading: Reading) -> Passage | None:
    """Return one passage; `None` where its paragraph or offsets are not told here."""
    paragraph = reading.iri(iri, "cdo:inParagraph")
    start, end = reading.number(iri, "oa:start"), reading.number(iri, "oa:end")
    number = reading.number(paragraph, "cdo:number") if paragraph else None
    article = reading.iri(paragraph, "cdo:inArticle") if paragraph else None
    if start is None or end is None or number is None or article is None:
        return None
    name = article.removeprefix(f"{ENTITIES}article/")
    return Passage(name, number, start, end, reading.text(iri, "oa:exact"))


def evidence(fact: str, linker: Linker, texts: Texts, *, whole: bool = False) -> Evidence:
    """Return the evidence of a fact; `whole` quotes the whole line, not the sentence alone."""
    lines: dict[tuple[str, int], list[Passage]] = {}
    for each in passages(fact, linker.reading):
        lines.setdefault((each.article, each.number), []).append(each)
    printed = [linker.printed(text) for text in linker.reading.texts(fact, "cdo:printed")]
    return Evidence(
        tuple(excerpt(found, linker, texts, whole=whole) for found in lines.values()),
        tuple(printed),
    )


def excerpt(found: list[Passage], linker: Linker, texts: Texts, *, whole: bool = False) -> Excerpt:
    """Return passages of the same line as one excerpt."""
    article, number = found[0].article, found[0].number
    words = WORDS[linker.language]
    ranges = ("、" if linker.language == "zh" else ", ").join(f"{p.start}–{p.end}" for p in found)
    gap = " " if linker.language == "zh" else ", "
    line = texts.line(article, number)
    return Excerpt(
        article=article,
        where=f"{article}{gap}{words['line'].format(number)}",
        href=linker.page(f"{ENTITIES}article/{article}", f"line-{number}"),
        characters=words["characters"].format(ranges),
        quote=_quoted(line, found, whole=whole) if line is not None else _exact(found),
    )


def marked(line: str, spans: Iterable[tuple[int, int]]) -> tuple[Segment, ...]:
    """Cut a line where its marked spans begin and end; spans may overlap or lie beyond it."""
    segments: list[Segment] = []
    at = 0
    for start, end in sorted(spans):
        first, last = max(start, at), min(end, len(line))
        if last <= first:
            continue
        if first > at:
            segments.append(Segment(line[at:first], marked=False))
        if segments and segments[-1].marked:  # the next span begins where this one ends
            segments[-1] = Segment(segments[-1].text + line[first:last], marked=True)
        else:
            segments.append(Segment(line[first:last], marked=True))
        at = last
    if at < len(line):
        segments.append(Segment(line[at:], marked=False))
    return tuple(segments)


def _quoted(line: str, found: list[Passage], *, whole: bool) -> tuple[Segment, ...]:
    first, last = 0, len(line)
    if not whole:
        first, last = _sentence(line, min(p.start for p in found), max(p.end for p in found))
    spans = [(p.start - first, p.end - first) for p in found]
    inner = marked(line[first:last], spans)
    before = (Segment(_ELLIPSIS, marked=False),) if first else ()
    after = (Segment(_ELLIPSIS, marked=False),) if last < len(line) else ()
    return (*before, *inner, *after)


def _exact(found: list[Passage]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    for each in found:
        if each.exact:
            if segments:
                segments.append(Segment(_ELLIPSIS, marked=False))
            segments.append(Segment(each.exact, marked=True))
    return tuple(segments)


def _sentence(line: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentences that hold these characters begin and end."""
    first = max(line.rfind(stop, 0, start) for stop in _STOPS) + 1
    stops = [at for stop in _STOPS if (at := line.find(stop, max(end - 1, 0))) >= 0]
    last = min(stops) + 1 if stops else len(line)
    return min(_after_closing(line, first), start) if first else 0, _after_closing(line, last)


def _after_closing(line: str, at: int) -> int:
    """A closing mark belongs to the sentence before it."""
    while at < len(line) and line[at] in _CLOSING:
        at += 1
    return at
