"""`kg build` and `kg check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import build as building
from kg.cli import options, terminal


def build(
    data: options.Data = None, store: options.Store = None, corpus: options.Corpus = None
) -> None:
    """Bring the store and its snapshot to what the files say. Idempotent."""
    settings = options.settings(data=data, store=store, corpus=corpus)
    with terminal.reported(), terminal.progress() as progress:
        summary = building.build(settings, progress)
    for warning in summary.warnings:
        terminal.tell(warning, "yellow")
    state = f"{summary.changed} graphs made again" if summary.changed else "unchanged"
    terminal.out.print(
        f"snapshot {summary.version}: {summary.articles} articles, {summary.facts} facts, "
        f"{summary.quads} quads, {summary.seconds:.2f} s ({state})"
    )


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Fact files to look at; without one, all.", exists=True),
    ] = None,
    data: options.Data = None,
    corpus: options.Corpus = None,
) -> None:
    """Validate fact files without storing anything. Exit 1 where something must be mended."""
    settings = options.settings(data=data, corpus=corpus)
    chosen = [path.resolve() for path in files or ()]
    with terminal.reported():
        candidate = building.check(settings, chosen)
    own = [error for error in candidate.errors if _of(error.file, chosen)]
    for warning in candidate.warnings:
        if _of(warning.file, chosen):
            terminal.tell(warning, "yellow")
    for error in own:
        terminal.tell(error)
    if own:
        raise typer.Exit(1)
    facts = sum(len(article.facts) for article in candidate.articles.values())
    terminal.out.print(f"{len(candidate.articles)} articles, {facts} facts: in order")


def _of(file: str | None, chosen: list[Path]) -> bool:
    """Whether an error belongs to the files that were asked for (all, where none was)."""
    return not chosen or file is None or Path(file).name in {path.name for path in chosen}
