"""Markdown tables and SPARQL rows, as the parts need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BY_LENGTH = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a bar in a cell would end it, so it is escaped."""
    cells = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines = [list(head), ["---"] * len(head), *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def prefixes(names: Iterable[str] = PREFIXES) -> str:
    """Return the PREFIX lines of these prefixes, all by default."""
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in names)


def ask(store: ox.Store, query: str) -> tuple[list[str], list[list[str]]]:
    """Return the variables and rows of a SELECT over all graphs; the unbound is empty."""
    found = store.query(query, use_default_graph_as_union=True)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(query)
    names = [variable.value for variable in found.variables]
    return names, [["" if row[n] is None else row[n].value for n in names] for row in found]


def short(iri: str) -> str:
    """Return the prefixed name of an IRI; our own terms and datatypes stand without a prefix."""
    for prefix, base in _BY_LENGTH:
        if iri.startswith(base):
            local = iri.removeprefix(base)
            return local if prefix in {"cdo", "xsd"} else f"{prefix}:{local}"
    return iri
