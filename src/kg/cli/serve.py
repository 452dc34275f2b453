"""`kg serve`: the HTTP service over the published snapshot."""

from __future__ import annotations

import importlib
import multiprocessing
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from kg import build as building
from kg.cli import options, terminal
from kg.errors import KgError, SnapshotError
from kg.settings import Settings
from kg.store.snapshot import current_version

_SERVER = "kg_api.server"
"""Named, not imported: the library does not depend on the service."""


def serve(
    *,
    port: Annotated[int | None, typer.Option(help="Port. [setting KG_PORT]")] = None,
    host: Annotated[str | None, typer.Option(help="Address. [setting KG_HOST]")] = None,
    store: options.Store = None,
    corpus: options.Corpus = None,
    query_timeout: Annotated[
        float | None, typer.Option(help="Seconds a query may take. [setting KG_QUERY_TIMEOUT]")
    ] = None,
    default_graph: Annotated[
        Literal["union", "standard"] | None,
        typer.Option(help="Default graph of queries that name none. [setting KG_DEFAULT_GRAPH]"),
    ] = None,
    empty: Annotated[
        bool | None, typer.Option("--empty", help="Begin with nothing, in memory alone.")
    ] = None,
    writable: Annotated[
        bool | None, typer.Option("--writable", help="Take SPARQL Update and Graph Store writes.")
    ] = None,
    no_gate: Annotated[
        bool | None, typer.Option("--no-gate", help="Take writes as they come, unvalidated.")
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(help="Token that writes must bear; KG_TOKEN keeps it out of process lists."),
    ] = None,
) -> None:
    """Serve the published snapshot over HTTP.

    With --empty --writable --no-gate it is a scratch server instead: memory only, any graph name.
    """
    settings = options.settings(
        port=port,
        host=host,
        store=store,
        corpus=corpus,
        query_timeout=query_timeout,
        default_graph=default_graph,
        empty=empty,
        writable=writable,
        gate=False if no_gate else None,
        token=token,
    )
    _require_sense(settings)
    server = importlib.import_module(_SERVER)
    with terminal.reported():
        listening = server.listen(settings)
    if not settings.empty and (settings.store / building.MARKER).exists():
        _recover(settings.store)
    terminal.err.print(_address(settings, listening.getsockname()[1]))
    if not settings.empty:
        _tell_whether_published(settings.store)
    server.run(settings, listening)


def _address(settings: Settings, port: int) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{port}{settings.base_path}/"


def _tell_whether_published(store: Path) -> None:
    """Warn of a store without a snapshot: the service starts, and answers once there is one."""
    try:
        current_version(store)
    except SnapshotError as error:
        terminal.warn(error)


def _require_sense(settings: Settings) -> None:
    """Refuse writes that would pass no gate into data that has one, and writes by anybody."""
    if not settings.writable:
        return
    if settings.gate or not settings.empty:
        raise typer.BadParameter("--writable needs --empty and --no-gate: no gate is built in yet")
    if settings.token is None or not settings.token.get_secret_value():
        raise typer.BadParameter("--writable needs --token (or KG_TOKEN)")


def _recover(store: Path) -> None:
    """Publish what a crashed build left in the store, in a process of its own.

    RocksDB starts threads that outlive the store; the serving process must stay free of them.
    """
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_publish, args=(store,))
    process.start()
    process.join()
    if process.exitcode:
        terminal.err.print("[yellow]The store could not be read; the last snapshot is served.[/]")


def _publish(store: Path) -> None:
    try:
        building.recover(store)
    except KgError as error:
        terminal.warn(error)
        sys.exit(1)
