"""Property paths of SHACL (section 2.3.1): as SPARQL writes them, and as triples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pyoxigraph import NamedNode, Triple

from kg.vocab import term

if TYPE_CHECKING:
    from collections.abc import Callable

Operator = Literal[
    "predicate", "sequence", "alternative", "inverse", "zero-or-more", "one-or-more", "zero-or-one"
]
UNARY: dict[Operator, NamedNode] = {
    "inverse": term("sh:inversePath"),
    "zero-or-more": term("sh:zeroOrMorePath"),
    "one-or-more": term("sh:oneOrMorePath"),
    "zero-or-one": term("sh:zeroOrOnePath"),
}
"""Operator → the SHACL property that writes it, for those with one operand."""
ALTERNATIVE = term("sh:alternativePath")
FIRST, REST, NIL = term("rdf:first"), term("rdf:rest"), term("rdf:nil")
_SUFFIX = {"zero-or-more": "*", "one-or-more": "+", "zero-or-one": "?"}


@dataclass(frozen=True)
class Path:
    """A predicate, or an operator over paths.

    >>> str(Path.inverse(Path.of("https://w3id.org/county-kg/ontology#evidence")))
    '^<https://w3id.org/county-kg/ontology#evidence>'
    """

    operator: Operator
    predicate: NamedNode | None = None
    parts: tuple[Path, ...] = ()

    @classmethod
    def of(cls, iri: str) -> Path:
        """Return the path of one predicate."""
        return cls("predicate", NamedNode(iri))

    @classmethod
    def inverse(cls, path: Path) -> Path:
        """Return the path from object to subject."""
        return cls("inverse", parts=(path,))

    def __str__(self) -> str:
        if self.predicate is not None:
            return f"<{self.predicate.value}>"
        if self.operator in ("sequence", "alternative"):
            joint = "/" if self.operator == "sequence" else "|"
            return joint.join(part.bracketed() for part in self.parts)
        inner = self.parts[0].bracketed()
        return f"^{inner}" if self.operator == "inverse" else inner + _SUFFIX[self.operator]

    def bracketed(self) -> str:
        """Return the path as an operand: in brackets unless it is one predicate."""
        return str(self) if self.predicate is not None else f"({self})"

    def write(self, mint: Callable[[], NamedNode]) -> tuple[NamedNode, list[Triple]]:
        """Return the path's node and its triples; `mint` names each further node."""
        if self.predicate is not None:
            return self.predicate, []
        if self.operator == "sequence":
            return _write_list(self.parts, mint)
        node = mint()
        if self.operator == "alternative":
            head, triples = _write_list(self.parts, mint)
            return node, [Triple(node, ALTERNATIVE, head), *triples]
        operand, triples = self.parts[0].write(mint)
        return node, [Triple(node, UNARY[self.operator], operand), *triples]


def _write_list(
    parts: tuple[Path, ...], mint: Callable[[], NamedNode]
) -> tuple[NamedNode, list[Triple]]:
    triples: list[Triple] = []
    rest = NIL
    for part in reversed(parts):
        member, own = part.write(mint)
        cell = mint()
        triples += [Triple(cell, FIRST, member), Triple(cell, REST, rest), *own]
        rest = cell
    return rest, triples
