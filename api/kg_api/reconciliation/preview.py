"""A small page of an entity, to be shown in a frame, and the smaller text of a flyout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg_api import html
from kg_api.pages.entity.reading import FACTS, Reading
from kg_api.reconciliation import classes, ids
from kg_api.reconciliation.candidates import called, description
from kg_api.texts.reconciliation import WORDS

if TYPE_CHECKING:
    from kg.errors import Language
    from kg.lookup.index import Index, Resource
    from kg.names.search import Searcher

_LOOKED_AT = 400  # of the things that point at the entity, for facts and honors
_HONORS = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of an entity: names, type, where and what it is, how much is told of it."""

    iri: str
    title: str
    other: str
    kind: str
    description: str
    facts: str
    honors: tuple[str, ...]
    honor_count: int


def of(resource: Resource, index: Index, names: Searcher, language: Language) -> Preview:
    """Return the preview; an entity without a name is called by its identifier."""
    reading = Reading(())
    reading.add_own(index, (resource,))
    other: Language = "en" if language == "zh" else "zh"
    title = reading.name(resource.iri, language).text
    second = reading.name(resource.iri, other).text
    named = names.index.by_iri(resource.iri)
    kind = next(classes.chain(resource.own_class), None)
    inbound = index.inbound(resource, 0, _LOOKED_AT)
    facts = sum(each.iri.startswith(FACTS) for each in inbound)
    more = "+" if len(inbound) == _LOOKED_AT else ""
    honors = reading.iris(resource.iri, "cdo:hasHonor")
    reading.add_labels(index, honors[:_HONORS])
    return Preview(
        resource.iri,
        called(named, language) if named else title,
        second if second != title else "",
        kind.label[language] if kind else resource.own_class,
        description(named, names, language) if named else "",
        WORDS[language]["facts"].format(f"{facts}{more}") if facts else "",
        tuple(reading.name(iri, language).text for iri in honors[:_HONORS]),
        len(honors),
    )


def page(shown: Preview, language: Language, base: str) -> bytes:
    """Return the page; its links open outside of the frame."""
    template = html.environment().get_template("reconciliation/preview.html")
    address = f"{base}/id/{ids.short(shown.iri)}?lang={language}"
    return template.render(
        shown=shown, language=language, w=WORDS[language], address=address, base=base
    ).encode()


def flyout(title: str, *lines: str) -> str:
    """Return a short text as HTML; whoever asked puts it into a page of their own."""
    template = html.environment().get_template("reconciliation/flyout.html")
    return template.render(title=title, lines=[line for line in lines if line]).strip()
