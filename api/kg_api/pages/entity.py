"""The page of one entity: what it shows, and the rendering of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.lookup.description import LICENCE, document
from kg_api import html
from kg_api.pages import pager, schema_org
from kg_api.pages.breadcrumbs import breadcrumbs
from kg_api.pages.details import details
from kg_api.pages.entries import Entries
from kg_api.pages.evidence import Texts, excerpt, passage
from kg_api.pages.facts import Facts
from kg_api.pages.groups import Grouping
from kg_api.pages.lines import lines
from kg_api.pages.outline import outline
from kg_api.pages.parts import TAGS, Linker, Part, Parts, plain
from kg_api.pages.reading import ENTITIES, FACTS, Reading, local
from kg_api.pages.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.errors import Language
    from kg.lookup.description import Description
    from kg.lookup.index import Index
    from kg_api.pages.evidence import Excerpt, Passage
    from kg_api.pages.groups import Section

_TEMPLATES = {
    "Province": "division",
    "Prefecture": "division",
    "County": "division",
    "Honor": "honor",
    "Indicator": "indicator",
    "Enterprise": "enterprise",
    "Agency": "agency",
    "Program": "program",
    "Article": "article",
    "Passage": "passage",
}
_WITH_INSTRUMENTS = frozenset(
    ("Province", "Prefecture", "County", "DevelopmentZone", "Agency", "Enterprise")
)
_WITH_ENTERPRISES = frozenset(("Province", "Prefecture", "County", "DevelopmentZone"))
_PARTS_OF_TEXTS = frozenset(("Paragraph", "Passage"))
_ARTICLES = f"{ENTITIES}article/"


@dataclass(frozen=True, slots=True)
class EntityPage:
    """What a page is made of.

    `base` is the service's address without its last slash, `alternates` media type and address of
    the other formats, `json_ld` what search engines get instead of the terms of schema.org,
    `corpus` the folder of the texts, `switch` the address of the page in each language,
    `snapshot` the version that the page is of.
    """

    description: Description
    index: Index
    language: Language
    base: str
    alternates: Sequence[tuple[str, str]]
    json_ld: Mapping[str, Any] | None
    corpus: Path | None
    switch: Mapping[Language, str]
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What the templates show of the entity; the words around it come beside it."""

    iri: str
    id: str
    kind: str
    title: Part
    other: Part | None
    lead: Parts
    sections: tuple[Section, ...]
    excerpts: tuple[Excerpt, ...]
    printed: Parts
    counted: Mapping[str, Parts]
    has_text: bool
    silent: bool


def render(page: EntityPage) -> str:
    """Return the page as HTML."""
    page = replace(page, description=pager.wide(page.description, page.index))
    reading = Reading(page.description.triples)
    reading.add_labels(page.index, reading.iris(page.description.iri, "rdf:type"))
    linker = Linker(reading, page.language, page.base, page.description.iri)
    content = _content(page, linker)
    words = WORDS[page.language]
    title = _page_title(content, page.language)
    template = html.environment().get_template(_template_of(page.description, reading))
    return template.render(
        w=words,
        lang=TAGS[page.language],
        other_lang=TAGS[_other(page.language)],
        content=content,
        details=details(linker, page.index, of_fact=_is_fact(page.description)),
        crumbs=breadcrumbs(linker),
        replaced=linker.things(reading.iris(content.iri, "dcterms:isReplacedBy")),
        ended=reading.holds(content.iri, "owl:deprecated"),
        switch=page.switch,
        switch_href=page.switch[_other(page.language)],
        canonical=document(content.iri),
        alternates=page.alternates,
        formats=[(_format(media), media, href) for media, href in page.alternates],
        static=linker.static,
        home=linker.static(f"?lang={page.language}"),
        pager=pager.of(page.description, linker),
        outline=outline(page.description, page.index, linker),
        modified=page.description.resource.modified,
        licence=LICENCE,
        page_title=title,
        summary=_summary(content, page.language),
        citation=words["cite"].format(
            title=title,
            snapshot=words["cite_snapshot"].format(page.snapshot) if page.snapshot else "",
            iri=content.iri,
            date=page.description.resource.modified[:10],
        ),
        json_ld=schema_org.script(_json_ld(page, linker, content)),
    )


