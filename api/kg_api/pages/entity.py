"""A stand-in for the pages of entities: title, language and embedded JSON-LD."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kg.errors import Language
from kg.lookup.description import Description
from kg.lookup.index import Index


@dataclass(frozen=True, slots=True)
class EntityPage:
    """What a page shows."""

    description: Description
    index: Index
    language: Language
    base: str
    alternates: Sequence[tuple[str, str]]
    json_ld: Mapping[str, object] | None
    corpus: Path | None
    switch: Mapping[Language, str]


def render(page: EntityPage) -> str:
    """Return the page."""
    iri = page.description.iri
    data = json.dumps({"@id": iri})
    return (
        f'<!doctype html><html lang="{page.language}"><head><title>{escape(iri)}</title>'
        f'<script type="application/ld+json">{data}</script></head><body>{escape(iri)}</body></html>'
    )
