"""The description of the service (SPARQL 1.1 Service Description), as RDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from kg.engine.base import GRAPH_FORMATS
from kg_api.graphs import Graphs

INPUT_FORMATS = GRAPH_FORMATS[:4]
"""The formats of documents for one graph: those of GRAPH_FORMATS without graph names."""

_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
)
_INPUT_FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
_SPARQL12 = ("https://www.w3.org/TR/sparql12-query/", "https://www.w3.org/TR/sparql12-update/")
_PREFIXES = {"sd": _SD, "void": _VOID, "formats": _FORMATS}

Object = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Service:
    """What there is to describe. `endpoint` is the address of the queries."""

    endpoint: str
    union: bool
    writable: bool
    quads: int
    graphs: Graphs


@lru_cache(maxsize=16)
def write(service: Service, media_type: str) -> bytes:
    """Return the description in one of GRAPH_FORMATS."""
    file_format = ox.RdfFormat.from_media_type(media_type)
    assert file_format is not None  # noqa: S101 - one of ours
    written = ox.serialize(_triples(service), format=file_format, prefixes=_PREFIXES)
    assert written is not None  # noqa: S101 - no output was given
    return written


def _triples(service: Service) -> Iterator[ox.Triple]:
    node = ox.NamedNode(service.endpoint)
    dataset, default = ox.BlankNode("dataset"), ox.BlankNode("default")
    yield _typed(node, _SD + "Service")
    yield ox.Triple(node, _sd("endpoint"), node)
    for name, value in _properties(service):
        yield ox.Triple(node, _sd(name), ox.NamedNode(value))
    yield ox.Triple(node, _sd("defaultDataset"), dataset)
    yield _typed(dataset, _SD + "Dataset")
    yield _typed(dataset, _VOID + "Dataset")
    yield _count(dataset, service.quads)
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield from _graph(default, _default_size(service))
    for number, (iri, triples) in enumerate(service.graphs):
        named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield _typed(named, _SD + "NamedGraph")
        yield ox.Triple(named, _sd("name"), ox.NamedNode(iri))
        yield ox.Triple(named, _sd("graph"), graph)
        yield from _graph(graph, triples)


def _properties(service: Service) -> Iterator[tuple[str, str]]:
    yield "supportedLanguage", _SD + "SPARQL11Query"
    # The recommendation has no name for SPARQL 1.2; the language's own address stands for it.
    yield "languageExtension", _SPARQL12[0]
    if service.writable:
        yield "supportedLanguage", _SD + "SPARQL11Update"
        yield "languageExtension", _SPARQL12[1]
        yield "feature", _SD + "EmptyGraphs"
        for name in _INPUT_FORMATS:
            yield "inputFormat", _FORMATS + name
    if service.union:
        yield "feature", _SD + "UnionDefaultGraph"
    yield "defaultEntailmentRegime", "http://www.w3.org/ns/entailment/Simple"
    for name in _RESULT_FORMATS:
        yield "resultFormat", _FORMATS + name


def _default_size(service: Service) -> int:
    named = sum(triples for _, triples in service.graphs)
    # Each triple stands in one graph, so the union is as large as all of them together.
    return named if service.union else max(0, service.quads - named)


def _graph(node: ox.BlankNode, triples: int) -> Iterator[ox.Triple]:
    yield _typed(node, _SD + "Graph")
    yield _typed(node, _VOID + "Dataset")
    yield _count(node, triples)


def _count(node: ox.BlankNode, triples: int) -> ox.Triple:
    return ox.Triple(node, ox.NamedNode(_VOID + "triples"), ox.Literal(triples))


def _typed(node: ox.NamedNode | ox.BlankNode, kind: str) -> ox.Triple:
    return ox.Triple(node, _RDF_TYPE, ox.NamedNode(kind))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
