"""The commands put together. Each command is a function in the module of its purpose."""

from __future__ import annotations

from typing import Annotated

import typer

from kg import __version__
from kg.cli import author, bench, build, query, serve

app = typer.Typer(
    name="kg",
    help="County KG: newspaper articles about counties as facts with evidence.",
    no_args_is_help=True,
    rich_markup_mode=None,  # brackets in a help text are meant: [setting KG_PORT]
    pretty_exceptions_show_locals=False,  # locals may hold a token
)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    *,
    version: Annotated[
        bool,
        # eager: it answers before a command is asked for
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """County KG: newspaper articles about counties as facts with evidence."""


app.command("build")(build.build)
app.command("check")(build.check)
app.command("coverage")(author.coverage)
app.command("anchor")(author.anchor)
app.command("schema")(author.schema)
app.command("query")(query.query)
app.command("serve")(serve.serve)
app.add_typer(bench.group, name="bench")
