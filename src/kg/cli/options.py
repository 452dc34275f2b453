"""The options that several commands share; each stands for a setting of the same name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from kg.settings import Settings

Data = Annotated[Path | None, typer.Option("--data", help="Folder of the facts. [setting KG_DATA]")]
Store = Annotated[
    Path | None, typer.Option("--store", help="Folder of the store. [setting KG_STORE]")
]
Corpus = Annotated[
    Path | None, typer.Option("--corpus", help="Folder of the texts. [setting KG_CORPUS]")
]


def settings(**given: object) -> Settings:
    """Return the settings, with the options that were given in their place.

    Raises typer.BadParameter (exit code 2) where a setting or an option has no such value.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        faults = (f"{item['loc'][0]}: {item['msg']}" for item in error.errors())
        raise typer.BadParameter("; ".join(faults)) from error
