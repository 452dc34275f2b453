"""Write the generated parts of docs/*.md, and the examples of the pages, again: `make docs`.

Each part stands between `<!-- generated: NAME -->` and `<!-- end -->`; `docs/parts` makes them. A
test makes them too and compares, so that the docs cannot say what the code, the ontology and the
data do not.
"""

from __future__ import annotations

import re
import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from parts import reference
from parts.examples import EXAMPLES, Examples
from parts.ontology import Ontology

import kg_api
from kg import build as building
from kg.build.sources import Sources
from kg.ontology.diagrams import DIAGRAMS
from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyoxigraph as ox

DOCS = Path(__file__).parent
EXAMPLE_FACTS = Path(kg_api.__file__).parent / "example_facts.json"
"""The examples of the ontology's page."""
BEGIN = re.compile(r"<!-- generated: ([a-z-]+) -->\n")
END = "<!-- end -->"
_PART = re.compile(rf"({BEGIN.pattern})(.*?)({re.escape(END)})", re.DOTALL)


def all_parts(store: Callable[[], ox.Store]) -> Mapping[str, Callable[[], str]]:
    """Return the name of each part and what makes it; `store` gives the graph of all data."""
    ontology, examples = Ontology(), Examples(store)
    return {
        **{f"diagram-{name}": partial(ontology.diagram, name) for name in DIAGRAMS},
        "codes": ontology.codes,
        "inferred": ontology.inferred,
        "anywhere": ontology.anywhere,
        "evidence": examples.evidence,
        "consequences": examples.consequences,
        "prefixes": examples.prefixes,
        **{f"example-{kind.lower()}": partial(examples.example, kind) for kind in EXAMPLES},
        "commands": reference.commands,
        "settings": reference.settings,
        "paths": reference.paths,
        "formats": reference.formats,
        "errors": reference.errors,
    }


def pages() -> list[Path]:
    """Return the pages that may have generated parts."""
    return sorted(DOCS.glob("*.md"))


def regenerated(text: str, parts: Mapping[str, Callable[[], str]]) -> str:
    """Return a page with its parts made again; ValueError where a part is unknown or not ended."""
    names = BEGIN.findall(text)
    if unknown := set(names) - set(parts):
        raise ValueError(f"no such parts: {', '.join(sorted(unknown))}")
    if len(names) != text.count(END) or len(names) != len(_PART.findall(text)):
        raise ValueError(f"a part does not end with {END}")
    return _PART.sub(lambda part: f"{part[1]}{parts[part[2]]().strip()}\n{part[4]}", text)


def _page(path: Path, parts: Mapping[str, Callable[[], str]]) -> str:
    return regenerated(path.read_text(encoding="utf-8"), parts)


@cache
def graph() -> ox.Store:
    """Return the graph of all data, made in memory, without the texts."""
    made = building.prepare(Sources.of(Settings(corpus=None)), {}, lambda _: ())
    made.require()
    return made.store


def main(*, check: bool = False) -> None:
    """Write every page again; with --check only say which ones would change, and exit 1."""
    parts = all_parts(graph)
    changed = []
    made = {page: partial(_page, page, parts) for page in pages()}
    made[EXAMPLE_FACTS] = Examples(graph).published
    for path, make in made.items():
        new = make()
        if not path.exists() or path.read_text(encoding="utf-8") != new:
            changed.append(path.name)
            if not check:
                path.write_text(new, encoding="utf-8")
    sys.stdout.write("".join(f"{name}\n" for name in changed))
    if check and changed:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
