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
        terminal.warn(warning)
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
    asked = {path.name for path in chosen}
    for warning in candidate.warnings:
        if not _elsewhere(warning.file, asked):
            terminal.warn(warning)
    own = [error for error in candidate.errors if not _elsewhere(error.file, asked)]
    for error in own:
        terminal.tell(error)
    if own:
        raise typer.Exit(1)
    if candidate.errors:
        terminal.err.print("Other fact files have errors, so the store-wide rules were not run.")
    found = [
        each for name, each in candidate.articles.items() if f"{name}.yaml" in asked or not asked
    ]
    facts = sum(len(article.facts) for article in found)
    terminal.out.print(f"{len(found)} articles, {facts} facts: in order")


def _elsewhere(file: str | None, asked: set[str]) -> bool:
    """Whether an error is in a fact file that was not asked for (none was: all are).

    What is wrong with the registry or the divisions concerns every fact file.
    """
    if not asked or file is None:
        return False
    path = Path(file)
    return path.parent.name == "articles" and path.name not in asked
