"""The dataset of `kg bench documents`: made up, in the project's shape, the same for one size.

It holds the ontology; counties with ten facts each, every fact with its evidence, in an article each; and a
province at which some enterprises of each county point, so many in a large dataset that it is the
entity that most others point at. Nothing in it is true, so every key begins with `bench-`.
"""

from __future__ import annotations

import random
import tempfile
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from kg import __version__, assets
from kg.lookup import indexer
from kg.lookup.schema import FILE
from kg.mapping.ontology import ontology_quads
from kg.store.publish import publish, sorted_nquads
from kg.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store.snapshot import Snapshot

FACTS = 10
"""Facts about each county: what points at it."""
ENTERPRISES = 43
"""Enterprises of each county, so that about a tenth as many point at the province as there are
quads."""
YEARS = (2019, 2020, 2021, 2022, 2023)
HUB = f"{BASE}id/division/bench-hub"
"""The province."""
_INDICATORS = 5
_HUB_FACTS = 100
_SEED = 371002
_CREATED = datetime(2024, 1, 1, tzinfo=UTC)
_CDO, _RDF, _RDFS, _XSD = (PREFIXES[name] for name in ("cdo", "rdf", "rdfs", "xsd"))
_OA, _SCHEMA, _TERMS, _QUDT = (PREFIXES[name] for name in ("oa", "schema", "dcterms", "qudt"))
_UNIT = f"<{BASE}id/unit/bench-yi-yuan>"
_ENTITIES, _DIVISIONS, _INFERRED = ("entities", "divisions", "inferred")

Part = tuple[str, str]
"""Property and object in N-Quads, the property without its brackets."""


def nquads(size: int) -> bytes:
    """Return N-Quads of at most `size` quads: whole counties, and what they all need."""
    return (_head() + "".join(_block(number) for number in range(counties(size)))).encode()


def published(root: Path, text: bytes) -> Snapshot:
    """Publish the dataset, given as N-Quads, with its resource index under this folder."""
    ordered = sorted_nquads(text)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / FILE
        indexer.write(index, ordered, now=_CREATED, before=None)
        files = {FILE: index.read_bytes()}
    return publish(root, ordered, report=b"", software=__version__, files=files, created=_CREATED)


def counties(size: int) -> int:
    """Return how many counties there are in a dataset of that size."""
    return max(0, size - _head().count("\n")) // _block(0).count("\n")


def county(number: int) -> str:
    """Return the IRI of a county, the first being 0."""
    return f"{BASE}id/division/bench-{number}"


def enterprise(number: int) -> str:
    """Return the IRI of an enterprise, the first being 0."""
    return f"{BASE}id/enterprise/bench-{number}"


@cache
def _head() -> str:
    """Return the ontology, what the facts refer to, and the province with facts of its own."""
    ontology = serialize(
        ontology_quads(assets.folder("ontology").glob("*.ttl")), format=RdfFormat.N_QUADS
    )
    shared = chain(
        _said(_UNIT, _named("亿元", "100 million yuan", f"{_QUDT}Unit"), _ENTITIES),
        _said(_UNIT, [(f"{_QUDT}symbol", '"亿元"')], _ENTITIES),
        *(_indicator(number) for number in range(_INDICATORS)),
        *(_year(year) for year in YEARS),
        _said(f"<{HUB}>", _named("测省", "Bench Province", f"{_CDO}Province"), _DIVISIONS),
        _facts("hub", HUB, _HUB_FACTS),
    )
    return (ontology or b"").decode() + "".join(shared)


def _indicator(number: int) -> Iterator[str]:
    name = _named(f"指标{number}", f"Bench Indicator {number}", f"{_CDO}Indicator")
    return _said(f"<{BASE}id/indicator/bench-{number}>", name, _ENTITIES)


def _year(year: int) -> Iterator[str]:
    parts = [
        *_named(f"{year}年", str(year), f"{_CDO}Period"),
        (f"{_CDO}beginDate", f'"{year}-01-01"^^<{_XSD}date>'),
        (f"{_CDO}endDate", f'"{year}-12-31"^^<{_XSD}date>'),
    ]
    return _said(_period(year), parts, _ENTITIES)


def _period(year: int) -> str:
    return f"<{BASE}id/period/bench-{year}>"


def _block(number: int) -> str:
    """Return a county with its facts and its enterprises."""
    own = [
        *_named(f"测县{number}", f"Bench County {number}", f"{_CDO}County"),
        (f"{PREFIXES['skos']}altLabel", f'"测{number}"@zh'),
        (f"{_CDO}divisionCode", f'"bench-{number}"'),
        (f"{_CDO}pinyin", f'"cè xiàn {number}"'),
        (f"{_CDO}longitude", f'"{90 + number % 40}.123443"^^<{_XSD}decimal>'),
        (f"{_CDO}latitude", f'"{20 + number % 30}.50199"^^<{_XSD}decimal>'),
        (f"{_CDO}validFrom", f'"1987"^^<{_XSD}gYear>'),
        (f"{_CDO}within", f"<{HUB}>"),
    ]
    inferred = [(f"{_CDO}locatedIn", f"<{HUB}>"), (f"{_CDO}partOf", f"<{HUB}>")]
    return "".join(
        chain(
            _said(f"<{county(number)}>", own, _DIVISIONS),
            _said(f"<{county(number)}>", inferred, _INFERRED),
            _facts(str(number), county(number), FACTS),
            *(_enterprise(ENTERPRISES * number + each) for each in range(ENTERPRISES)),
        )
    )


