"""Running a saved query: its parameters bound, a page of its rows with their types."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.engine import guard
from kg.engine.base import Engine, QueryRequest, ResultFormat
from kg.engine.guard import QueryForm
from kg.queries import SavedQuery
from kg.settings import Settings
from kg.vocab import PREFIXES
from kg_api.lookup import wrong
from kg_api.models.base import PLAIN

LONGEST = 200
"""Characters that a text may have."""
MOST = 10_000
"""Rows of a page at most."""
_RESULTS = ResultFormat("application/sparql-results+json", "application/sparql-results+json")
_OWN_LIMIT = re.compile(r"^\s*(?:LIMIT|OFFSET)\s+[0-9]", re.IGNORECASE | re.MULTILINE)
_PLAIN = re.compile(PLAIN)
_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(f"{_XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger"))
_NUMBERS = frozenset(f"{_XSD}{name}" for name in ("decimal", "double", "float"))

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of an answer; `more` says that others follow. `version` is that of the snapshot."""

    version: str
    columns: tuple[str, ...]
    rows: list[list[Cell]]
    more: bool


def bound(query: SavedQuery, values: Mapping[str, str]) -> str:
    """Return the text with these values.

    Raises `QueryError` `parameter-unknown` or `parameter-invalid` (400).
    """
    for name, value in values.items():
        param = query.params.get(name)
        is_text = param is not None and param.type in {"label", "string"}
        if is_text and (len(value) > LONGEST or not _PLAIN.fullmatch(value)):
            raise wrong.parameter_invalid(
                name,
                f"1 至 {LONGEST} 个字符，不含控制字符。",
                f"It has 1 to {LONGEST} characters and no control characters.",
            )
    return query.bind(values)


def is_table(query: SavedQuery) -> bool:
    """Whether the query gives rows."""
    return guard.inspect(query.text).form is QueryForm.SELECT


async def run(
    engine: Engine, settings: Settings, text: str, *, limit: int, page: int, base: str
) -> Page:
    """Return a page of `limit` rows, counted from 1.

    Raises `QueryError` where the query fails, or the `SnapshotError` that says why nothing answers.
    """
    skipped = (page - 1) * limit
    own = _OWN_LIMIT.search(text) is not None
    paged = text if own else f"{text.rstrip()}\nLIMIT {limit + 1} OFFSET {skipped}\n"
    query = guard.inspect(paged, max_length=settings.max_query_length)
    wanted = QueryRequest(query, _RESULTS, settings.query_timeout, base=f"{base}/sparql")
    answer = await engine.answer(wanted)
    content = bytearray()
    try:
        async for chunk in answer.stream:
            content += chunk
    finally:
        await answer.stream.aclose()
    document = json.loads(content)
    columns = tuple(document["head"].get("vars", ()))
    found = document["results"]["bindings"]
    rows = found[skipped:] if own else found
    return Page(
        answer.version,
        columns,
        [[_cell(row.get(name)) for name in columns] for row in rows[:limit]],
        more=len(rows) > limit,
    )


def _cell(term: Mapping[str, Any] | None) -> Cell:
    """Return a term as JSON has it: numbers and truth values as such, what is unbound as null."""
    if term is None:
        return None
    value, datatype = str(term["value"]), term.get("datatype")
    if datatype in _INTEGERS:
        return int(value)
    if datatype in _NUMBERS:
        number = float(value)
        return int(number) if number.is_integer() else number
    if datatype == f"{_XSD}boolean":
        return value in {"true", "1"}
    return value
