"""What the store knows of its own graphs → graph/dataset: digests of their sources, reports.

The digest is what a build compares to know whether a graph must be made again. It stands in the
store itself, so that it changes in the same transaction as the graph that it speaks of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.mapping.terms import literal
from kg.vocab import BASE, RDF_TYPE, graph, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.shacl.report import Report

Statement = TypeVar("Statement", Quad, Triple)

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


def reports_of(statements: Iterable[Statement], names: Iterable[NamedNode]) -> Iterator[Statement]:
    """Yield of graph/dataset what belongs to the reports of some graphs."""
    iris = {report_iri(name) for name in names}
    return with_paths(statements, lambda iri: iri.partition("#")[0] in iris)


def all_reports(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield of graph/dataset what belongs to any report."""
    return with_paths(statements, lambda iri: iri.startswith(_REPORTS))


def with_paths(
    statements: Iterable[Statement], is_wanted: Callable[[str], bool]
) -> Iterator[Statement]:
    """Yield what is said of the wanted subjects, and of the property paths that they name."""
    paths: dict[str, list[Statement]] = {}
    todo = []
    for each in statements:
        if isinstance(each.subject, NamedNode):
            if each.subject.value.startswith(_PATHS):
                paths.setdefault(each.subject.value, []).append(each)
            elif is_wanted(each.subject.value):
                todo.append(each)
    while todo:
        yield from todo
        values = [each.object.value for each in todo if isinstance(each.object, NamedNode)]
        # taken out: a path that two results name is told once
        todo = [each for value in values for each in paths.pop(value, ())]
