"""The three files of the ontology as the one document that they are together.

Its blank nodes stay what they are (graph/ontology has them skolemised, see `kg.mapping.ontology`):
this is what an ontology editor or a reasoner should load.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg import assets
from kg.vocab import BASE, PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterable

FILES = ("county.ttl", "codes.ttl", "alignments.ttl")
"""The files in the order in which a reader wants them; the first has the header."""
IRI = f"{BASE}ontology"
_PREFIXES = {
    **PREFIXES,
    "bibo": "http://purl.org/ontology/bibo/",
    "cv": "http://data.europa.eu/m8g/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "qb": "http://purl.org/linked-data/cube#",
    "vann": "http://purl.org/vocab/vann/",
}
"""Those of the graph, and of the vocabularies that only the ontology speaks of."""
_BY_LENGTH = sorted(_PREFIXES.items(), key=lambda pair: -len(pair[1]))


@dataclass(frozen=True, slots=True)
class Document:
    """An ontology: Turtle as it was written, and its triples in that order.

    `text` is UTF-8 with the comments of the files; blank nodes of `triples` are named by their
    place, so that each reading gives the same ones.
    """

    text: bytes = field(repr=False)
    triples: tuple[Triple, ...] = field(repr=False)
    version: str
    version_iri: str
    prior: tuple[str, ...]
    """IRIs of the versions before, as far as the header names them."""


@cache
def load() -> Document:
    """Return the ontology of this package, read once."""
    folder = assets.folder("ontology")
    return of((folder / name).read_text(encoding="utf-8") for name in FILES)


def of(files: Iterable[str]) -> Document:
    """Return the document that Turtle files make together; one of them has the header.

    Raises `SyntaxError` where they are not Turtle, `ValueError` where no version is told.
    """
    text = "\n".join(files).encode()
    names: dict[BlankNode, BlankNode] = {}

    def same(node: NamedNode | BlankNode | Literal | Triple) -> NamedNode | BlankNode | Literal:
        if isinstance(node, Triple):
            raise ValueError("an ontology has no triple terms")  # noqa: TRY004 - of the text
        if isinstance(node, BlankNode):
            return names.setdefault(node, BlankNode(f"b{len(names)}"))
        return node

    triples = []
    for quad in parse(text, format=RdfFormat.TURTLE):
        subject = same(quad.subject)
        assert not isinstance(subject, Literal)  # noqa: S101 - of Turtle
        triples.append(Triple(subject, quad.predicate, same(quad.object)))
    header = {
        prop: tuple(t.object.value for t in triples if t.predicate == term(prop))  # type: ignore[union-attr]
        for prop in ("owl:versionInfo", "owl:versionIRI", "owl:priorVersion")
    }
    if not header["owl:versionInfo"] or not header["owl:versionIRI"]:
        raise ValueError("the header of the ontology tells no version")
    return Document(
        text,
        tuple(dict.fromkeys(triples)),
        header["owl:versionInfo"][0],
        header["owl:versionIRI"][0],
        header["owl:priorVersion"],
    )


def prefixes(document: Document) -> dict[str, str]:
    """Return the prefixes that a serialisation of the document has use for."""
    iris = {
        node.value
        for triple in document.triples
        for node in (triple.subject, triple.predicate, triple.object)
        if isinstance(node, NamedNode)
    } | {
        triple.object.datatype.value
        for triple in document.triples
        if isinstance(triple.object, Literal)
    }
    return {
        name: base
        for name, base in _PREFIXES.items()
        if any(iri.startswith(base) and iri != base for iri in iris)
    }


def short(iri: str) -> str:
    """Return the name of a term as readers know it: our own without a prefix.

    >>> short("https://w3id.org/county-kg/ontology#Conferral"), short("http://www.w3.org/ns/org#Role")
    ('Conferral', 'org:Role')
    """
    for prefix, base in _BY_LENGTH:
        if iri.startswith(base):
            local = iri.removeprefix(base)
            return local if prefix == "cdo" else f"{prefix}:{local}"
    return iri


def is_ours(iri: str) -> bool:
    """Whether a term is one of this ontology."""
    return iri.startswith(PREFIXES["cdo"])
