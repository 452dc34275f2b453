"""graph/dataset: what is written there of digests and reports is read again."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.mapping.dataset import (
    DATASET,
    digest_quads,
    digests,
    report_iri,
    report_quads,
    reports_of,
)
from kg.shacl.report import Finding, Report, Severity
from kg.vocab import BASE, PREFIXES, entity, graph, term

A1, A11 = graph("article/a1"), graph("article/a11")
FINDING = Finding(
    entity("fact", "a1-001"),
    NamedNode(f"{BASE}shapes#Some"),
    term("sh:MinCountConstraintComponent"),
    Severity.WARNING,
    {"zh": "欠缺", "en": "missing"},
)


def test_digests_are_read_as_they_were_written() -> None:
    given = {A1: "0" * 64, graph("entities"): "f" * 64}
    quads = list(digest_quads(given))
    assert {quad.graph_name for quad in quads} == {DATASET}
    assert digests(quads) == given


def test_what_else_the_graph_holds_is_no_digest() -> None:
    digest = NamedNode(f"{PREFIXES['schema']}sha256")
    assert digests(report_quads(A1, Report((FINDING,)))) == {}
    assert digests([Quad(A1, digest, NamedNode("http://e/x"), DATASET)]) == {}


@pytest.mark.parametrize(("name", "path"), [("article/a1", "article/a1"), ("entities", "entities")])
def test_a_report_has_an_iri_that_tells_its_graph(name: str, path: str) -> None:
    assert report_iri(graph(name)) == f"{BASE}report/{path}"


def test_a_report_says_of_which_graph_it_is_and_whether_it_conforms() -> None:
    for report, conforms in ((Report(), "true"), (Report((FINDING,)), "false")):
        found = {
            (quad.predicate, quad.object)
            for quad in report_quads(A1, report)
            if quad.subject == NamedNode(report_iri(A1))
        }
        assert (term("schema:about"), A1) in found
        assert (
            term("sh:conforms"),
            Literal(conforms, datatype=term("xsd:boolean")),
        ) in found


def test_the_reports_of_some_graphs_are_found_whole_and_alone() -> None:
    """article/a1 is no prefix of article/a11."""
    report = Report((FINDING, FINDING))
    one, other = list(report_quads(A1, report)), list(report_quads(A11, report))
    quads = [*one, *other, *digest_quads({A1: "0" * 64})]
    assert set(reports_of(quads, [A1])) == set(one)
    assert set(reports_of(quads, [A1, A11])) == {*one, *other}
    assert set(reports_of(quads, [])) == set()
