"""N-Triples in a third of the bytes: what most of them repeat is one control character.

Canonical N-Triples (RDF 1.2 N-Triples, section 4) escapes control characters, so each of them is
free to stand for a longer text. Expanding is a few replacements over all texts that a description
takes, which is faster than decompressing each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

SELF = b"\x01"
"""Stands for the IRI of the resource that a text belongs to, with its brackets and a space."""
_FREE = bytes((*range(2, 9), 11, 12, *range(14, 32)))

LONG = (
    f"<{PREFIXES['rdf']}type> <{PREFIXES['cdo']}",
    f"<{PREFIXES['rdf']}type> <",
    f"<{PREFIXES['rdfs']}label> ",
    f"<{PREFIXES['skos']}altLabel> ",
    f"<{PREFIXES['oa']}",
    f"<{PREFIXES['prov']}",
    f"<{PREFIXES['schema']}",
    f"<{PREFIXES['dcterms']}",
    f'"^^<{PREFIXES["xsd"]}',
    f"<{PREFIXES['cdo']}evidence> <{BASE}id/passage/",
    f"<{PREFIXES['cdo']}inParagraph> <{BASE}id/paragraph/",
    f"<{PREFIXES['cdo']}",
    f"<{BASE}id/division/",
    f"<{BASE}id/fact/",
    f"<{BASE}id/passage/",
    f"<{BASE}id/paragraph/",
    f"<{BASE}id/period/",
    f"<{BASE}id/article/",
    f"<{BASE}id/",
)
"""The texts that have a character each, whole before its parts."""
CODES = tuple((bytes((code,)), text.encode()) for code, text in zip(_FREE, LONG, strict=False))


def contract(text: bytes, iri: str) -> bytes:
    """Return the N-Triples of a resource in fewer bytes."""
    if not text:
        return text
    text = text.replace(f"<{iri}> ".encode(), SELF)
    for code, long in CODES:
        text = text.replace(long, code)
    return text


def own(text: bytes, iri: str) -> bytes:
    """Put the IRI of the resource back; the text can then stand beside those of others."""
    return text.replace(SELF, f"<{iri}> ".encode())


def expand(text: bytes, codes: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return the N-Triples, given what the codes stood for when they were written."""
    for code, long in codes:
        text = text.replace(code, long)
    return text


def is_free(text: bytes) -> bool:
    """Whether no control character stands in the text as itself."""
    return len(text.translate(None, SELF + _FREE)) == len(text)
