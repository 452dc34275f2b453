"""The writing of the fragments: the Turtle of all subjects, and the numbers of what goes with it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kg.lookup import blocks
from kg.lookup.fragments import packed
from kg.lookup.prefixes import Prefixes
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from sqlite3 import Connection

    from kg.lookup.statements import Subject

_AT_ONCE = 2000
"""Subjects whose Turtle is written in one piece: it is faster than one by one, and takes memory."""
_NOTHING = (b"", 0)

Written = tuple[bytes, int]
"""A block, and the prefixes that it uses."""


def write(connection: Connection, subjects: Mapping[str, Subject]) -> None:
    """Write the fragments, and what reading them takes; the subjects know what goes with them."""
    connection.executemany("INSERT INTO fragment_contraction VALUES (?, ?)", blocks.CODES)
    connection.executemany(
        "INSERT INTO prefix VALUES (?, ?, ?)",
        ((place, *each) for place, each in enumerate(PREFIXES.items())),
    )
    connection.executemany(
        "INSERT INTO fragment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(subjects)
    )


def _rows(subjects: Mapping[str, Subject]) -> Iterator[tuple[object, ...]]:
    prefixes = Prefixes(PREFIXES)
    parts = {part.number for each in subjects.values() for part in each.parts}
    named: set[str] = set()
    for each in subjects.values():
        named.update(each.around, each.beside)
    waiting = iter(subjects.values())
    while some := list(islice(waiting, _AT_ONCE)):
        whole = (each for each in some if each.is_entity or each.number in parts)
        own = _written(((each.number, each.own) for each in whole), prefixes)
        told = (each for each in some if each.iri in named)
        brief = _written(((each.number, each.brief) for each in told), prefixes)
        for each in some:
            yield (
                each.number,
                each.is_whole,
                *own.get(each.number, _NOTHING),
                packed(part.number for part in each.parts),
                packed(subjects[iri].number for iri in each.around),
                packed(subjects[iri].number for iri in each.beside),
                *brief.get(each.number, _NOTHING),
            )


def _written(texts: Iterable[tuple[int, bytes]], prefixes: Prefixes) -> dict[int, Written]:
    """Return the Turtle of subjects by number; a text that is empty has none."""
    there = {number: text for number, text in texts if text}
    together = b"".join(there.values())
    # The fewer prefixes are tried, by Oxigraph and by us, the faster it is.
    prefixes = prefixes.occurring(together)
    found = blocks.write(together, prefixes)
    return {
        number: (blocks.contract(block), prefixes.used(text, block))
        for (number, text), block in zip(there.items(), found, strict=True)
    }
