"""The gate: pySHACL over one graph, before it may enter the store.

pySHACL and rdflib are imported inside functions: they cost 0.3 s, which a build that changed
nothing need not pay. Shapes may carry sh:sparql, but none may call out (`SERVICE`): pySHACL would
follow it. The project's shapes hold to that (a test reads them), so never hand the gate shapes
of a stranger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, serialize

from kg.shacl import shapes as shapes_files
from kg.shacl.path import ALTERNATIVE, UNARY, Operator, Path
from kg.shacl.report import Finding, Report, Severity
from kg.vocab import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path as FilePath

    import rdflib
    from rdflib.term import Node

    from kg.shacl.report import Term

_SH = PREFIXES["sh"]
_OPERATORS: Mapping[str, Operator] = {iri.value: operator for operator, iri in UNARY.items()}
_VOCABULARY = (term("rdfs:subClassOf").value, term("skos:inScheme").value)


class Gate:
    """One set of shapes and the ontology, loaded once; validates one graph after another."""

    def __init__(self, shapes: Iterable[FilePath], ontology: Iterable[FilePath]) -> None:
        """Read the shapes files and the ontology's files (Turtle).

        Of the ontology, the class tree and the code lists' membership join each data graph:
        without them SHACL passes instances of subclasses unseen. (pySHACL's own `ont_graph`
        leaves skos:inScheme out.) Raises ShapesError where a file cannot be read.
        """
        self._shapes = _graph(shapes)
        self._vocabulary = [triple for triple in _graph(ontology) if str(triple[1]) in _VOCABULARY]

    def validate(self, data: rdflib.Graph | bytes) -> Report:
        """Validate one graph, given as an rdflib graph (left as it is) or as N-Triples."""
        import rdflib  # noqa: PLC0415

        graph = rdflib.Graph(bind_namespaces="none")
        if isinstance(data, bytes):
            graph.parse(data=data, format="nt")
        else:
            for triple in data:
                graph.add(triple)
        for triple in self._vocabulary:
            graph.add(triple)
        return validate_graph(graph, self._shapes)


def validate_graph(data: rdflib.Graph, shapes: rdflib.Graph) -> Report:
    """Validate a data graph against a shapes graph (SHACL Core and SHACL-SPARQL).

    The data graph is taken as it is: no inference, no ontology added. Raises
    pyshacl.errors.ReportableRuntimeError (ShapeLoadError, ValidationFailure …) where the shapes
    are ill-formed or ask for what SHACL does not allow.
    """
    import pyshacl  # noqa: PLC0415

    _, results, _text = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if isinstance(results, Exception):
        raise results
    return read_report(results)


def read_report(graph: rdflib.Graph, report: Node | None = None) -> Report:
    """Read a sh:ValidationReport from a graph: the one of this node, or the only one there is."""
    from rdflib import URIRef  # noqa: PLC0415

    # sh:result only: a sh:node constraint hangs further results below its own by sh:detail
    nodes = graph.objects(report, URIRef(_SH + "result"))
    found = [_finding(graph, node) for node in nodes]
    return Report(tuple(sorted(found, key=lambda each: (str(each.focus_node), str(each)))))


def _graph(paths: Iterable[FilePath]) -> rdflib.Graph:
    import rdflib  # noqa: PLC0415

    triples = (quad.triple for quad in shapes_files.read(paths))
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return graph


def _finding(results: rdflib.Graph, node: Node) -> Finding:
    from rdflib import URIRef  # noqa: PLC0415

    def one(name: str) -> Node | None:
        return results.value(node, URIRef(_SH + name))

    path, value = one("resultPath"), one("value")
    return Finding(
        focus_node=_term(one("focusNode")),
        source_shape=_term(one("sourceShape")),
        component=NamedNode(str(one("sourceConstraintComponent"))),
        severity=Severity.of(str(one("resultSeverity"))),
        messages={
            getattr(message, "language", None) or "": str(message)
            for message in results.objects(node, URIRef(_SH + "resultMessage"))
        },
        path=None if path is None else _path(results, path),
        value=None if value is None else _term(value),
    )


def _term(node: Node | None) -> Term:
    from rdflib import BNode, URIRef  # noqa: PLC0415
    from rdflib import Literal as RdflibLiteral  # noqa: PLC0415

    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if isinstance(node, BNode):
        return BlankNode(str(node))
    if not isinstance(node, RdflibLiteral):
        raise TypeError(f"{node!r} is no RDF term of a validation result")
    if node.language:
        return Literal(str(node), language=node.language)
    if node.datatype:
        return Literal(str(node), datatype=NamedNode(str(node.datatype)))
    return Literal(str(node))


def _path(graph: rdflib.Graph, node: Node) -> Path:
    from rdflib import RDF, URIRef  # noqa: PLC0415

    # structure first: in a report without blank nodes a path's nodes have IRIs too
    if (node, RDF.first, None) in graph:
        return Path("sequence", parts=_paths(graph, node))
    for predicate, operand in graph.predicate_objects(node):
        if str(predicate) == ALTERNATIVE.value:
            return Path("alternative", parts=_paths(graph, operand))
        if str(predicate) in _OPERATORS:
            return Path(_OPERATORS[str(predicate)], parts=(_path(graph, operand),))
    if isinstance(node, URIRef):
        return Path.of(str(node))
    raise ValueError(f"{node!r} is no property path")


def _paths(graph: rdflib.Graph, head: Node) -> tuple[Path, ...]:
    from rdflib.collection import Collection  # noqa: PLC0415

    return tuple(_path(graph, member) for member in Collection(graph, head))
