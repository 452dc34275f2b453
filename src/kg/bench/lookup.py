"""`kg bench lookup`: the name index, beside a SPARQL regex and rapidfuzz over the same labels.

Everybody is asked the same texts in turn, kind by kind, in one process on one core. Times are of
the processor, so that what else the machine does counts little. Only the index is built in two
processes, so its time is what passes from beginning to end; what both worked is told beside it.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.bench import asked
from kg.bench.labels import Labels
from kg.names.gazetteer import Gazetteer
from kg.names.index import NameIndex
from kg.names.resolve import Resolver
from kg.names.search import Asked, Searcher
from kg.publication.names import write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pyoxigraph import Store

REGEX_GOAL, RAPIDFUZZ_GOAL = 50, 20
"""How many times as fast as a SPARQL regex, and as rapidfuzz, a search should be."""
RESOLVE_GOAL = 2000
"""Rows a second."""
SIZE_GOAL, BUILD_GOAL = 60, 15
"""MB of 10^6 bytes, and seconds, at 300,000 labels."""
_PEER_QUERIES = 5  # of each kind: a peer takes hundreds of milliseconds for one
_CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of search: milliseconds of each query, of the index and of its peers."""

    name: str
    ours: float
    regex: float
    rapidfuzz: float


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured.

    `build` are seconds that passed, `worked` the processor's in all processes of the build; `size`
    is in bytes, `resolve` in rows a second.
    """

    labels: int
    build: float
    worked: float
    size: int
    opening: float
    kinds: tuple[Kind, ...]
    resolve: float


def measure(size: int, step: Callable[[str], None]) -> Measured:
    """Measure everything; `step` is told what is done."""
    step(f"{size} labels")
    labels = Labels.make(size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.sqlite"
        step("the index")
        started, before = time.perf_counter(), _worked()
        write(path, labels.store)
        build, worked = time.perf_counter() - started, _worked() - before
        started = time.process_time()
        index = NameIndex(path)
        searcher = Searcher(index, Gazetteer(index))
        searcher.search(Asked("环翠區"))  # the tables of characters are read with the first name
        opening = time.process_time() - started
        kinds = tuple(_kinds(searcher, labels, asked.texts(labels), step))
        step("rows")
        rows = asked.rows(labels)
        resolver = Resolver(searcher)
        seconds = _seconds(lambda: [resolver.row(row) for row in rows])
        found = path.stat().st_size
        index.close()
    return Measured(len(labels.texts), build, worked, found, opening, kinds, len(rows) / seconds)


def _kinds(
    searcher: Searcher,
    labels: Labels,
    texts: Mapping[str, Sequence[str]],
    step: Callable[[str], None],
) -> list[Kind]:
    choices = labels.texts
    found = []
    for name, queries in texts.items():
        step(name)
        few = queries[:_PEER_QUERIES]
        found.append(
            Kind(
                name,
                _each(lambda text: searcher.search(Asked(text)), queries),
                _each(lambda text: _regex(labels.store, text), few),
                _each(lambda text: _rapidfuzz(choices, text), few),
            )
        )
    return found


def _regex(store: Store, text: str) -> int:
    """Look for a text as one does without an index; texts have no syntax of expressions in them."""
    query = (
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?entity ?label {"
        f' ?entity rdfs:label ?label FILTER(REGEX(?label, "{text}", "i")) }}'
    )
    rows = store.query(query, use_default_graph_as_union=True)
    return len(list(rows))  # type: ignore[arg-type]


def _rapidfuzz(choices: Sequence[str], text: str) -> int:
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    return len(process.extract(text, choices, scorer=fuzz.ratio, limit=_CANDIDATES))


def _each(call: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the milliseconds that a call takes on average."""
    return 1000 * _seconds(lambda: [call(text) for text in texts]) / len(texts)


def _seconds(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def _worked() -> float:
    """Return the processor's seconds of this process, and of those that it started and that ended."""
    return sum(os.times()[:4])
