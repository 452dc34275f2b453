"""How the commands speak: errors in the reader's language, progress on the error stream."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape

from kg.errors import CombinedError, KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.build.candidate import Progress
    from kg.errors import Language

err = Console(stderr=True, soft_wrap=True, highlight=False)
out = Console(soft_wrap=True, highlight=False)


def language() -> Language:
    """Return zh where the locale of the messages is Chinese, else en."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, names), "").lower().startswith("zh") else "en"


def tell(error: KgError) -> None:
    """Print one error: `file:line fact: what, and how to mend it [code]`."""
    _print(error, "red", "")


def warn(error: KgError) -> None:
    """Print what is told and refuses nothing, marked as a warning."""
    _print(error, "yellow", "提醒:" if language() == "zh" else "warning: ")


def _print(error: KgError, style: str, mark: str) -> None:
    place = error.where()
    text = mark + (f"{place}: " if place else "")
    err.print(f"[{style}]{escape(text)}[/]{escape(error.message(language()))} \\[{error.code}]")


@contextmanager
def reported() -> Iterator[None]:
    """Turn a KgError into its message and exit code 1."""
    try:
        yield
    except CombinedError as error:
        for each in error.errors:
            tell(each)
        raise typer.Exit(1) from error
    except KgError as error:
        tell(error)
        raise typer.Exit(1) from error


@contextmanager
def progress() -> Iterator[Progress]:
    """Show the steps of a build while it runs, where somebody watches."""
    with err.status("") as status:

        def step(name: str, done: int, total: int) -> None:
            status.update(f"{name} {done + 1}/{total}" if total > 1 else name)

        if not sys.stderr.isatty():
            status.stop()
        yield step


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Show what is being done, where somebody watches."""
    with err.status("") as status:
        if not sys.stderr.isatty():
            status.stop()
        yield status.update
