"""What a line of a page is made of: runs of text, some of them links or quoted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from markupsafe import escape

from kg_api.pages.entity.reading import ENTITIES, Name, Reading
from kg_api.texts.layout import TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.errors import Language


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text. `lang` is a tag where its language is not that of the page.

    `look` is the class that the templates give it: `quote` for words as printed, `strong`, `thing`
    for what the text describes without a name.
    """

    text: str
    href: str | None = None
    lang: str | None = None
    look: str | None = None

    def __html__(self) -> str:
        """Return the run as HTML; templates put it into a page as it is (MarkupSafe)."""
        return _html(self)


Parts = tuple[Part, ...]


class Linker:
    """Names and addresses of things for one page: its language, and where the service stands."""

    def __init__(self, reading: Reading, language: Language, base: str, subject: str) -> None:
        self.reading = reading
        self.language = language
        self.subject = subject
        self._root = urlsplit(base).path.rstrip("/")
        self._things: dict[str, Part] = {}

    def static(self, path: str) -> str:
        """Return the address of a path of this service, without its host."""
        return f"{self._root}/{path}"

    def page(self, iri: str, fragment: str = "") -> str | None:
        """Return the address of the page of an entity; `None` for what has no page here."""
        if not iri.startswith(ENTITIES):
            return None
        path = quote(iri.removeprefix(ENTITIES), safe="/:@!$&'()*+,;=~-._")
        end = f"#{fragment}" if fragment else ""
        return f"{self._root}/doc/{path}?lang={self.language}{end}"

    def thing(self, iri: str) -> Part:
        """Return the name of a thing as a link to its page; the page's own subject is no link."""
        part = self._things.get(iri)
        if part is None:
            part = self._things[iri] = self._thing(iri)
        return part

    def things(self, iris: Iterable[str]) -> Parts:
        """Return the names as a list in words."""
        return self.listed([self.thing(iri) for iri in iris])

    def label(self, iri: str) -> str:
        """Return the name of a code or class as plain text."""
        return self.reading.name(iri, self.language).text

    def printed(self, text: str) -> Part:
        """Return words as the article has them."""
        return Part(text, lang=self.tag("zh"), look="quote")

    def tag(self, lang: Language | None) -> str | None:
        """Return the language tag that a text needs on this page."""
        return None if lang is None or lang == self.language else TAGS[lang]

    def listed(self, parts: Sequence[Part]) -> Parts:
        """Join parts as a list in words: `、`, or commas and `and`."""
        if len(parts) < 2:  # noqa: PLR2004 - nothing to join
            return tuple(parts)
        comma = Part("、" if self.language == "zh" else ", ")
        last = Part("、" if self.language == "zh" else " and ")
        joined: list[Part] = []
        for position, part in enumerate(parts):
            if position:
                joined.append(last if position == len(parts) - 1 else comma)
            joined.append(part)
        return tuple(joined)

    def named(self, name: Name, href: str | None = None) -> Part:
        """Return a name with its language, and its look where it is a description only."""
        look = "described" if name.described else None
        return Part(name.text, href, self.tag(name.lang), look)

    def _thing(self, iri: str) -> Part:
        name = self.reading.name(iri, self.language)
        return self.named(name, None if iri == self.subject else self.page(iri))


@lru_cache(maxsize=8192)
def _html(part: Part) -> str:
    """Write a run of text: most of a page's are names that return, so they are kept."""
    tag = "a" if part.href else "q" if part.look == "quote" else "span"
    look = None if tag == "q" else part.look
    named = (("href", part.href), ("lang", part.lang), ("class", look))
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in named if value)
    if not attributes and tag == "span":
        return str(escape(part.text))
    return f"<{tag}{attributes}>{escape(part.text)}</{tag}>"


def plain(parts: Iterable[Part], language: Language) -> str:
    """Return the text alone, words as printed in quotation marks."""
    mark = "“{}”"
    text = "".join(mark.format(part.text) if part.look == "quote" else part.text for part in parts)
    return text if language == "zh" else text[:1].upper() + text[1:]
