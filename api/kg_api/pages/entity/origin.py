"""Where the data of an entity comes from and how it was checked: its graph, the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from kg_api.pages.entity.parts import Part, Parts
from kg_api.pages.entity.reading import ENTITIES
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from kg_api.pages.entity.parts import Linker

_ARTICLES = f"{ENTITIES}article/"


def origin(linker: Linker) -> Parts:
    """Return links to what concerns the page's subject: the validation, and of an article its graph."""
    words, language, subject = WORDS[linker.language], linker.language, linker.subject
    checked = f"report?focus={quote(subject, safe='')}&lang={language}"
    links = [Part(words["validation"], linker.static(checked))]
    stated = linker.reading.iris(subject, "cdo:statedIn")
    for iri in (subject, *stated):
        if iri.startswith(_ARTICLES):
            name = iri.removeprefix(ENTITIES)
            links += [
                Part(words["article_report"], linker.static(f"report/{name}?lang={language}")),
                Part(words["article_graph"], linker.static(f"graph/{name}")),
            ]
    return tuple(links)
