"""The union of all graphs as Turtle: each IRI with the prefix of its folder, each subject once."""

from __future__ import annotations

import re

from pyoxigraph import RdfFormat, parse, serialize

from kg.vocab import BASE, PREFIXES, RDF_TYPE

_FOLDERS = re.compile(rf"<{re.escape(BASE)}id/([a-z]+)/".encode())
_TYPE = f" {RDF_TYPE} ".encode()


def written(text: bytes) -> bytes:
    """Return sorted N-Quads as Turtle, subjects and properties in that order, the class first."""
    folders = sorted({name.decode() for name in _FOLDERS.findall(text)})
    prefixes = PREFIXES | {name: f"{BASE}id/{name}/" for name in folders}
    # In order, as one subject's triples are then written together; a control character sorts first.
    lines = sorted(text.splitlines(), key=lambda line: line.replace(_TYPE, b"\x01", 1))
    quads = parse(b"\n".join(lines), format=RdfFormat.N_QUADS)
    triples = (quad.triple for quad in quads)
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b""
