"""The ontology is in OWL 2 DL (reasoners take it) and in OWL 2 RL (rules can compute it).

The checker is the OWL API's own, as other checkers were seen to contradict it. One thing it lets
pass is xsd:date, which OWL 2 lacks: a shape of shapes/ontology refuses that.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="java is not installed")

OUTSIDE = {
    "OWL 2 DL": ":within a owl:FunctionalProperty .",
    "OWL 2 RL": (
        ":level rdfs:domain [ a owl:Class ; owl:unionOf ( :Honor :Instrument :Topic ) ] ."
    ),
}
PREFIXES = """
@prefix : <https://w3id.org/county-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture(scope="module")
def findings(
    ontology: Graph,
    run_java: Callable[[str, list[Path]], list[tuple[str, str]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, list[str]]:
    """Return what the checker says of the ontology, and of it with each axiom from outside."""
    cases = {"ontology": ontology}
    for profile, axiom in OUTSIDE.items():
        cases[profile] = ontology + Graph().parse(data=PREFIXES + axiom, format="turtle")
    folder = tmp_path_factory.mktemp("profiles")
    for name, graph in cases.items():
        graph.serialize(folder / f"{name}.owl", format="xml")
    said: dict[str, list[str]] = {name: [] for name in cases}
    for file, line in run_java("Profiles.java", [folder / f"{name}.owl" for name in cases]):
        said[Path(file).stem].append(line)
    return said


def test_ontology_is_in_both_profiles(findings: Mapping[str, list[str]]) -> None:
    assert findings["ontology"] == ["OWL 2 DL: ok", "OWL 2 RL: ok"]


@pytest.mark.parametrize("profile", OUTSIDE)
def test_axiom_outside_a_profile_is_seen(profile: str, findings: Mapping[str, list[str]]) -> None:
    assert f"{profile}: ok" not in findings[profile]
