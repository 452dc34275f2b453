"""Queries as long as they may be, of one piece again and again: none does harm.

Oxigraph parses and optimises by recursion, and some of it takes the square of the length or
more. Such a text costs its own worker, within the limits that every query has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.running import request, text_of
from kg.engine.guard import MAX_LENGTH
from kg.errors import QueryError

if TYPE_CHECKING:
    from engine.running import Served
    from kg.engine.forked import ForkedEngine

PIECES = {
    "sums": ("SELECT (1", "+1", " AS ?x) {}"),
    "products": ("SELECT (1", "*1", " AS ?x) {}"),
    "negations": ("SELECT (", "!", "true AS ?x) {}"),
    "signs": ("SELECT (", "- ", "1 AS ?x) {}"),
    "and": ("ASK { ?s ?p ?a FILTER(?a", "&&?a", ") }"),
    "or": ("ASK { ?s ?p ?a FILTER(?a=1", "||?a=1", ") }"),
    "in": ("ASK { ?s ?p ?a FILTER(?a IN (1", ",1", ")) }"),
    "concat": ('SELECT (CONCAT("a"', ',"a"', ") AS ?x) {}"),
    "sequences": ("PREFIX : <a:> SELECT (COUNT(*) AS ?n) { ?s :", "/:", " ?o }"),
    "alternatives": ("PREFIX : <a:> ASK { ?s :", "|:", " ?o }"),
    "repetitions": ("PREFIX : <a:> ASK { ?s :", "/:*", " ?o }"),
    "unions": ("ASK { {?s ?p ?o}", " UNION {?s ?p ?o}", " }"),
    "optionals": ("ASK { ?s ?p ?o", " OPTIONAL {?s ?p ?o}", " }"),
    "minus": ("ASK { ?s ?p ?o", " MINUS {?s ?p ?o}", " }"),
    "filters": ("ASK { ?s ?p ?o", " FILTER(?s)", " }"),
    "exists": ("ASK { ?s ?p ?o", " FILTER EXISTS {?s ?p ?o}", " }"),
    "values": ("ASK {", " VALUES ?x {1}", " }"),
    "groups": ("ASK {", " {?s ?p ?o}", " }"),
    "triples": ("ASK {", " ?s ?p ?o .", " }"),
    "graphs": ("ASK {", " GRAPH ?g {?s ?p ?o}", " }"),
    "sub-selects": ("ASK {", " {SELECT * {?s ?p ?o}}", " }"),
    "order": ("SELECT * { ?s ?p ?o } ORDER BY ?s", " ?s", ""),
    "group by": ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s", " ?s", ""),
    "templates": ("CONSTRUCT { ?s ?p ?o", ". ?s ?p ?o", " } WHERE { ?s ?p ?o }"),
    "collections": ("ASK { ?s ?p (", "1 ", ") }"),
}
LONG_STRINGS = "SELECT ?x30 { BIND('aaaaaaaaaa' AS ?x0) " + (
    " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30)) + " }"
)


@pytest.mark.parametrize("name", PIECES)
def test_a_long_chain_is_answered_or_fails_within_its_limits(served: Served, name: str) -> None:
    head, piece, tail = PIECES[name]
    text = head + piece * ((MAX_LENGTH - len(head) - len(tail)) // len(piece)) + tail

    async def work(engine: ForkedEngine) -> None:
        crashed = engine.stats().sums.get("ended_crashed", 0)
        restarts = engine.stats().sums.get("restarts", 0)
        try:
            await text_of(await engine.answer(request(text, 2)))
        except QueryError as error:
            assert error.code in {"query-timeout", "query-memory", "sparql-syntax"}  # noqa: PT017
        assert engine.stats().sums.get("ended_crashed", 0) == crashed
        assert engine.stats().sums.get("restarts", 0) == restarts
        assert await text_of(await engine.answer(request("ASK {}")))

    served(work)


def test_a_short_chain_that_makes_a_long_string_is_held_to_its_memory(served: Served) -> None:
    async def work(engine: ForkedEngine) -> None:
        with pytest.raises(QueryError) as caught:
            await text_of(await engine.answer(request(LONG_STRINGS)))
        assert caught.value.code == "query-memory"

    served(work)
