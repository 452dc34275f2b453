"""What follows from the facts by rule → graph/inferred.

The rules are SPARQL CONSTRUCT queries in ontology/rules. They give the part of the OWL 2 RL closure
that the ontology promises: its own properties and classes; a test holds them equal to owlrl's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad, QueryTriples, Store

from kg.vocab import graph

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

INFERRED = graph("inferred")


def infer(store: Store, rules: Iterable[Path]) -> int:
    """Add to graph/inferred what the rules give, until nothing more follows; return how many.

    A triple that stands in any graph already is not added: each stands in exactly one.
    """
    texts = [path.read_text(encoding="utf-8") for path in sorted(rules)]
    total = 0
    while True:
        added = 0
        for text in texts:
            found = store.query(text, use_default_graph_as_union=True)
            if not isinstance(found, QueryTriples):
                raise TypeError("an inference rule is a CONSTRUCT query")
            new = [
                Quad(triple.subject, triple.predicate, triple.object, INFERRED)
                for triple in found
                if not any(store.quads_for_pattern(triple.subject, triple.predicate, triple.object))
            ]
            store.extend(new)
            added += len(set(new))
        total += added
        if not added:
            return total
