"""Store-wide rules: how they are read, and how their rows become findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg import assets
from kg.errors import ShapesError
from kg.shacl import shapes, storewide
from kg.shacl.report import Severity

if TYPE_CHECKING:
    from pathlib import Path

A, P, B = NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:b")
G, H = NamedNode("urn:g"), NamedNode("urn:h")
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/> .
ex:prefixes sh:declare ex:u .
ex:u sh:prefix "u" ; sh:namespace "urn:"^^xsd:anyURI .
"""


def rule(tmp_path: Path, select: str, more: str = 'sh:message "{?value} of {$this}"@en ;') -> Path:
    path = tmp_path / "rule.ttl"
    shape = f"ex:Rule a sh:NodeShape ; {more} sh:sparql ex:query ."
    query = f'ex:query a sh:SPARQLConstraint ; sh:prefixes ex:prefixes ; sh:select """{select}""" .'
    path.write_text(f"{PREFIXES}\n{shape}\n{query}\n", encoding="utf-8")
    return path


@pytest.fixture
def store() -> Store:
    filled = Store()
    filled.extend([Quad(A, P, B, G), Quad(B, P, A, H)])
    return filled


def test_row_becomes_a_finding(store: Store, tmp_path: Path) -> None:
    select = "SELECT ?this ?path ?value { ?this ?path ?value . FILTER (?this = u:a) }"
    report = storewide.check(store, [rule(tmp_path, select)])
    (finding,) = report.findings
    assert (finding.focus_node, finding.value, str(finding.path)) == (A, B, "<urn:p>")
    assert finding.source_shape == NamedNode("https://example.org/Rule")
    assert finding.component == storewide.COMPONENT
    assert finding.message() == "urn:b of urn:a"
    assert not report.conforms


def test_default_graph_is_the_union(store: Store, tmp_path: Path) -> None:
    report = storewide.check(store, [rule(tmp_path, "SELECT ?this { ?this u:p/u:p ?any }")])
    assert [finding.focus_node for finding in report.findings] == [A, B]


def test_severity_of_the_shape_is_kept(store: Store, tmp_path: Path) -> None:
    more = 'sh:severity sh:Warning ; sh:message "advice"@en ;'
    report = storewide.check(store, [rule(tmp_path, "SELECT ?this { ?this u:p ?any }", more)])
    assert {finding.severity for finding in report.findings} == {Severity.WARNING}
    assert report.conforms


@pytest.mark.parametrize(
    ("select", "more", "word"),
    [
        ("SELECT ?this {", 'sh:message "m"@en ;', "no SPARQL"),
        ("ASK { ?this u:p ?any }", 'sh:message "m"@en ;', "SELECT"),
        ("SELECT ?this { ?this u:p ?any }", "", "sh:message"),
    ],
)
def test_broken_rule_is_named(
    store: Store, tmp_path: Path, select: str, more: str, word: str
) -> None:
    with pytest.raises(ShapesError, match=word) as caught:
        storewide.check(store, [rule(tmp_path, select, more)])
    assert caught.value.code == "shapes-rule"
    assert caught.value.subject == "https://example.org/Rule"


def test_empty_store_breaks_no_rule_of_the_project() -> None:
    found = shapes.files(assets.folder("shapes") / "store")
    assert storewide.check(Store(), found).findings == ()
