"""What the store knows of its own graphs → graph/dataset: digests of their sources, reports.

The digest is what a build compares to know whether a graph must be made again. It stands in the
store itself, so that it changes in the same transaction as the graph that it speaks of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.mapping.terms import literal
from kg.vocab import BASE, RDF_TYPE, graph, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.shacl.report import Report

DATASET = graph("dataset")
_DIGEST = term("schema:sha256")
_ABOUT = term("schema:about")
_GRAPHS = f"{BASE}graph/"
_REPORTS = f"{BASE}report/"
_PATHS = f"{BASE}.well-known/genid/"


def report_iri(name: NamedNode) -> str:
    """Return the IRI of the validation report of a graph: `{base}report/article/a1`."""
    return f"{BASE}report/{name.value.removeprefix(f'{BASE}graph/')}"


def digests(quads: Iterable[Quad]) -> dict[NamedNode, str]:
    """Read the digest of each graph's source from the quads of graph/dataset."""
    return {
        quad.subject: quad.object.value
        for quad in quads
        if quad.predicate == _DIGEST
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(_GRAPHS)
        and isinstance(quad.object, Literal)
    }


def digest_quads(found: Mapping[NamedNode, str]) -> Iterator[Quad]:
    """Yield the digest of each graph's source."""
    for name, digest in found.items():
        yield Quad(name, RDF_TYPE, term("prov:Entity"), DATASET)
        yield Quad(name, _DIGEST, literal(digest), DATASET)


def report_quads(name: NamedNode, report: Report) -> Iterator[Quad]:
    """Yield the validation report of one graph."""
    iri = report_iri(name)
    yield Quad(NamedNode(iri), _ABOUT, name, DATASET)
    for triple in report.to_triples(iri):
        yield Quad(triple.subject, triple.predicate, triple.object, DATASET)


def reports_of(quads: Iterable[Quad], names: Iterable[NamedNode]) -> Iterator[Quad]:
    """Yield of graph/dataset what belongs to the reports of some graphs."""
    iris = {report_iri(name) for name in names}
    yield from _reports(quads, lambda iri: iri.partition("#")[0] in iris)


def all_reports(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield of graph/dataset what belongs to any report."""
    yield from _reports(quads, lambda iri: iri.startswith(_REPORTS))


def _reports(quads: Iterable[Quad], is_wanted: Callable[[str], bool]) -> Iterator[Quad]:
    """Yield what is said of the wanted nodes, and of the property paths that they name."""
    found = [quad for quad in quads if isinstance(quad.subject, NamedNode)]
    paths: dict[str, list[Quad]] = {}
    for quad in found:
        if quad.subject.value.startswith(_PATHS):
            paths.setdefault(quad.subject.value, []).append(quad)
    todo = [quad for quad in found if is_wanted(quad.subject.value)]
    while todo:
        yield from todo
        values = (quad.object.value for quad in todo if isinstance(quad.object, NamedNode))
        # taken out: a path that two results name is told once
        todo = [quad for value in values for quad in paths.pop(value, ())]
