"""Turtle in blocks, one for each subject, as Oxigraph writes them.

Blocks of different subjects stand side by side in any document: what they have in common is the
prefixes, which are declared once at its head. So a document is put together from blocks that were
written long before, when the index was made.
"""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.lookup.prefixes import Prefixes

END = b" .\n"
"""What stands behind each block. Nothing else ends a line so: Oxigraph escapes the ends of lines
in texts."""
_DECLARATION = b"@prefix "
_LONG = (
    f"<{BASE}id/division/",
    f"<{BASE}id/fact/",
    f"<{BASE}id/passage/",
    f"<{BASE}id/",
    " ;\n\tcdo:",
    " ;\n\t",
    "cdo:",
)
CODES = tuple((bytes((code,)), text.encode()) for code, text in enumerate(_LONG, 1))
"""What most blocks repeat has a control character each, which Oxigraph escapes in texts; whole
before its parts. Few, since each is put back in every document."""


def write(text: bytes, prefixes: Prefixes) -> list[bytes]:
    """Return the blocks of N-Triples in which what is said of one subject stands together.

    A block is without its `END`, and the prefixes are declared nowhere.
    """
    quads = parse(text, format=RdfFormat.N_TRIPLES)
    written = serialize(quads, format=RdfFormat.TURTLE, prefixes=prefixes.iris) or b""
    # A declaration ends as a block does.
    return list(dropwhile(_is_declaration, written.split(END)[:-1]))


def _is_declaration(part: bytes) -> bool:
    return part.startswith(_DECLARATION)


def contract(block: bytes) -> bytes:
    """Return a block in fewer bytes."""
    for code, long in CODES:
        block = block.replace(long, code)
    return block


def join(blocks: Iterable[bytes], codes: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return blocks as Turtle, given what codes in them stand for; it declares no prefixes."""
    text = b"".join([part for block in blocks for part in (block, END)])
    for code, long in codes:
        text = text.replace(code, long)
    return text
