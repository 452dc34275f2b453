"""What is said when a resource is asked for: itself, its facts with their evidence, and labels.

A description is what a reader needs without a second request (compare the Concise Bounded
Description): the resource's triples; the facts and other resources that point at it, a page at a
time; the passages of all these facts; and of every neighbour its type, its names and what is
short of it (symbol, dates, code).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.vocab import BASE, RDF_TYPE, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.lookup.index import Index, Resource

PAGE = 25
"""How many of the resources that point at it one page of a description has: few enough that the
first page of the largest entity takes no more than twice the time of a small one."""
_FACTS = f"{BASE}id/fact/"
_PASSAGES = f"{BASE}id/passage/"


@dataclass(frozen=True)
class Description:
    """One page of the description of a resource.

    `page` counts from 1. `subjects` are the IRIs of those that point at the resource, in order:
    facts by class first. `text` is N-Triples in UTF-8, without repetition: the
    resource's own first, then the rest, sorted.
    """

    resource: Resource
    page: int
    pages: int
    subjects: tuple[str, ...]
    text: bytes = field(repr=False)

    @property
    def iri(self) -> str:
        """The IRI of what is described."""
        return self.resource.iri

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The triples of the text, in its order."""
        return tuple(quad.triple for quad in parse(self.text, format=RdfFormat.N_TRIPLES))


def describe(index: Index, resource: Resource, page: int = 1, *, size: int = PAGE) -> Description:
    """Return a page of the description; `page` must be one that there is."""
    subjects = index.inbound(resource, (page - 1) * size, size)
    whole = (resource, *(subject for subject in subjects if _is_whole(subject)))
    others = tuple(subject for subject in subjects if not _is_whole(subject))
    parts = ((each.iri, part) for each in whole for part in (each.own, each.evidence))
    first = set(index.text(((resource.iri, resource.own),)).splitlines())
    lines = first | set(index.text(parts).splitlines())
    lines.update(index.text((each.iri, each.brief) for each in others).splitlines())
    end = f"> <{resource.iri}> .".encode()
    links = index.text((each.iri, each.own) for each in others).splitlines()
    lines.update(line for line in links if line.endswith(end))
    neighbours = _iris(line.split(b" ", 2)[2] for line in lines)
    briefs = index.briefs(neighbours - {each.iri for each in whole}).splitlines()
    kinds = _iris(line.split(b" ", 2)[2] for line in briefs)
    lines.update(briefs, index.briefs(kinds - neighbours).splitlines())
    return Description(
        resource,
        page,
        pages_of(resource, size),
        tuple(subject.iri for subject in subjects),
        b"".join(line + b"\n" for line in (*sorted(first), *sorted(lines - first))),
    )


def pages_of(resource: Resource, size: int = PAGE) -> int:
    """Return how many pages the description has: one at least."""
    return max(1, -(-resource.inbound // size))


def about(description: Description) -> Iterator[Triple]:
    """Yield what is said of the document: whose description it is, of when, under what licence.

    The terms of its pages are those of the Hydra Core Vocabulary.
    """
    first = document(description.iri)
    node = NamedNode(first)
    resource = description.resource
    moment = term("xsd:dateTime")
    yield Triple(node, RDF_TYPE, term("foaf:Document"))
    yield Triple(node, term("foaf:primaryTopic"), NamedNode(resource.iri))
    yield Triple(node, term("dcterms:created"), Literal(resource.created, datatype=moment))
    yield Triple(node, term("dcterms:modified"), Literal(resource.modified, datatype=moment))
    yield Triple(node, term("dcterms:license"), NamedNode(LICENCE))
    yield Triple(node, term("void:inDataset"), NamedNode(f"{BASE}dataset"))
    if description.pages > 1:
        view = NamedNode(f"{first}?page={description.page}")
        yield Triple(node, term("hydra:view"), view)
        yield Triple(view, RDF_TYPE, term("hydra:PartialCollectionView"))
        for name, number in neighbours_of(description.page, description.pages).items():
            yield Triple(view, term(f"hydra:{name}"), NamedNode(f"{first}?page={number}"))


LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def document(iri: str) -> str:
    """Return the IRI of the document that describes a resource: `/id/…` becomes `/doc/…`."""
    return f"{BASE}doc/{iri.removeprefix(f'{BASE}id/')}"


def neighbours_of(page: int, pages: int) -> dict[str, int]:
    """Return the numbers of the first, previous, next and last page, as far as there are such."""
    numbers = {"first": 1, "previous": page - 1, "next": page + 1, "last": pages}
    return {name: number for name, number in numbers.items() if 1 <= number <= pages}


def _is_whole(subject: Resource) -> bool:
    """Whether a description of what it points at holds all of it: a fact, a passage of a paragraph."""
    return subject.iri.startswith((_FACTS, _PASSAGES))


def _iris(objects: Iterable[bytes]) -> set[str]:
    """Return those of the ends of triples that are IRIs."""
    return {end[1:-3].decode() for end in set(objects) if end.startswith(b"<")}