def _content(page: EntityPage, linker: Linker) -> Content:
    reading, subject = linker.reading, linker.subject
    texts = Texts(page.corpus, page.index)
    facts = Facts(linker, page.index, texts)
    entries = Entries(linker, page.index)
    said = [iri for iri in page.description.subjects if iri.startswith(FACTS)]
    others = [iri for iri in page.description.subjects if not iri.startswith(FACTS)]
    own = facts.line(subject, whole=True) if _is_fact(page.description) else None
    kind = reading.kind(subject)
    if kind == "Article":
        name = subject.removeprefix(_ARTICLES)
        sections = lines(name, said, others, maker=facts, linker=linker, texts=texts)
        others = [iri for iri in others if not iri.startswith(f"{ENTITIES}paragraph/")]
    else:
        sections = Grouping(linker, facts).sections(said)
    enterprises = entries.enterprises(others) if kind in _WITH_ENTERPRISES else None
    if enterprises:
        others = [iri for iri in others if reading.kind(iri) != "Enterprise"]
    instruments = entries.instruments(said) if kind in _WITH_INSTRUMENTS else None
    derived = [section for section in (enterprises, instruments) if section]
    tallies = [iri for iri in said if reading.kind(iri) == "HonorTally"]
    other = reading.other_name(subject, page.language)
    found = passage(subject, reading)
    excerpts = own.evidence.excerpts if own else _excerpts(found, linker, texts)
    return Content(
        iri=subject,
        id=local(subject),
        kind=_kind(linker, kind),
        title=_title(linker, excerpts if found else ()),
        other=linker.named(other) if other else None,
        lead=own.sentence if own else (),
        sections=(*sections, *derived, *entries.linked(others)),
        excerpts=excerpts,
        printed=own.evidence.printed if own else (),
        counted=entries.counted(tallies[:_TALLIES]),
        has_text=any(section.quote for section in sections),
        silent=not (said or own or kind in _PARTS_OF_TEXTS),
    )


_TALLIES = 40
"""For how many tallies of a page it is looked up whom they name; each one is a look-up."""


def _excerpts(found: Passage | None, linker: Linker, texts: Texts) -> tuple[Excerpt, ...]:
    return (excerpt([found], linker, texts, whole=True),) if found else ()


def _title(linker: Linker, excerpts: tuple[Excerpt, ...]) -> Part:
    """Return the name of the subject; a passage has none, and is called after its place."""
    for each in excerpts:
        return Part(f"{each.where} {each.characters}")
    return linker.named(linker.reading.name(linker.subject, linker.language))


def _json_ld(page: EntityPage, linker: Linker, content: Content) -> Mapping[str, Any]:
    if page.json_ld is not None:
        return page.json_ld
    return schema_org.graph(
        page.description,
        linker,
        sentence=content.lead,
        is_fact=_is_fact(page.description),
    )


def _summary(content: Content, language: Language) -> str:
    """Return the description of the page for search results and previews."""
    gap, stop = ("，", "。") if language == "zh" else (", ", ".")
    if content.lead:
        return plain(content.lead, language)
    named = [content.title.text, *([content.other.text] if content.other else []), content.kind]
    counts = [f"{section.title} {section.count}" for section in content.sections[:4]]
    return gap.join(each for each in (*named, *counts) if each) + stop


def _page_title(content: Content, language: Language) -> str:
    return plain(content.lead, language) if content.lead else content.title.text


def _kind(linker: Linker, kind: str) -> str:
    for iri in linker.reading.iris(linker.subject, "rdf:type"):
        if iri.endswith(("#" + kind, "/" + kind)):
            return linker.label(iri)
    return kind


def _is_fact(description: Description) -> bool:
    return description.iri.startswith(FACTS)


def _other(language: Language) -> Language:
    return "en" if language == "zh" else "zh"


def _template_of(description: Description, reading: Reading) -> str:
    kind = "fact" if _is_fact(description) else _TEMPLATES.get(reading.kind(description.iri))
    return f"entity/{kind or 'general'}.html"


def _format(media: str) -> str:
    known = {
        "text/turtle": "Turtle",
        "application/ld+json": "JSON-LD",
        "application/rdf+xml": "RDF/XML",
        "application/n-triples": "N-Triples",
        "text/html": "HTML",
    }
    return known.get(media, media)
