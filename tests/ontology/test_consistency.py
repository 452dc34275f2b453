"""HermiT finds the ontology and the data consistent, and each planted contradiction not.

OWL makes no assumption that two names mean two things: two recipients of one conferral would be
taken for one recipient. So the data are read with all their individuals told apart.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, OWL, RDF, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="java is not installed")

CDO = Namespace("https://w3id.org/county-kg/ontology#")
PREFIXES = """
@prefix : <https://w3id.org/county-kg/ontology#> .
@prefix e: <https://example.org/entity/> .
@prefix f: <https://example.org/fact/> .
@prefix p: <https://example.org/passage/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
"""
CONTRADICTIONS = {
    "a fact is no place": "f:amount a :County .",
    "a county is no prefecture": "e:county a :Prefecture .",
    "a development zone is no division": "e:zone a :County .",
    "a facility is no development zone": "e:airport a :DevelopmentZone .",
    "a place is no body": "e:county a :Agency .",
    "a body is no person": "e:bureau a foaf:Person .",
    "an enterprise is no agency": "e:firm a :Agency .",
    "an honor is no indicator": "e:honor a :Indicator .",
    "a code is no honor": "f:named :honor :measure-growth .",
    "an indicator is no code": "f:rank :measure e:gdp .",
    "a post is no topic": "e:director a :Topic .",
    "a program is no document": "e:program a :PolicyDocument .",
    "a unit is no indicator": "f:sectors :unit e:gdp .",
    "a conferral is no observation": "f:conferral :value 4.0 .",
    "an observation has no recipient": "f:growth :recipient e:county .",
    "a goal has no result": "f:goal :result e:platform .",
    "an engagement is held by a person": "f:engagement :holder e:firm .",
    "a place does not speak": "f:claim :speaker e:county .",
    "an agency is no scope": "f:rank :scope e:bureau .",
    "a place is no instrument": "f:opening :under e:county .",
    "a paragraph is no evidence": "f:claim :evidence e:line4 .",
    "a passage stands in one paragraph": "p:a :inParagraph e:line5 . e:line5 a :Paragraph .",
    "a division lies in no zone": "e:county :within e:zone .",
    "an event is done": "f:partnership a :Event .",
    "a conferral has one recipient": "f:conferral :recipient e:city .",
    "a tally counts one honor": "f:tally :honor e:honor .",
    "an observation has one measure": "f:growth :measure :measure-change .",
    "an observation has one value": "f:amount :value 1600.1 .",
    "an honor has one level": "e:honor :level :level-national .",
    "a streak is at least one": "f:named :streak 0 .",
    "a value is a number": 'f:sectors :value "41" .',
    "no fact is counted in itself": "f:growth :countedIn f:growth .",
    "of two facts only one is out of the other": "f:sectors :outOf f:own-sectors .",
    "no figure is ranked by itself": "f:rank :ranks f:rank .",
    "no fact restates itself": "f:claim :restates f:claim .",
    "nothing lies inside and beside a place": "f:beside :inside e:bay .",
    "nothing is a part of itself": "f:new :whole e:office ; :part e:office .",
    "a share is out of something else": "e:new :numerator e:gdp ; :denominator e:gdp .",
}


@pytest.fixture(scope="module")
def verdicts(
    ontology: Graph,
    sample: Graph,
    data_triples: Path,
    run_java: Callable[[str, list[Path]], list[tuple[str, str]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, str]:
    """Return HermiT's verdict by the name of the case; one Java run for all."""
    cases = {
        "ontology": ontology,
        "sample": ontology + told_apart(sample),
        "data": ontology + told_apart(Graph().parse(data_triples)),
    }
    for name, snippet in CONTRADICTIONS.items():
        planted = sample + Graph().parse(data=PREFIXES + snippet, format="turtle")
        cases[name] = ontology + told_apart(planted)
    folder = tmp_path_factory.mktemp("consistency")
    files = [folder / f"{number}.owl" for number in range(len(cases))]
    for file, graph in zip(files, cases.values(), strict=True):
        graph.serialize(file, format="xml")
    verdict = dict(run_java("Consistency.java", files))
    return {name: verdict[str(file)] for name, file in zip(cases, files, strict=True)}


def told_apart(data: Graph) -> Graph:
    """Return the data with an axiom that all individuals differ.

    What nothing points to cannot be confused and is left out, and so are the parents and
    successors of divisions: thousands of divisions would make millions of pairs.
    """
    subjects = {subject for subject in data.subjects() if isinstance(subject, URIRef)}
    among_divisions = {CDO.within, DCTERMS.isReplacedBy}
    pointed_at = {o for _, p, o in data if o in subjects and p not in among_divisions}
    axiom = Graph()
    head, members = BNode(), BNode()
    axiom.add((head, RDF.type, OWL.AllDifferent))
    axiom.add((head, OWL.distinctMembers, members))
    Collection(axiom, members, list(pointed_at))
    return data + axiom


@pytest.mark.parametrize("case", ["ontology", "sample", "data"])
def test_consistent(case: str, verdicts: Mapping[str, str]) -> None:
    assert verdicts[case] == "consistent"


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_contradiction_is_found(case: str, verdicts: Mapping[str, str]) -> None:
    assert verdicts[case] == "inconsistent"
