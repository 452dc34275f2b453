"""What the start page shows: how much there is, ways into it, and queries to run."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from kg.errors import Language
from kg.lookup.index import Index
from kg.names.index import NameIndex
from kg.queries import SavedQuery
from kg.store.snapshot import Manifest
from kg.vocab import BASE
from kg_api.pages.entity.parts import Linker, Parts
from kg_api.pages.entity.reading import Reading
from kg_api.texts.start import COUNTS, KINDS, TEXTS

PROPOSED = """\
PREFIX cdo: <https://w3id.org/county-kg/ontology#>

SELECT ?kind (COUNT(DISTINCT ?fact) AS ?facts)
WHERE {
  ?fact cdo:evidence ?passage ; a ?kind .
}
GROUP BY ?kind
ORDER BY DESC(?facts)
"""
"""The query that the form begins with."""
_EXAMPLES = 3
_ENTRIES = 4  # of each kind
_COUNTS_ANYTHING = f"{BASE}id/indicator/parts"
"""The number of parts of whatever is counted. It is linked the most and tells the least, so last."""
_START = "start"  # the tag of queries that the start page should prefer


@dataclass(frozen=True, slots=True)
class Example:
    """A saved query as the page shows it; the address is relative to the page."""

    title: str
    text: str
    href: str


def chosen(saved: Sequence[SavedQuery]) -> tuple[SavedQuery, ...]:
    """Return the queries for the start page: published ones, those tagged for it first."""
    published = [query for query in saved if query.publish]
    return tuple(sorted(published, key=lambda query: _START not in query.tags)[:_EXAMPLES])


def example(query: SavedQuery, language: Language) -> Example:
    """Return a saved query as the page shows it."""
    return Example(query.title[language], query.text, run(query))


def run(query: SavedQuery) -> str:
    """Return the address that runs a query for readers, relative to the start page."""
    return f"query?example={quote(query.name, safe='')}&run=1"


def counts(manifest: Manifest | None, language: Language) -> list[tuple[str, str]]:
    """Return number and label of each count, known ones in their order, then any others."""
    if manifest is None:
        return []
    names = sorted(
        manifest.counts, key=lambda name: (COUNTS.index(name) if name in COUNTS else 99, name)
    )
    texts = TEXTS[language]
    return [(f"{manifest.counts[name]:,}", texts.get(name, name)) for name in names]


@dataclass(frozen=True, slots=True)
class Door:
    """One of the ways in: the name of its address and of its words, and what its line counts."""

    name: str
    href: str
    figures: tuple[str, ...]


def doors(names: NameIndex, saved: Sequence[SavedQuery]) -> tuple[Door, ...]:
    """Return the four ways in with what is behind each."""
    counties = names.of_class("County")
    reported = sum(1 for each in counties if each.links)
    published = sum(1 for query in saved if query.publish)
    return (
        Door("counties", "counties", (f"{reported:,}", f"{len(counties):,}")),
        Door("honors", "honors", (f"{len(names.of_class('Honor')):,}",)),
        Door("indicators", "indicators", (f"{len(names.of_class('Indicator')):,}",)),
        Door("query", "query", (f"{published:,}",)),
    )


def since(index: Index) -> str | None:
    """Return the day of the oldest change (ISO 8601): since when there is a graph."""
    first = index.changes(1, 1)
    return first[0].at[:10] if first else None


@lru_cache(maxsize=8)
def entries(index: Index, language: Language, base: str) -> tuple[tuple[str, Parts], ...]:
    """Return links to the entries of each kind that most is said of; `base` as of `Linker`."""
    linker = Linker(Reading(()), language, base, "")
    found = ((kind, _named(index, kind, linker)) for kind in KINDS)
    return tuple((KINDS[kind][language], names[:_ENTRIES]) for kind, names in found if names)


def _named(index: Index, kind: str, linker: Linker) -> Parts:
    """Return links to those of a kind that have a name, the most linked first."""
    iris = [each.iri for each in index.most_linked(kind, 3 * _ENTRIES)]
    iris.sort(key=lambda iri: iri == _COUNTS_ANYTHING)
    linker.reading.add_labels(index, iris)
    things = (linker.thing(iri) for iri in iris)
    return tuple(thing for thing in things if thing.look is None)
