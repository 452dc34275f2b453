"""Pages of entities as tests make them: small graphs, pages of an index, and what a reader sees."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import html5rdf
from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.lookup import indexer
from kg.lookup.description import Description, describe
from kg.lookup.index import Index
from kg.store.publish import sorted_nquads
from kg.vocab import BASE, PREFIXES, graph
from kg_api.html import Alternate, Frame
from kg_api.pages.entity.page import EntityPage, render
from kg_api.pages.entity.parts import Linker
from kg_api.pages.entity.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree import ElementTree as ET

    from kg.errors import Language

KINDS = (
    *("division", "honor", "indicator", "enterprise", "agency", "program", "article", "fact"),
    *("person", "post", "period", "passage", "paragraph", "unit", "topic", "platform"),
)
HEAD = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in (*PREFIXES.items(), *((kind, f"{BASE}id/{kind}/") for kind in KINDS))
)
CODES = """
cdo:bound-more-than rdfs:label "超过"@zh , "more than"@en .
cdo:measure-level rdfs:label "水平值"@zh , "level value"@en .
cdo:measure-rank rdfs:label "位次"@zh , "rank"@en .
cdo:measure-trend rdfs:label "走势"@zh , "trend"@en .
cdo:rank-first rdfs:label "首个"@zh , "first in time"@en .
"""
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def index_of(folder: Path, turtle: str, *, name: str = "small") -> Index:
    """Write the index of a graph in Turtle, the prefixes of the project given."""
    triples = parse(HEAD + CODES + turtle, format=RdfFormat.TURTLE)
    quads = (Quad(*each.triple, graph("entities")) for each in triples)
    return index_of_quads(folder, serialize(quads, format=RdfFormat.N_QUADS) or b"", name=name)


def index_of_quads(folder: Path, text: bytes, *, name: str = "quads") -> Index:
    """Write the index of N-Quads."""
    path = folder / f"{name}.sqlite"
    indexer.write(path, sorted_nquads(text), now=datetime(2026, 11, 1, tzinfo=UTC), before=None)
    return Index(path)


def described(index: Index, name: str, page: int = 1) -> Description:
    resource = index.find(f"{BASE}id/{name}")
    assert resource is not None, name
    return describe(index, resource, page)


def linker_of(index: Index, name: str, language: Language) -> Linker:
    """Names and addresses as on the page of this entity."""
    reading = Reading(described(index, name).triples)
    return Linker(reading, language, "http://kg.test/base", f"{BASE}id/{name}")


def html_of(
    index: Index,
    name: str,
    language: Language = "en",
    *,
    page: int = 1,
    corpus: Path | None = None,
    snapshot: str | None = "0123456789abcdef",
) -> str:
    base = "http://kg.test/base"
    return render(
        EntityPage(
            description=described(index, name, page),
            index=index,
            frame=Frame(language, "/base/", f"/base/doc/{name}", snapshot=snapshot),
            base=base,
            alternates=(Alternate("Turtle", "text/turtle", f"{base}/doc/{name}.ttl"),),
            json_ld=None,
            corpus=corpus,
        )
    ).decode()


@dataclass(frozen=True)
class Seen:
    """A page as a parser of HTML sees it; it refuses what is not well formed."""

    html: ET.Element

    @classmethod
    def of(cls, text: str) -> Seen:
        """Parse a page; raises where it is not sound HTML."""
        parser = html5rdf.HTMLParser(namespaceHTMLElements=False, strict=True)
        return cls(parser.parse(text))

    def all(self, *tags: str) -> list[ET.Element]:
        """Return the elements of these names in the order of the page."""
        return [each for each in self.html.iter() if each.tag in tags]

    @property
    def main(self) -> ET.Element:
        """The main part, of which there is one."""
        (main,) = self.all("main")
        return main

    @property
    def json_ld(self) -> list[ET.Element]:
        """What the page tells search engines."""
        return [each for each in self.all("script") if each.get("type") == "application/ld+json"]

    @property
    def facts(self) -> list[ET.Element]:
        """The elements of facts in the main part."""
        return [each for each in self.main.iter() if "fact" in (each.get("class") or "").split()]

    def addresses(self) -> Iterator[str]:
        """Everything that a browser would load or follow."""
        for each in self.html.iter():
            for name in ("href", "src", "action", "srcset", "data", "poster"):
                if name in each.attrib:
                    yield each.attrib[name]


def words(element: ET.Element) -> str:
    """The text of an element as it is read, gaps closed up."""
    return " ".join("".join(element.itertext()).split())


def seen(index: Index, name: str, language: Language = "en", **given: object) -> Seen:
    return Seen.of(html_of(index, name, language, **given))  # type: ignore[arg-type]


def check_structure(page: Seen, language: Language) -> None:
    """Assert what holds of every page: language, headings in order, ids, captions, no script."""
    (html,) = page.all("html")
    assert html.get("lang") == {"zh": "zh-Hans", "en": "en"}[language]
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4", "h5")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = Counter(each.get("id") for each in page.html.iter() if each.get("id"))
    assert not [name for name, count in ids.items() if count > 1]
    labelled = [(each.get("aria-labelledby") or "").split() for each in page.html.iter()]
    assert not [name for names in labelled for name in names if name not in ids]
    assert not page.all("style")
    scripts = [each for each in page.all("script") if each not in page.json_ld]
    assert all((each.get("src") or "").startswith("/base/static/built/") for each in scripts)
    assert not any(each.text for each in scripts)
    names = [name for each in page.html.iter() for name in each.attrib]
    assert not [name for name in names if name == "style" or name.startswith("on")]
    for table in page.all("table"):
        assert table.find("caption") is not None
        assert all(cell.get("scope") for cell in table.iter("th"))
