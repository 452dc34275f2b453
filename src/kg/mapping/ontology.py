"""Turtle documents as quads of a graph, their blank nodes skolemised: above all the ontology.

A blank node would be another one in every snapshot and cannot be asked for; here each gets an IRI
made from the digest of what it says (RDF 1.1 Concepts, section 3.5), so that the same ontology
gives the same quads.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.vocab import BASE, graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ONTOLOGY = graph("ontology")
Term = NamedNode | BlankNode | Literal | Triple


def ontology_quads(files: Iterable[Path]) -> Iterator[Quad]:
    """Yield the quads of all ontology files, without blank nodes and without repetition."""
    yield from document_quads(files, ONTOLOGY)


def document_quads(files: Iterable[Path], name: NamedNode) -> Iterator[Quad]:
    """Yield what some Turtle files say together, as quads of one graph.

    Raises SyntaxError where one is not Turtle, OSError where it cannot be read.
    """
    triples: set[Triple] = set()
    for path in sorted(files):
        # Blank node labels are local to a file: `rename_blank_nodes` keeps two files apart.
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True):
            triples.add(Triple(quad.subject, quad.predicate, quad.object))
    names = _Skolem(triples)
    for triple in sorted(triples, key=str):
        subject = names.of(triple.subject)
        if isinstance(subject, NamedNode):
            yield Quad(subject, triple.predicate, names.of(triple.object), name)


class _Skolem:
    """Names each blank node by the digest of the tree that hangs below it."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.below: dict[BlankNode, list[Triple]] = {}
        self.names: dict[BlankNode, NamedNode] = {}
        for triple in triples:
            if isinstance(triple.subject, BlankNode):
                self.below.setdefault(triple.subject, []).append(triple)

    def of(self, node: Term) -> Term:
        if not isinstance(node, BlankNode):
            return node
        if node not in self.names:
            said = sorted(f"{t.predicate} {self.of(t.object)}" for t in self.below.get(node, ()))
            digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
            self.names[node] = NamedNode(f"{BASE}.well-known/genid/{digest}")
        return self.names[node]
