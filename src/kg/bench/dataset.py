"""The dataset of `kg bench serve`: made up, of the project's shape, the same for the same size.

Figures of counties by year and indicator, each a fact of eight quads, the graphs by year. Nothing
in it is true, so its entities have IRIs of their own (`{base}bench/…`).
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from kg import __version__
from kg.store.publish import publish
from kg.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store.snapshot import Snapshot

COUNTIES = 2845
"""As many as there are in China."""
INDICATORS = 4
QUADS_A_FACT = 8
FIRST_YEAR = 1980
HOME = f"{BASE}bench/"
_SEED = 371002
_CDO, _XSD = PREFIXES["cdo"], PREFIXES["xsd"]


def nquads(size: int) -> bytes:
    """Return N-Quads of `size` quads, rounded down to whole facts."""
    return "".join(_facts(size // QUADS_A_FACT)).encode()


def published(root: Path, size: int) -> Snapshot:
    """Publish the dataset of that size as a snapshot under this folder."""
    return publish(root, nquads(size), report=b"", software=__version__)


def _facts(count: int) -> Iterator[str]:
    source = random.Random(_SEED)  # noqa: S311 - the same each time is what is wanted
    for number in range(count):
        rest, indicator = divmod(number, INDICATORS)
        year, county = divmod(rest, COUNTIES)
        yield _fact(number, indicator, FIRST_YEAR + year, county, source.randrange(100, 200_000))


def _fact(number: int, indicator: int, year: int, county: int, value: int) -> str:
    about = (
        f"<{PREFIXES['rdf']}type> <{_CDO}Observation>",
        f"<{_CDO}about> <{HOME}county/{county}>",
        f"<{_CDO}indicator> <{HOME}indicator/{indicator}>",
        f"<{_CDO}measure> <{_CDO}measure-level>",
        f'<{_CDO}value> "{value}"^^<{_XSD}integer>',
        f"<{_CDO}unit> <{HOME}unit/million-yuan>",
        f'<{_CDO}valueText> "{value}百万元"',
        f"<{_CDO}period> <{BASE}id/period/{year}>",
    )
    return "".join(f"<{HOME}fact/{number}> {each} <{HOME}graph/{year}> .\n" for each in about)
