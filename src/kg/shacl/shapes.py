"""Read shapes files: Turtle, one file a theme, several files a set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import ShapesError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def files(folder: Path) -> list[Path]:
    """Return the shapes files of a set, in the order of their names."""
    return sorted(folder.glob("*.ttl"))


def read(paths: Iterable[Path]) -> Iterator[Quad]:
    """Yield the triples of Turtle files; blank nodes of two files never meet.

    Raises ShapesError `shapes-unreadable`, with file and line.
    """
    for path in paths:
        try:
            yield from parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
        except (OSError, SyntaxError) as error:
            raise ShapesError(
                "shapes-unreadable",
                zh=f"读不了该图谱文件:{error}。",
                en=f"The file cannot be read: {error}.",
                mend_zh="请把它改成合法的 Turtle。",
                mend_en="Make it valid Turtle.",
                file=str(path),
                line=getattr(error, "lineno", None),
            ) from error
