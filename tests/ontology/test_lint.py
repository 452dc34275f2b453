"""The shapes that lint the ontology: the ontology passes, and each shape is seen to bite.

Each shape has a passing and a failing example in lint/. The failing one has exactly one result, so
that it fails for the reason it is meant to fail for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from rdflib.term import Node

HERE = Path(__file__).resolve().parent
SHAPES = sorted((HERE.parents[1] / "shapes" / "ontology").glob("*.ttl"))
EXAMPLES = HERE / "lint"
CDSH = Namespace("https://w3id.org/county-kg/shapes#")
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)


def read_shapes() -> Graph:
    graph = Graph()
    for path in SHAPES:
        graph.parse(path)
    return graph


def with_target(shapes: Graph) -> list[str]:
    """Return the local names of the shapes that have a target; the rest are parts of these."""
    found = {str(shape) for target in TARGETS for shape in shapes.subjects(target)}
    return sorted(shape.removeprefix(str(CDSH)) for shape in found)


NAMES = with_target(read_shapes())


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return read_shapes()


def results(data: Graph, shapes: Graph) -> list[tuple[Node | None, Node | None]]:
    """Validate and return source shape and severity of each result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    found = report.objects(None, SH.result)
    return [
        (report.value(each, SH.sourceShape), report.value(each, SH.resultSeverity))
        for each in found
    ]


def focus_nodes(data: Graph, shapes: Graph, shape: URIRef) -> set[Node]:
    """Return the nodes that the shape looks at."""
    by_class = {
        node
        for target in shapes.objects(shape, SH.targetClass)
        for node in data.subjects(RDF.type, target)
    }
    by_property = {
        node
        for target in shapes.objects(shape, SH.targetSubjectsOf)
        if isinstance(target, URIRef)
        for node in data.subjects(target)
    }
    return by_class | by_property


def test_ontology_passes(ontology: Graph, shapes: Graph) -> None:
    copy = ontology + Graph()  # pySHACL may add to what it validates
    assert results(copy, shapes) == []


@pytest.mark.parametrize("name", NAMES)
def test_passing_example_passes(name: str, shapes: Graph) -> None:
    data = Graph().parse(EXAMPLES / f"{name}.pass.ttl")
    assert focus_nodes(data, shapes, CDSH[name])
    assert results(data, shapes) == []


@pytest.mark.parametrize("name", NAMES)
def test_failing_example_fails_for_one_reason(name: str, shapes: Graph) -> None:
    data = Graph().parse(EXAMPLES / f"{name}.fail.ttl")
    severity = shapes.value(CDSH[name], SH.severity)
    assert results(data, shapes) == [(CDSH[name], severity)]


def test_every_example_belongs_to_a_shape() -> None:
    expected = {f"{name}.{kind}.ttl" for name in NAMES for kind in ("pass", "fail")}
    assert {path.name for path in EXAMPLES.iterdir()} == expected


@pytest.mark.parametrize("name", NAMES)
def test_shape_speaks_both_languages_and_has_a_severity(name: str, shapes: Graph) -> None:
    messages = [m for m in shapes.objects(CDSH[name], SH.message) if isinstance(m, Literal)]
    assert sorted(str(message.language) for message in messages) == ["en", "zh"]
    assert shapes.value(CDSH[name], SH.severity) in {SH.Violation, SH.Warning, SH.Info}


def test_every_shape_has_an_iri(shapes: Graph) -> None:
    nodes = {*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(SH.path)}
    assert nodes
    assert [node for node in nodes if not isinstance(node, URIRef) or node not in CDSH] == []
