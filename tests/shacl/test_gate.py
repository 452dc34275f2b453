"""The gate: what it adds to a graph, what it takes, and what it says of broken shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from kg import assets
from kg.errors import ShapesError
from kg.shacl import shapes
from kg.shacl.gate import Gate

if TYPE_CHECKING:
    from pathlib import Path

ONTOLOGY = sorted(assets.folder("ontology").glob("*.ttl"))
PREFIXES = """
@prefix cdo: <https://w3id.org/county-kg/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://example.org/> .
"""
SHAPES = (
    PREFIXES
    + """
ex:Observation a sh:NodeShape ; sh:targetClass cdo:Observation ; sh:property ex:Unit , ex:Code , ex:Note .
ex:Unit a sh:PropertyShape ; sh:path cdo:unit ; sh:minCount 1 ; sh:message "no unit"@en , "无单位"@zh .
ex:Code a sh:PropertyShape ; sh:path cdo:measure ; sh:node ex:Member .
ex:Member a sh:NodeShape ; sh:property ex:InScheme .
ex:InScheme a sh:PropertyShape ;
  sh:path <http://www.w3.org/2004/02/skos/core#inScheme> ; sh:hasValue cdo:measure-scheme .
ex:Note a sh:PropertyShape ; sh:path cdo:valueText ; sh:minCount 1 ; sh:severity sh:Warning .
"""
)


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES, encoding="utf-8")
    return Gate([path], ONTOLOGY)


def data(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def names(found: Gate, graph: Graph) -> list[str]:
    findings = found.validate(graph).findings
    return sorted(each.source_shape.value.rpartition("/")[2] for each in findings)


def test_instance_of_a_subclass_is_seen(gate: Gate) -> None:
    tally = data('ex:f a cdo:HonorTally ; cdo:valueText "12家" .')
    assert names(gate, tally) == ["Unit"]


def test_codes_are_known_by_their_list(gate: Gate) -> None:
    right = data(
        'ex:f a cdo:Observation ; cdo:unit ex:u ; cdo:valueText "1" ; cdo:measure cdo:measure-level .'
    )
    wrong = data(
        'ex:f a cdo:Observation ; cdo:unit ex:u ; cdo:valueText "1" ; cdo:measure cdo:bound-exact .'
    )
    assert (names(gate, right), names(gate, wrong)) == ([], ["Code"])


def test_warning_is_found_and_does_not_refuse(gate: Gate) -> None:
    report = gate.validate(data("ex:f a cdo:Observation ; cdo:unit ex:u ."))
    assert len(report.findings) == 1
    assert report.conforms


def test_n_triples_and_a_graph_give_the_same_report(gate: Gate) -> None:
    graph = data("ex:f a cdo:Observation .")
    as_bytes = graph.serialize(format="nt", encoding="utf-8")
    assert gate.validate(as_bytes) == gate.validate(graph)


def test_graph_is_left_as_it_is(gate: Gate) -> None:
    graph = data("ex:f a cdo:Observation .")
    gate.validate(graph)
    assert len(graph) == 1


def test_finding_names_node_path_and_both_messages(gate: Gate) -> None:
    report = gate.validate(data('ex:f a cdo:Observation ; cdo:valueText "1" .'))
    (finding,) = report.findings
    assert finding.focus_node.value == "https://example.org/f"
    assert str(finding.path) == "<https://w3id.org/county-kg/ontology#unit>"
    assert dict(finding.messages) == {"en": "no unit", "zh": "无单位"}


def test_gate_is_used_again(gate: Gate) -> None:
    wrong, right = data("ex:f a cdo:Observation ."), data("ex:f a cdo:Claim .")
    assert [len(gate.validate(each).findings) for each in (wrong, right, wrong)] == [2, 0, 2]


def test_broken_shapes_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(PREFIXES + "ex:a ex:b\n", encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        Gate([path], [])
    assert (caught.value.code, caught.value.file) == ("shapes-unreadable", str(path))
    assert caught.value.line is not None


def test_missing_shapes_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="absent"):
        Gate([tmp_path / "absent.ttl"], [])


def test_shapes_of_the_project_load() -> None:
    for of in ("article", "entity"):
        found = shapes.files(assets.folder("shapes") / of)
        assert Gate(found, ONTOLOGY).validate(b"").findings == ()
