"""`kg query`: ask the published snapshot from the command line."""

from __future__ import annotations

import sys
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
from kg.engine import guard
from kg.store.snapshot import Snapshot

_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}


def query(
    what: Annotated[str, typer.Argument(help="A saved query's name, a .rq file, or the query.")],
    result: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json or xml.")
    ] = "table",
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
        found = dataset.query(text, use_default_graph_as_union=True)
    if isinstance(found, QueryTriples):
        found.serialize(sys.stdout.buffer, format=RdfFormat.TURTLE)
    elif isinstance(found, QuerySolutions) and result == "table":
        terminal.out.print(_table(found))
    elif isinstance(found, QueryBoolean) and result == "table":
        typer.echo(str(bool(found)).lower())
    else:
        found.serialize(sys.stdout.buffer, format=_FORMATS[result])


def _text(what: str) -> str:
    saved = assets.folder("queries") / f"{what}.rq"
    path = saved if saved.is_file() else Path(what)
    if path.suffix == ".rq" and path.is_file():
        return queries.read(path).text
    return what


def _table(found: QuerySolutions) -> Table:
    table = Table(*(variable.value for variable in found.variables), box=None)
    for solution in found:
        table.add_row(*(_cell(solution[variable]) for variable in found.variables))
    return table


def _cell(value: object) -> str:
    return "" if value is None else str(getattr(value, "value", value))
