"""`kg serve`: the HTTP service over the published snapshot."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import build as building
from kg.cli import options, terminal
from kg.errors import KgError

_APP = "kg_api.app:create_app"
"""Named, not imported: the library does not depend on the service."""


def serve(
    port: Annotated[int | None, typer.Option(help="Port. [setting KG_PORT]")] = None,
    host: Annotated[str | None, typer.Option(help="Address. [setting KG_HOST]")] = None,
    store: options.Store = None,
    corpus: options.Corpus = None,
    query_timeout: Annotated[
        float | None, typer.Option(help="Seconds a query may take. [setting KG_QUERY_TIMEOUT]")
    ] = None,
) -> None:
    """Serve the published snapshot over HTTP."""
    import uvicorn  # noqa: PLC0415 - the other commands do not need a server

    settings = options.settings(
        port=port, host=host, store=store, corpus=corpus, query_timeout=query_timeout
    )
    if (settings.store / building.MARKER).exists():
        _recover(settings.store)
    # The application is made by its import string and reads the same settings.
    for name, value in settings.model_dump(exclude_none=True).items():
        os.environ[f"KG_{name.upper()}"] = str(value)
    terminal.err.print(f"http://{settings.host}:{settings.port}/")
    uvicorn.run(
        _APP,
        factory=True,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        http="httptools",
        server_header=False,
    )


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
        terminal.tell(error, "yellow")
        sys.exit(1)
