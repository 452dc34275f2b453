"""`kg query`: ask the published snapshot from the command line."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)
from rich.table import Table

from kg import assets, queries
from kg.cli import options, terminal
from kg.engine import guard, refusals
from kg.errors import QueryError
from kg.store.snapshot import Snapshot


class Result(StrEnum):
    """How the result of a SELECT or an ASK is printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"


_FORMATS = {
    Result.CSV: QueryResultsFormat.CSV,
    Result.TSV: QueryResultsFormat.TSV,
    Result.JSON: QueryResultsFormat.JSON,
    Result.XML: QueryResultsFormat.XML,
}
_NAME = re.compile(r"[\w./-]+")
"""What is a name or a path: no query is one word."""


def query(
    what: Annotated[str, typer.Argument(help="A saved query's name, a .rq file, or the query.")],
    result: Annotated[
        Result, typer.Option("--format", "-f", help="How to print a table or a truth value.")
    ] = Result.TABLE,
    store: options.Store = None,
) -> None:
    """Run a query on the published snapshot. CONSTRUCT and DESCRIBE print Turtle."""
    settings = options.settings(store=store)
    with terminal.reported():
        text = _text(what)
        guard.inspect(text)
        dataset = Store()
        with Snapshot.load(settings.store).open_data() as data:
            dataset.bulk_load(data, format=RdfFormat.N_QUADS)
        try:
            found = dataset.query(text, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise refusals.syntax(text, error) from error
    if isinstance(found, QueryTriples):
        found.serialize(sys.stdout.buffer, format=RdfFormat.TURTLE)
    elif isinstance(found, QuerySolutions) and result is Result.TABLE:
        terminal.out.print(_table(found))
    elif isinstance(found, QueryBoolean) and result is Result.TABLE:
        typer.echo(str(bool(found)).lower())
    else:
        found.serialize(sys.stdout.buffer, format=_FORMATS[result])


def _text(what: str) -> str:
    if not (_NAME.fullmatch(what) or what.endswith(".rq")):
        return what
    folder = assets.folder("queries")
    saved = folder / f"{what}.rq"
    if saved.is_file():
        return queries.read(saved).text
    path = Path(what)
    if path.is_file():
        return path.read_text("utf-8")  # a header is a comment to SPARQL
    names = "、".join(each.stem for each in sorted(folder.glob("*.rq")))
    raise QueryError(
        "query-unknown",
        status=404,
        zh=f"没有名为“{what}”的查询,也没有这个文件。",
        en=f"There is no saved query and no file called {what!r}.",
        mend_zh=f"已存的查询:{names}。",
        mend_en=f"The saved queries are {names.replace('、', ', ')}.",
    )


def _table(found: QuerySolutions) -> Table:
    table = Table(*(variable.value for variable in found.variables), box=None)
    for solution in found:
        table.add_row(*(_cell(solution[variable]) for variable in found.variables))
    return table


def _cell(value: object) -> str:
    return "" if value is None else str(getattr(value, "value", value))
