"""What an author of fact files uses: `kg anchor`, `kg coverage`, `kg schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from kg import assets
from kg.build.sources import Sources
from kg.cli import options, terminal
from kg.errors import CorpusError
from kg.model import anchor as anchoring
from kg.model import article as article_files
from kg.model import review
from kg.model import schema as schemas
from kg.model.text import Text
from kg.settings import Settings


def anchor(
    file: Annotated[Path, typer.Argument(help="A working file with quotations.", exists=True)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write; default: the screen.")
    ] = None,
    article: Annotated[
        str | None, typer.Option(help="The article's id; default: the name of the file.")
    ] = None,
    corpus: options.Corpus = None,
) -> None:
    """Turn the quotations of a working file (`at: …`) into locators against the corpus."""
    settings = options.settings(corpus=corpus)
    with terminal.reported():
        text = Text.read(_corpus(settings), article or file.stem.split(".")[0])
        found, count = anchoring.anchored(file.read_text("utf-8"), str(file), text)
    if output:
        output.write_text(found, "utf-8")
        terminal.err.print(f"{count} quotations anchored: {output}")
    else:
        typer.echo(found, nl=False)


def coverage(
    data: options.Data = None,
    corpus: options.Corpus = None,
    *,
    stretches: Annotated[
        bool, typer.Option(help="Print the stretches and numbers that no fact covers.")
    ] = True,
) -> None:
    """Print for each article how much of its text stands under some fact."""
    settings = options.settings(data=data, corpus=corpus)
    table = Table("article", "characters", "covered", "share", "numbers", "covered", box=None)
    missing: list[str] = []
    with terminal.reported():
        folder = _corpus(settings)
        for name, path in Sources.of(settings).articles.items():
            text = Text.read(folder, name)
            found = review.coverage(article_files.load(path, settings.data.parent), text)
            table.add_row(
                name,
                str(found.characters),
                str(found.covered),
                f"{found.share:.2%}",
                str(found.numbers),
                str(found.numbers_covered),
            )
            missing += [f"{name} {at} {text.passage(at)}" for at in found.uncovered]
            missing += [f"{name} {at} number {text.passage(at)}" for at in found.numbers_uncovered]
    terminal.out.print(table)
    for line in missing if stretches else ():
        terminal.out.print(line, markup=False)


def schema(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder to write to; default: data/schema.")
    ] = None,
) -> None:
    """Write the JSON Schemas of the fact files and the registry."""
    target = folder or assets.folder("data") / "schema"
    target.mkdir(parents=True, exist_ok=True)
    for name, text in schemas.schemas(Sources.of(Settings()).ontology).items():
        (target / name).write_text(text, "utf-8")
        terminal.err.print(str(target / name))


def _corpus(settings: Settings) -> Path:
    if settings.corpus is None:
        raise CorpusError(
            "corpus-unset",
            zh="没有指定语料文件夹。",
            en="No folder of texts is given.",
            mend_zh="请用 --corpus 或设置 KG_CORPUS。",
            mend_en="Give --corpus, or set KG_CORPUS.",
        )
    return settings.corpus
