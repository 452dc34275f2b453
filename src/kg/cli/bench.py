"""`kg bench`: what the budgets speak of, measured on this machine, each beside a peer.

Single times depend on the machine and its load; the ratios to a peer in the same run are what to
compare.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.bench import build as building
from kg.bench import documents as documenting
from kg.bench import lookup as looking
from kg.bench import pages as paging
from kg.bench import report
from kg.bench import serve as serving
from kg.cli import terminal

group = typer.Typer(rich_markup_mode=None)

Rounds = Annotated[int, typer.Option(min=1, max=50, help="Rounds; medians count.")]
Seconds = Annotated[int, typer.Option(min=1, max=60, help="Seconds of a measurement.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="As the setting KG_WORKERS.")]
Peers = Annotated[Path, typer.Option(help="Folder of the peers (make bench-peers).")]
_PEERS = Path(".venv-bench")

Runs = Annotated[int, typer.Option(min=1, max=20, help="Runs of each; the least counts.")]


@group.callback(invoke_without_command=True)
def bench(context: typer.Context, runs: Runs = 3) -> None:
    """Measure, each beside a peer. Without a command: as `kg bench build`."""
    if context.invoked_subcommand is None:
        build(runs)


@group.command()
def build(runs: Runs = 3) -> None:
    """Measure build, start and query on the project's own data."""
    with terminal.reported():
        table = building.measure(runs)
    terminal.out.print(table)


@group.command()
def pages(runs: Runs = 5) -> None:
    """Measure what each kind of page transfers, and how long the service takes for it."""
    with terminal.reported():
        found = paging.measure(runs)
    terminal.out.print(paging.report(found))


@group.command()
def serve(
    size: Annotated[int, typer.Option(min=8, help="Quads of the dataset.")] = 1_000_000,
    rounds: Rounds = 5,
    seconds: Seconds = 4,
    workers: Workers = 2,
    peers: Peers = _PEERS,
) -> None:
    """Measure the service under load beside other SPARQL servers, and its memory."""
    plan = serving.Plan(size, rounds, seconds, workers, peers)
    with terminal.reported(), terminal.steps() as step:
        result = serving.measure(plan, step)
    terminal.out.print(report.of_serving(result))


@group.command()
def lookup(
    labels: Annotated[
        int, typer.Option(min=7000, help="Labels, those of the divisions among them.")
    ] = 300_000,
) -> None:
    """Measure the name index beside a SPARQL regex and rapidfuzz over the same labels."""
    with terminal.reported(), terminal.steps() as step:
        measured = looking.measure(labels, step)
    terminal.out.print(report.of_lookup(measured))


@group.command()
def documents(
    size: Annotated[int, typer.Option(min=10_000, help="Quads of the dataset.")] = 1_000_000,
    rounds: Rounds = 5,
    seconds: Seconds = 4,
    workers: Workers = 2,
    peers: Peers = _PEERS,
) -> None:
    """Measure the documents of entities beside other servers of such documents."""
    plan = serving.Plan(size, rounds, seconds, workers, peers)
    with terminal.reported(), terminal.steps() as step:
        result = documenting.measure(plan, step)
    for table in report.of_documents(result):
        terminal.out.print(table)