def _enterprise(number: int) -> Iterator[str]:
    name = _named(f"测企{number}", f"Bench Enterprise {number}", f"{_CDO}Enterprise")
    yield from _said(f"<{enterprise(number)}>", name, _ENTITIES)
    yield from _said(f"<{enterprise(number)}>", [(f"{_CDO}locatedIn", f"<{HUB}>")], _INFERRED)


def _facts(key: str, about: str, count: int) -> Iterator[str]:
    """Yield an article of one paragraph with so many facts about a division."""
    where = f"article/bench-{key}"
    article, paragraph = f"<{BASE}id/{where}>", f"<{BASE}id/paragraph/bench-{key}-1>"
    record = [
        (f"{_RDF}type", f"<{_CDO}Article>"),
        (f"{_TERMS}identifier", f'"bench-{key}"'),
        (f"{_SCHEMA}headline", f'"测文{key}"@zh'),
        (f"{_SCHEMA}datePublished", f'"2024"^^<{_XSD}gYear>'),
        (f"{_CDO}dateInferred", f'"true"^^<{_XSD}boolean>'),
    ]
    lines = [
        (f"{_RDF}type", f"<{_CDO}Paragraph>"),
        (f"{_CDO}number", _integer(1)),
        (f"{_CDO}characterCount", _integer(count * 50)),
        (f"{_CDO}inArticle", article),
    ]
    yield from _said(article, record, where)
    yield from _said(paragraph, lines, where)
    source = random.Random(f"{_SEED} {key}")  # noqa: S311 - the same each time is what is wanted
    for number in range(count):
        fact = f"<{BASE}id/fact/bench-{key}-{number + 1:03}>"
        start = number * 50
        passage = f"<{BASE}id/passage/bench-{key}-1-{start}-{start + 40}>"
        place = [
            (f"{_RDF}type", f"<{_CDO}Passage>"),
            (f"{_OA}start", _integer(start)),
            (f"{_OA}end", _integer(start + 40)),
            (f"{_CDO}inParagraph", paragraph),
        ]
        yield from _said(passage, place, where)
        yield from _observation(fact, f"<{about}>", number, source.randrange(100, 9000), where)
        yield from _said(fact, [(f"{_CDO}evidence", passage)], where)
        yield from _said(fact, [(f"{_CDO}statedIn", article)], _INFERRED)


def _observation(fact: str, about: str, number: int, value: int, where: str) -> Iterator[str]:
    year = YEARS[number % len(YEARS)]
    indicator = f"<{BASE}id/indicator/bench-{number % _INDICATORS}>"
    asserted = [
        (f"{_RDF}type", f"<{_CDO}Observation>"),
        (f"{_CDO}about", about),
        (f"{_CDO}indicator", indicator),
        (f"{_CDO}measure", f"<{_CDO}measure-level>"),
        (f"{_CDO}value", f'"{value}"^^<{_XSD}decimal>'),
        (f"{_CDO}unit", _UNIT),
        (f"{_CDO}valueText", f'"{value}亿元"'),
        (f"{_CDO}bound", f"<{_CDO}bound-exact>"),
        (f"{_CDO}period", _period(year)),
        (f"{_CDO}periodText", f'"{year}年"'),
    ]
    inferred = [
        (f"{_RDF}type", f"<{_CDO}Fact>"),
        (f"{_CDO}concerns", about),
        (f"{_CDO}concerns", indicator),
        (f"{_CDO}printed", f'"{value}亿元"'),
        (f"{_CDO}printed", f'"{year}年"'),
        (f"{_CDO}baseValue", f'"{value}00000000"^^<{_XSD}decimal>'),
    ]
    yield from _said(fact, asserted, where)
    yield from _said(fact, inferred, _INFERRED)


def _named(zh: str, en: str, kind: str) -> list[Part]:
    label = f"{_RDFS}label"
    return [(f"{_RDF}type", f"<{kind}>"), (label, f'"{zh}"@zh'), (label, f'"{en}"@en')]


def _integer(number: int) -> str:
    return f'"{number}"^^<{_XSD}integer>'


def _said(subject: str, parts: Iterable[Part], where: str) -> Iterator[str]:
    """Yield the quads of a subject in a graph of the project."""
    for prop, value in parts:
        yield f"{subject} <{prop}> {value} <{BASE}graph/{where}> .\n"
