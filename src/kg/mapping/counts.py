"""The statistics of the dataset (VoID, section 4), true of the dataset that holds them.

They count themselves too. That settles because nothing they say changes a count but their own
number: partitions have no rdf:type, and which properties they use is known beforehand. So they are
written once to be counted, and once more with the true numbers.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.mapping.dataset import DATASET
from kg.mapping.terms import literal
from kg.vocab import BASE, PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

THE_DATASET = NamedNode(f"{BASE}dataset")
URI_SPACE = f"{BASE}id/"

_OWN = frozenset(
    term(f"void:{name}").value
    for name in (
        *("triples", "entities", "classes", "properties", "distinctSubjects"),
        *("classPartition", "class", "propertyPartition", "property", "subset", "vocabulary"),
    )
)
"""The properties that the counts themselves use, beside that of the number of objects."""
_BY_GRAPH = "SELECT ?key (COUNT(*) AS ?n) { GRAPH ?key { ?s ?p ?o } } GROUP BY ?key"
_BY_CLASS = "SELECT ?key (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?key } } GROUP BY ?key"
_BY_PROPERTY = "SELECT ?key (COUNT(*) AS ?n) { GRAPH ?g { ?s ?key ?o } } GROUP BY ?key"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
_ENTITIES = f"""SELECT (COUNT(*) AS ?n) {{
  {{ SELECT DISTINCT ?s {{ GRAPH ?g {{ ?s ?p ?o }} }} }}
  FILTER (STRSTARTS(STR(?s), "{URI_SPACE}"))
}}"""
_NAMES = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


@dataclass(frozen=True, slots=True)
class _Counts:
    """Each triple stands in one graph only, so that sums over the graphs are true of the union."""

    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    subjects: int
    entities: int

    @classmethod
    def of(cls, store: Store) -> _Counts:
        """Count everything; what the counts will use is there, be it with nothing as yet."""
        return cls(
            {DATASET.value: 0, **_grouped(store, _BY_GRAPH)},
            _grouped(store, _BY_CLASS),
            {**dict.fromkeys(_OWN, 0), **_grouped(store, _BY_PROPERTY)},
            _number(store, _SUBJECTS),
            _number(store, _ENTITIES),
        )


def add_counts(store: Store) -> None:
    """Add to graph/dataset how much of everything the store holds, these counts included.

    Nothing may be added to or taken from the store afterwards.
    """
    if not _add(store, with_objects=True):
        _add(store, with_objects=False)


def _add(store: Store, *, with_objects: bool) -> bool:
    """Add the counts; return False, with nothing added, where the objects cannot be told."""
    placeholder = [_objects(0)] if with_objects else []
    store.extend(placeholder)
    draft = list(_statistics(_Counts.of(store)))
    store.extend(draft)
    final = list(_statistics(_Counts.of(store)))
    for quad in (*draft, *placeholder):
        store.remove(quad)
    store.extend(final)
    if with_objects:
        number = _settled(store)
        if number is None:
            for quad in final:
                store.remove(quad)
            return False
        store.add(_objects(number))
    return True


def _settled(store: Store) -> int | None:
    """Return how many objects there will be when that number is one of them, if that can be.

    It cannot where the number without itself is no object yet, and the next one is.
    """
    number = _number(store, _OBJECTS)
    for candidate, adds in ((number, False), (number + 1, True)):
        present = any(store.quads_for_pattern(None, None, literal(candidate), None))
        if present != adds:
            return candidate
    return None


def _objects(number: int) -> Quad:
    return _quad(THE_DATASET, "void:distinctObjects", number)


def _statistics(counts: _Counts) -> Iterator[Quad]:
    yield _quad(THE_DATASET, "void:triples", sum(counts.graphs.values()))
    yield _quad(THE_DATASET, "void:entities", counts.entities)
    yield _quad(THE_DATASET, "void:classes", len(counts.classes))
    yield _quad(THE_DATASET, "void:properties", len(counts.properties))
    yield _quad(THE_DATASET, "void:distinctSubjects", counts.subjects)
    for vocabulary in sorted({_vocabulary(iri) for iri in (*counts.classes, *counts.properties)}):
        yield _quad(THE_DATASET, "void:vocabulary", NamedNode(vocabulary))
    for graph, number in counts.graphs.items():
        yield _quad(THE_DATASET, "void:subset", NamedNode(graph))
        yield _quad(NamedNode(graph), "void:triples", number)
    for iri, number in counts.classes.items():
        partition = NamedNode(f"{THE_DATASET.value}#class-{_local(iri)}")
        yield _quad(THE_DATASET, "void:classPartition", partition)
        yield _quad(partition, "void:class", NamedNode(iri))
        yield _quad(partition, "void:entities", number)
    for iri, number in counts.properties.items():
        partition = NamedNode(f"{THE_DATASET.value}#property-{_local(iri)}")
        yield _quad(THE_DATASET, "void:propertyPartition", partition)
        yield _quad(partition, "void:property", NamedNode(iri))
        yield _quad(partition, "void:triples", number)


def _vocabulary(iri: str) -> str:
    """Return the namespace of a term; of ours the ontology's own IRI."""
    if iri.startswith(PREFIXES["cdo"]):
        return PREFIXES["cdo"].removesuffix("#")
    return re.split(r"[^#/]*$", iri, maxsplit=1)[0]


def _local(iri: str) -> str:
    """Return a name for a term that can stand in a fragment: `dcterms-title`."""
    for prefix, namespace in _NAMES:
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"[A-Za-z0-9_-]+", local):
            return f"{prefix}-{local}"
    return hashlib.sha256(iri.encode()).hexdigest()[:16]


def _quad(subject: NamedNode, curie: str, value: NamedNode | int) -> Quad:
    held: NamedNode | Literal = literal(value) if isinstance(value, int) else value
    return Quad(subject, term(curie), held, DATASET)


def _grouped(store: Store, query: str) -> dict[str, int]:
    found = {row["key"].value: int(row["n"].value) for row in _rows(store, query)}
    return dict(sorted(found.items()))


def _number(store: Store, query: str) -> int:
    (row,) = _rows(store, query)
    return int(row["n"].value)


def _rows(store: Store, query: str) -> QuerySolutions:
    found = store.query(query)
    if not isinstance(found, QuerySolutions):
        raise TypeError("a count is a SELECT query")
    return found
