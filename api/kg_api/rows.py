"""The rows of an answer for a page or a workbook: so many and no more, as terms.

Rows are read in formats of which a beginning can be told from the whole: a row is a line in
SPARQL 1.1 Query Results TSV and in N-Triples, so that the query ends where there is enough.
"""

import asyncio
import json
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.engine.base import GRAPH_FORMATS, TABLE_FORMATS, Answer, Engine, QueryRequest, ResultFormat
from kg.engine.guard import QueryForm

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_JSON, _TSV, _N_TRIPLES = TABLE_FORMATS[0], TABLE_FORMATS[3], GRAPH_FORMATS[1]
_BYTES = 32 << 20
"""Bytes that are read at most, whatever the rows are."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The first rows of an answer; `more` says that there are others. None is what is unbound.

    `version` is that of the snapshot.
    """

    form: QueryForm
    version: str
    columns: tuple[str, ...]
    rows: list[list[Term | None]] = field(repr=False)
    more: bool = False


def format_of(form: QueryForm) -> ResultFormat:
    """Return the format in which rows of this form of query are read."""
    if form.gives_graph:
        return _N_TRIPLES
    return _JSON if form is QueryForm.ASK else _TSV


async def read(engine: Engine, wanted: QueryRequest, most: int) -> Rows:
    """Return the rows of a query that wants `format_of` its form, `most` of them at most.

    Raises `QueryError` where the query fails, also late, and the `SnapshotError` that says why
    nothing answers.
    """
    form = wanted.query.form
    answer = await engine.answer(wanted)
    content, more = await _begin(answer, most + (form is QueryForm.SELECT))
    if form is QueryForm.ASK:
        said = ox.Literal(json.loads(content)["boolean"])
        return Rows(form, answer.version, ("answer",), [[said]])
    parse = _triples if form.gives_graph else _solutions
    columns, rows = await asyncio.to_thread(parse, content)
    return Rows(form, answer.version, columns, rows[:most], more or len(rows) > most)


async def _begin(answer: Answer, lines: int) -> tuple[bytes, bool]:
    """Return the first lines, or all and one more at most, and whether others were left."""
    content, seen = bytearray(), 0
    try:
        async for chunk in answer.stream:
            content += chunk
            seen += chunk.count(b"\n")
            if seen > lines or len(content) > _BYTES:
                return bytes(content[: content.rfind(b"\n") + 1]), True
    finally:
        await answer.stream.aclose()
    return bytes(content), False


def _solutions(content: bytes) -> tuple[tuple[str, ...], list[list[Term | None]]]:
    results = ox.parse_query_results(content, format=ox.QueryResultsFormat.TSV)
    assert isinstance(results, ox.QuerySolutions)  # noqa: S101 - TSV has nothing else
    columns = tuple(variable.value for variable in results.variables)
    return columns, [[row[name] for name in columns] for row in results]


def _triples(content: bytes) -> tuple[tuple[str, ...], list[list[Term | None]]]:
    triples = ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
    rows: list[list[Term | None]] = [
        [each.subject, each.predicate, each.object] for each in triples
    ]
    return ("subject", "predicate", "object"), rows
