"""What a change came to: quads and graphs that went and that came.

A change runs in a fork, which finds its delta; the parent makes the delta in its own store. The
text of an update is never run twice: RAND, UUID and blank nodes would come out different.
"""

import json
import os
from dataclasses import dataclass
from typing import Self

import pyoxigraph as ox

_FEW = 1_000  # dead quads that cost nobody anything


@dataclass(frozen=True, slots=True)
class State:
    """All of a store at one time: its quads as lines of N-Quads, and its graphs as terms."""

    lines: frozenset[bytes]
    graphs: frozenset[str]

    @classmethod
    def of(cls, store: ox.Store) -> Self:
        """Return the state of a store; takes about a second at 1M quads."""
        dumped = store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return cls(
            frozenset(dumped.split(b"\n")) - {b""}, frozenset(map(str, store.named_graphs()))
        )


@dataclass(frozen=True, slots=True)
class Delta:
    """Quads in N-Quads and graphs as terms; blank nodes keep their labels, and so identity."""

    removed: bytes
    added: bytes
    removed_graphs: tuple[str, ...]
    added_graphs: tuple[str, ...]

    @classmethod
    def between(cls, before: State, after: State) -> Self:
        """Return what makes the one state the other."""
        return cls(
            b"\n".join(before.lines - after.lines),
            b"\n".join(after.lines - before.lines),
            tuple(before.graphs - after.graphs),
            tuple(after.graphs - before.graphs),
        )

    def write(self, descriptor: int) -> None:
        """Write the delta into an empty file in memory."""
        graphs = (self.removed_graphs, self.added_graphs)
        head = json.dumps([len(self.removed), len(self.added), *graphs]).encode()
        content = memoryview(b"".join((head, b"\n", self.removed, self.added)))
        while content:
            content = content[os.write(descriptor, content) :]

    @classmethod
    def read(cls, descriptor: int) -> Self:
        """Return the delta of a file in memory, which stays open."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            removed, added, gone, come = json.loads(file.readline())
            return cls(file.read(removed), file.read(added), tuple(gone), tuple(come))

    def apply(self, store: ox.Store) -> int:
        """Make the change in a store; returns how many quads were removed."""
        removed = 0
        for removed, quad in enumerate(_quads(self.removed), start=1):  # noqa: B007
            store.remove(quad)
        store.extend(_quads(self.added))
        for name in self.removed_graphs:
            store.remove_graph(_graph(name))
        for name in self.added_graphs:
            store.add_graph(_graph(name))
        return removed


class Dataset:
    """A store that changes: it is replaced by a fresh one before its dead versions weigh.

    Oxigraph keeps in memory what was removed, and every read passes over it: after 3,000
    rewrites of one graph a read took 160 times as long (measured).
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._dead = 0

    def apply(self, delta: Delta) -> None:
        """Make the change; after it, at most half of what the store holds is dead."""
        self._dead += delta.apply(self.store)
        living = len(self.store)
        if (self._dead > _FEW and self._dead > living) or (not living and self._dead):
            self.store = _copy(self.store)
            self._dead = 0


def _copy(store: ox.Store) -> ox.Store:
    copy = ox.Store()
    copy.bulk_extend(store)
    for name in store.named_graphs():
        copy.add_graph(name)
    return copy


def _quads(text: bytes) -> ox.QuadParser:
    return ox.parse(text, format=ox.RdfFormat.N_QUADS)


def _graph(term: str) -> ox.NamedNode | ox.BlankNode:
    """Return the name of a graph from its term in N-Quads."""
    return ox.BlankNode(term[2:]) if term.startswith("_:") else ox.NamedNode(term[1:-1])
