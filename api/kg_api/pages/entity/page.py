"""The page of one entity: what it shows, and the rendering of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.lookup.description import document
from kg.vocab import PREFIXES
from kg_api import html
from kg_api.pages.entity import pager, schema_org
from kg_api.pages.entity.breadcrumbs import breadcrumbs
from kg_api.pages.entity.details import details
from kg_api.pages.entity.entries import Entries
from kg_api.pages.entity.evidence import Texts, excerpt, passage
from kg_api.pages.entity.facts import Facts
from kg_api.pages.entity.groups import Grouping
from kg_api.pages.entity.lines import lines
from kg_api.pages.entity.origin import origin
from kg_api.pages.entity.outline import outline
from kg_api.pages.entity.parts import Linker, Part, Parts, plain
from kg_api.pages.entity.reading import ENTITIES, FACTS, Reading, local
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.errors import Language
    from kg.lookup.description import Description
    from kg.lookup.index import Index
    from kg_api.pages.entity.evidence import Excerpt, Passage
    from kg_api.pages.entity.groups import Section

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
_OURS = PREFIXES["cdo"]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """What a page is made of.

    `base` is the service's address without its last slash, `alternates` are the other formats,
    `json_ld` is what search engines get instead of the terms of schema.org, `corpus` the folder of
    the texts.
    """

    description: Description
    index: Index
    frame: html.Frame
    base: str
    alternates: Sequence[html.Alternate]
    json_ld: Mapping[str, Any] | None
    corpus: Path | None

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.frame.language


@dataclass(frozen=True, slots=True)
class Content:
    """What the templates show of the entity; the words around it come beside it."""

    iri: str
    id: str
    kind: Part
    title: Part
    other: Part | None
    lead: Parts
    sections: tuple[Section, ...]
    excerpts: tuple[Excerpt, ...]
    printed: Parts
    counted: Mapping[str, Parts]
    has_text: bool
    silent: bool


def render(page: EntityPage) -> bytes:
    """Return the page as HTML."""
    page = replace(page, description=pager.wide(page.description, page.index))
    reading = Reading(page.description.triples)
    reading.add_labels(page.index, reading.iris(page.description.iri, "rdf:type"))
    linker = Linker(reading, page.language, page.base, page.description.iri)
    content = _content(page, linker)
    modified = page.description.resource.modified
    title = _page_title(content, page.language)
    return html.render(
        _template_of(page.description, reading),
        page.frame,
        t=WORDS[page.language],
        content=content,
        details=details(linker, page.index, of_fact=_is_fact(page.description)),
        crumbs=breadcrumbs(linker),
        replaced=linker.things(reading.iris(content.iri, "dcterms:isReplacedBy")),
        ended=reading.holds(content.iri, "owl:deprecated"),
        canonical=document(content.iri),
        alternates=page.alternates,
        pager=pager.of(page.description, linker),
        outline=outline(page.description, page.index, linker),
        origin=origin(linker),
        modified=modified,
        page_title=title,
        summary=_summary(content, page.language),
        citation=_citation(page, title, content.iri),
        json_ld=schema_org.script(_json_ld(page, linker, content)),
    )


def _citation(page: EntityPage, title: str, iri: str) -> str:
    words, snapshot = WORDS[page.language], page.frame.snapshot
    return words["cite"].format(
        title=title,
        snapshot=words["cite_snapshot"].format(snapshot) if snapshot else "",
        iri=iri,
        date=page.description.resource.modified[:10],
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
    named = [
        content.title.text,
        *([content.other.text] if content.other else []),
        content.kind.text,
    ]
    counts = [f"{section.title} {section.count}" for section in content.sections[:4]]
    return gap.join(each for each in (*named, *counts) if each) + stop


def _page_title(content: Content, language: Language) -> str:
    return plain(content.lead, language) if content.lead else content.title.text


def _kind(linker: Linker, kind: str) -> Part:
    """Return the name of the subject's class, as a link where the ontology is ours."""
    for iri in linker.reading.iris(linker.subject, "rdf:type"):
        if iri.endswith(("#" + kind, "/" + kind)):
            told = f"ontology?lang={linker.language}#{kind}"
            return Part(linker.label(iri), linker.static(told) if iri.startswith(_OURS) else None)
    return Part(kind)


def _is_fact(description: Description) -> bool:
    return description.iri.startswith(FACTS)


def _template_of(description: Description, reading: Reading) -> str:
    kind = "fact" if _is_fact(description) else _TEMPLATES.get(reading.kind(description.iri))
    return f"entity/{kind or 'general'}.html"
