"""The report: what refuses data, and that its triples are a sh:ValidationReport."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral

from kg.shacl.gate import read_report
from kg.shacl.path import Path
from kg.shacl.report import Finding, Report, Severity
from kg.vocab import term

BASE = "https://w3id.org/county-kg/report/article/a9"
FACT = NamedNode("https://w3id.org/county-kg/id/fact/a9-001")


def finding(severity: Severity = Severity.VIOLATION, path: Path | None = None) -> Finding:
    return Finding(
        focus_node=FACT,
        source_shape=NamedNode("https://w3id.org/county-kg/shapes#ValueUnit"),
        component=term("sh:MinCountConstraintComponent"),
        severity=severity,
        messages={"zh": "有数值而无单位", "en": "There is a value and no unit"},
        path=path or Path.of(term("cdo:unit").value),
        value=Literal("12", datatype=term("xsd:decimal")),
    )


def test_violation_refuses_and_warning_does_not() -> None:
    assert not Report((finding(),)).conforms
    assert Report((finding(Severity.WARNING),)).conforms
    assert Report().conforms


def test_any_result_makes_sh_conforms_false() -> None:
    """SHACL 1.0, section 3.1: conforms is true if and only if there is no result."""
    assert not Report((finding(Severity.WARNING),)).sh_conforms
    assert Report().sh_conforms


def test_severity_that_shacl_does_not_define_is_a_violation() -> None:
    assert Severity.of("https://example.org/Fatal") is Severity.VIOLATION
    assert Severity.of(term("sh:Info").value) is Severity.INFO


def test_turtle_is_a_validation_report_without_blank_nodes() -> None:
    inverse = Path.inverse(Path("sequence", parts=(Path.of("urn:a"), Path.of("urn:b"))))
    graph = Graph().parse(data=Report((finding(), finding(path=inverse))).to_turtle(BASE))
    assert (URIRef(BASE), RDF.type, SH.ValidationReport) in graph
    assert graph.value(URIRef(BASE), SH.conforms) == RdflibLiteral(lexical_or_value=False)
    assert len(set(graph.objects(URIRef(BASE), SH.result))) == 2
    assert [node for node in graph.all_nodes() if isinstance(node, BNode)] == []


def test_report_is_read_back_as_it_was_written() -> None:
    paths = [
        Path.of("urn:a"),
        Path.inverse(Path.of("urn:a")),
        Path("alternative", parts=(Path.of("urn:a"), Path.of("urn:b"))),
        Path("sequence", parts=(Path.of("urn:a"), Path("zero-or-more", parts=(Path.of("urn:b"),)))),
    ]
    written = Report(tuple(finding(path=path) for path in paths))
    graph = Graph().parse(data=written.to_turtle(BASE))
    read = read_report(graph, URIRef(BASE))
    assert sorted(map(str, read.findings)) == sorted(map(str, written.findings))


def test_reports_are_joined_in_order() -> None:
    first, second = Report((finding(),)), Report((finding(Severity.INFO),))
    assert Report.joined([first, second]).findings == (*first.findings, *second.findings)


@pytest.mark.parametrize(("language", "begin"), [("zh", "有数值"), ("en", "There is")])
def test_message_in_a_language(language: str, begin: str) -> None:
    assert finding().message(language).startswith(begin)  # type: ignore[arg-type]


def test_message_in_any_language_where_the_one_asked_for_is_missing() -> None:
    plain = Finding(FACT, FACT, term("sh:InConstraintComponent"), Severity.INFO, {"": "no tag"})
    assert plain.message("zh") == "no tag"
