"""The union of all graphs as Turtle: each IRI with the prefix of its folder, each subject once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from kg.vocab import BASE, PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

_FOLDERS = re.compile(rf"<{re.escape(BASE)}id/([a-z]+)/".encode())
_TYPE = f" {RDF_TYPE} ".encode()
BLOCK = 1 << 17
"""Bytes that are sorted at a time, at least: all at once would take much memory."""


def written(text: bytes) -> bytes:
    """Return sorted N-Quads as Turtle, subjects and properties in that order, the class first."""
    folders = sorted({match[1].decode() for match in _FOLDERS.finditer(text)})
    prefixes = PREFIXES | {name: f"{BASE}id/{name}/" for name in folders}
    return serialize(_triples(text), format=RdfFormat.TURTLE, prefixes=prefixes) or b""


def _triples(text: bytes) -> Iterator[Triple]:
    for block in _blocks(text):
        # A control character, which N-Quads escapes, sorts before everything.
        lines = sorted(block.splitlines(), key=lambda line: line.replace(_TYPE, b"\x01", 1))
        for quad in parse(b"\n".join(lines), format=RdfFormat.N_QUADS):
            yield quad.triple


def _blocks(text: bytes) -> Iterator[bytes]:
    """Yield the text in blocks that never divide the lines of one subject."""
    begin = 0
    while begin < len(text):
        end = text.find(b"\n", begin + BLOCK) + 1 or len(text)
        last = text.rfind(b"\n", 0, end - 1) + 1
        subject = text[last : text.find(b" ", last) + 1]
        while text.startswith(subject, end):
            end = text.find(b"\n", end) + 1 or len(text)
        yield text[begin:end]
        begin = end
