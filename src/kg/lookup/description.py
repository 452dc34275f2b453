"""What is said when a resource is asked for: itself, its facts with their evidence, and labels.

A description is what a reader needs without a second request (compare the Concise Bounded
Description): the resource's triples; the facts and other resources that point at it, a page at a
time; the passages of all these facts; and of every neighbour its type, its names and what is
short of it (symbol, dates, code).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.lookup import blocks
from kg.lookup.extent import Extent
from kg.vocab import BASE, RDF_TYPE, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.lookup.index import Index, Resource
    from kg.lookup.prefixes import Prefixes

PAGE = 25
"""How many of the resources that point at it one page of a description has: few enough that the
first page of the largest entity takes no more than twice the time of a small one."""
_ENTITIES = f"{BASE}id/"
_ANY = b"~"


@dataclass(frozen=True, eq=False)
class Description:
    """One page of the description of a resource, `size` of those that point at it on a page.

    `page` counts from 1. What it holds is read from the index when it is asked for.
    """

    index: Index = field(repr=False)
    resource: Resource
    page: int
    size: int

    @property
    def iri(self) -> str:
        """The IRI of what is described."""
        return self.resource.iri

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return pages_of(self.resource, self.size)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The IRIs of those that point at the resource, in order: facts by class first."""
        iris = self.index.iris(each.number for each in self._extent.inbound)
        return tuple(iris[each.number] for each in self._extent.inbound)

    @cached_property
    def text(self) -> bytes:
        """N-Triples in UTF-8, without repetition: the resource's own first, the rest sorted."""
        extent = self._extent
        found = self.index.own((*extent.whole, *extent.parts))
        found |= self.index.brief(extent.named)
        found |= self._links
        return self.index.expand(_ordered(self.resource.number, found))

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The triples of the text, in its order."""
        return tuple(quad.triple for quad in parse(self.text, format=RdfFormat.N_TRIPLES))

    def turtle(self) -> bytes:
        """Return as Turtle what is said of the document, and then the text, in its order."""
        extent, fragments = self._extent, self.index.fragments
        found = {number: (each.own, each.used) for number, each in extent.whole.items()}
        if extent.parts:
            found.update(fragments.own(extent.parts))
        found.update((number, fragments.brief(number)) for number in extent.named)
        found.update(self._linked_blocks())
        said, used = _said(
            fragments.prefixes,
            *(self.resource.created, self.resource.modified),
            *(self.page, self.pages),
        )
        said = said.replace(_ANY, self.iri.removeprefix(_ENTITIES).encode())
        for _, each in found.values():
            used |= each
        first, _ = found.pop(self.resource.number)
        rest = [found[number][0] for number in sorted(found)]
        return fragments.prefixes.head(used) + blocks.join((said, first, *rest), fragments.codes)

    @cached_property
    def _extent(self) -> Extent:
        number, fragments = self.resource.number, self.index.fragments
        inbound = fragments.inbound(number, (self.page - 1) * self.size, self.size)
        return Extent(fragments.of(number), inbound)

    @cached_property
    def _links(self) -> dict[int, bytes]:
        """What is said of those that point at the resource and are not whole: their names, and that."""
        linked = self._extent.linked
        if not linked:
            return {}
        end = f"> <{self.iri}> .".encode()
        brief, expand = self.index.brief(linked), self.index.expand
        found = {}
        for number, own in self.index.own(linked).items():
            links = (line for line in expand(own).splitlines() if line.endswith(end))
            lines = sorted({*links, *expand(brief[number]).splitlines()})
            found[number] = b"".join(line + b"\n" for line in lines)
        return found

    def _linked_blocks(self) -> Iterator[tuple[int, tuple[bytes, int]]]:
        prefixes = self.index.fragments.prefixes
        written = blocks.write(b"".join(self._links.values()), prefixes) if self._links else []
        for (number, text), block in zip(self._links.items(), written, strict=True):
            yield number, (block, prefixes.used(text, block))


def describe(index: Index, resource: Resource, page: int = 1, *, size: int = PAGE) -> Description:
    """Return a page of the description; `page` must be one that there is."""
    return Description(index, resource, page, size)


def _ordered(first: int, found: dict[int, bytes]) -> bytes:
    """Return texts by number, which follows the order of the subjects, but for the first."""
    return b"".join((found.pop(first), *(found[number] for number in sorted(found))))


def pages_of(resource: Resource, size: int = PAGE) -> int:
    """Return how many pages the description has: one at least."""
    return max(1, -(-resource.inbound // size))


def about(description: Description) -> Iterator[Triple]:
    """Yield what is said of the document: whose description it is, of when, under what licence.

    The terms of its pages are those of the Hydra Core Vocabulary.
    """
    resource = description.resource
    yield from _about(
        *(resource.iri, resource.created, resource.modified),
        *(description.page, description.pages),
    )


def _about(iri: str, created: str, modified: str, page: int, pages: int) -> Iterator[Triple]:
    first = document(iri)
    node = NamedNode(first)
    moment = term("xsd:dateTime")
    yield Triple(node, RDF_TYPE, term("foaf:Document"))
    yield Triple(node, term("foaf:primaryTopic"), NamedNode(iri))
    yield Triple(node, term("dcterms:created"), Literal(created, datatype=moment))
    yield Triple(node, term("dcterms:modified"), Literal(modified, datatype=moment))
    yield Triple(node, term("dcterms:license"), NamedNode(LICENCE))
    yield Triple(node, term("void:inDataset"), NamedNode(f"{BASE}dataset"))
    if pages > 1:
        view = NamedNode(f"{first}?page={page}")
        yield Triple(node, term("hydra:view"), view)
        yield Triple(view, RDF_TYPE, term("hydra:PartialCollectionView"))
        for name, number in neighbours_of(page, pages).items():
            yield Triple(view, term(f"hydra:{name}"), NamedNode(f"{first}?page={number}"))


@lru_cache(maxsize=1024)
def _said(
    prefixes: Prefixes, created: str, modified: str, page: int, pages: int
) -> tuple[bytes, int]:
    """Return the blocks of what is said of a document, and the prefixes in them.

    `_ANY` stands in them for what the IRI of the resource ends with: the same is said of nearly
    all documents.
    """
    triples = _about(f"{_ENTITIES}{_ANY.decode()}", created, modified, page, pages)
    text = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    written = blocks.END.join(blocks.write(text, prefixes))
    return written, prefixes.used(text, written)


LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def document(iri: str) -> str:
    """Return the IRI of the document that describes a resource: `/id/…` becomes `/doc/…`."""
    return f"{BASE}doc/{iri.removeprefix(f'{BASE}id/')}"


def neighbours_of(page: int, pages: int) -> dict[str, int]:
    """Return the numbers of the first, previous, next and last page, as far as there are such."""
    numbers = {"first": 1, "previous": page - 1, "next": page + 1, "last": pages}
    return {name: number for name, number in numbers.items() if 1 <= number <= pages}
