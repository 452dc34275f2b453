"""Where an entity stands: province › prefecture › county, article › line › passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg_api.pages.entity.parts import Part
from kg_api.pages.entity.reading import ENTITIES
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from kg_api.pages.entity.parts import Linker, Parts


def breadcrumbs(linker: Linker) -> Parts:
    """Return the way from the start page to the page's subject, without the subject itself."""
    words = WORDS[linker.language]
    home = Part(words["home"], linker.static(f"?lang={linker.language}"))
    return (home, *(linker.thing(iri) for iri in _above(linker)))


def _above(linker: Linker) -> list[str]:
    reading, subject = linker.reading, linker.subject
    divisions = reading.iris(subject, "cdo:within") or reading.iris(subject, "cdo:jurisdiction")
    if divisions:
        # The code of a division begins with that of the one above, so that it sorts before it.
        return sorted(divisions)
    paragraph = reading.iri(subject, "cdo:inParagraph")
    article = reading.iri(paragraph or subject, "cdo:inArticle")
    if paragraph:
        return [iri for iri in (article, paragraph) if iri]
    if article:
        return [article]
    stated = reading.iris(subject, "cdo:statedIn")
    return [iri for iri in stated if iri.startswith(ENTITIES)]
