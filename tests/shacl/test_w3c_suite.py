"""The W3C's tests of SHACL Core and SHACL-SPARQL, through the gate's validation function.

Compared are sh:conforms and, of every result, focus node, path, value, component and severity
(https://w3c.github.io/data-shapes/data-shapes-test-suite/).
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, SH, Graph, Namespace, URIRef

from kg.shacl.gate import read_report, validate_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from kg.shacl.report import Report

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SUITES = os.environ.get("KG_SUITES")
KNOWN = {
    "core/property/uniqueLang-002": 'rdflib reads "1"^^xsd:boolean as true, which switches '
    "sh:uniqueLang on; SHACL wants the lexical form true",
    "sparql/pre-binding/shapesGraph-001": "pySHACL does not bind $shapesGraph (an optional part "
    "of SHACL-SPARQL); no rule of ours uses it",
}
"""Test → why it fails. One that passes all the same is an error (xfail_strict)."""


class Case(NamedTuple):
    """One entry of a manifest: the file, its graph and the entry's node."""

    file: Path
    graph: Graph
    entry: Node


def read(path: Path) -> Graph:
    return Graph().parse(path, format="turtle", publicID=path.as_uri())


def cases(manifest: Path) -> Iterator[Case]:
    """Yield the entries of a manifest and of those that it includes."""
    graph = read(manifest)
    for node in graph.subjects(RDF.type, MF.Manifest):
        for included in sorted(graph.objects(node, MF.include)):
            yield from cases(manifest.parent / str(included).rpartition(f"{manifest.parent}/")[2])
        for entries in graph.objects(node, MF.entries):
            yield from (Case(manifest, graph, entry) for entry in graph.items(entries))


def parameters() -> Iterator[object]:
    if not SUITES:
        skip = pytest.mark.skip(reason="KG_SUITES is not set: no suites to run")
        yield pytest.param(None, marks=skip, id="none")
        return
    root = Path(SUITES) / "suites" / "shacl" / "tests"
    for case in cases(root / "manifest.ttl"):
        name = str(case.file.relative_to(root).with_suffix(""))
        known = [pytest.mark.xfail(reason=KNOWN[name])] if name in KNOWN else []
        yield pytest.param(case, marks=known, id=name)


def graph_of(case: Case, role: URIRef) -> Graph:
    action = case.graph.value(case.entry, MF.action)
    assert action is not None
    path = Path(str(case.graph.value(action, role)).removeprefix("file://"))
    return case.graph if path == case.file else read(path)


def compared(report: Report) -> Counter[tuple[object, ...]]:
    return Counter(
        (each.focus_node, each.path, each.value, each.component, each.severity)
        for each in report.findings
    )


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@pytest.mark.parametrize("case", list(parameters()))
def test_w3c(case: Case) -> None:
    data, shapes = graph_of(case, SHT.dataGraph), graph_of(case, SHT.shapesGraph)
    expected = case.graph.value(case.entry, MF.result)
    if expected == SHT.Failure:
        with pytest.raises(ReportableRuntimeError):
            validate_graph(data, shapes)
        return
    report = validate_graph(data, shapes)
    assert compared(report) == compared(read_report(case.graph, expected))
    conforms = case.graph.value(expected, SH.conforms)
    assert report.sh_conforms is (str(conforms) == "true")


def test_known_failures_are_tests_of_the_suite(suites: Path) -> None:
    root = suites / "suites" / "shacl" / "tests"
    assert [name for name in KNOWN if not (root / f"{name}.ttl").is_file()] == []
