"""The union of all graphs as Turtle: each IRI with the prefix of its folder, each subject once."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.vocab import BASE, PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

_FOLDERS = re.compile(rf"<{re.escape(BASE)}id/([a-z]+)/".encode())


def written(text: bytes) -> bytes:
    """Return sorted N-Quads as Turtle, subjects and properties in that order, the class first."""
    quads = parse(text, format=RdfFormat.N_QUADS)
    folders = sorted(set(_FOLDERS.findall(text)))
    prefixes = PREFIXES | {name.decode(): f"{BASE}id/{name.decode()}/" for name in folders}
    return serialize(_ordered(quads), format=RdfFormat.TURTLE, prefixes=prefixes) or b""


def _ordered(quads: Iterable[Quad]) -> Iterator[Triple]:
    for _, own in groupby(quads, key=lambda quad: quad.subject):
        triples = [quad.triple for quad in own]
        yield from (triple for triple in triples if triple.predicate == RDF_TYPE)
        yield from (triple for triple in triples if triple.predicate != RDF_TYPE)
