"""Every shape of shapes/article, /entity and /store: how it is written, and that it bites.

Each shape that reports has examples in examples/<set>: `<Shape>.pass` conforms to the whole set,
and each `<Shape>.fail…` gives one result, from that shape. Together the failing ones reach every
constraint of the shape, so that no constraint can be dropped unseen. An example stands beside its
set's `_prelude`. (The shapes of shapes/ontology have theirs in tests/ontology.)
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from pyoxigraph import RdfFormat, Store, parse, serialize
from pyshacl.entrypoints import meta_validate
from rdflib import RDF, SH, Graph, Literal, URIRef

from kg import assets
from kg.mapping.ontology import ontology_quads
from kg.shacl import shapes, storewide
from kg.shacl.gate import Gate
from kg.vocab import entity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

    from kg.shacl.report import Finding

EXAMPLES = Path(__file__).resolve().parent / "examples"
ONTOLOGY = sorted(assets.folder("ontology").glob("*.ttl"))
NAMESPACE = "https://w3id.org/county-kg/shapes#"
GATED = ("article", "entity")
SETS = (*GATED, "store")
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
NOT_CONSTRAINTS = {RDF.type, SH.path, SH.message, SH.severity, SH.property, *TARGETS}
PART_OF_ANOTHER = {SH.qualifiedValueShape}  # its component is that of the count beside it


@cache
def graph(of: str) -> Graph:
    """Return all shapes of a set."""
    merged = Graph()
    for path in shapes.files(assets.folder("shapes") / of):
        merged.parse(path)
    return merged


def all_shapes(of: str) -> set[Node]:
    found = graph(of)
    typed = {*found.subjects(RDF.type, SH.NodeShape), *found.subjects(RDF.type, SH.PropertyShape)}
    return typed | {*found.subjects(SH.path)}


def reporting(of: str) -> list[str]:
    """Return the local names of the shapes that report: those with a message."""
    found = {str(shape).removeprefix(NAMESPACE) for shape in graph(of).subjects(SH.message)}
    return sorted(found)


def constraints(of: str, name: str) -> set[str]:
    """Return the constraint components of one shape, by their local names."""
    predicates = set(graph(of).predicates(URIRef(NAMESPACE + name)))
    names = [str(p).removeprefix(str(SH)) for p in predicates - NOT_CONSTRAINTS - PART_OF_ANOTHER]
    return {
        ("SPARQL" if name == "sparql" else name[0].upper() + name[1:]) + "ConstraintComponent"
        for name in names
    }


def examples(of: str, pattern: str) -> list[Path]:
    return sorted(path for path in (EXAMPLES / of).glob(pattern) if path.name[0] != "_")


CASES = [(of, name) for of in SETS for name in reporting(of)]
PASSING = [(of, path) for of in SETS for path in examples(of, "*.pass.*")]
FAILING = [(of, path) for of in SETS for path in examples(of, "*.fail*")]


def label(case: object) -> str:
    return case.name if isinstance(case, Path) else str(case)


@cache
def gate(of: str) -> Gate:
    return Gate(shapes.files(assets.folder("shapes") / of), ONTOLOGY)


@cache
def rules() -> list[storewide.Rule]:
    return storewide.load(shapes.files(assets.folder("shapes") / "store"))


@cache
def ontology() -> list[object]:
    return list(ontology_quads(ONTOLOGY))


def validate(of: str, *names: Path) -> tuple[Finding, ...]:
    """Validate some files beside the prelude of their set."""
    files = [next((EXAMPLES / of).glob("_prelude.*")), *names]
    if of in GATED:
        return gate(of).validate(triples(files)).findings
    store = Store()
    store.extend(ontology())
    for path in files:
        store.load(path=path, format=RdfFormat.TRIG)
    return storewide.run(store, rules()).findings


def triples(files: Iterable[Path]) -> bytes:
    quads = (quad for path in files for quad in parse(path=path, format=RdfFormat.TURTLE))
    return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)


@cache
def failures(of: str, path: Path) -> tuple[Finding, ...]:
    return validate(of, path)


# -- how shapes are written


@pytest.mark.parametrize("of", SETS)
def test_every_shape_has_an_iri_of_ours(of: str) -> None:
    found = all_shapes(of)
    assert found
    assert [each for each in found if not str(each).startswith(NAMESPACE)] == []


def test_no_shape_is_defined_in_two_files() -> None:
    files = sorted(assets.folder("shapes").glob("*/*.ttl"))
    homes: dict[str, set[Path]] = {}
    for path in files:
        for quad in shapes.read([path]):
            if quad.predicate.value == str(RDF.type):
                homes.setdefault(quad.subject.value, set()).add(path)
    assert {iri: paths for iri, paths in homes.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("of", SETS)
def test_what_a_target_reaches_reports_and_what_is_a_part_does_not(of: str) -> None:
    found = graph(of)
    targeted = {shape for target in TARGETS for shape in found.subjects(target)}
    reached = {inner for shape in targeted for inner in found.objects(shape, SH.property)}
    rule_shapes = set(found.subjects(SH.sparql))
    constrained = {shape for shape in targeted if set(found.predicates(shape)) - NOT_CONSTRAINTS}
    assert constrained | reached | rule_shapes == set(found.subjects(SH.message))


@pytest.mark.parametrize(("of", "name"), CASES)
def test_shape_says_in_zh_and_en_what_to_mend_and_how_grave_it_is(of: str, name: str) -> None:
    shape = URIRef(NAMESPACE + name)
    messages = [m for m in graph(of).objects(shape, SH.message) if isinstance(m, Literal)]
    assert sorted(message.language or "" for message in messages) == ["en", "zh"]
    assert [text for text in messages if ";" not in text] == []  # what is wrong; how to mend it
    assert graph(of).value(shape, SH.severity) in {SH.Violation, SH.Warning}


@pytest.mark.parametrize("of", SETS)
def test_shapes_are_well_formed(of: str) -> None:
    """By the shapes that SHACL has for shapes (appendix C of the recommendation)."""
    conforms, _, text = meta_validate(graph(of))
    assert conforms, text


def test_units_that_shapes_name_are_registered() -> None:
    text = (assets.folder("data") / "registry" / "unit.yaml").read_text(encoding="utf-8")
    registered = {entity("unit", unit["slug"]).value for unit in yaml.safe_load(text)}
    named = {
        str(node)
        for of in SETS
        for node in graph(of).all_nodes()
        if str(node).startswith(entity("unit", "").value)
    }
    assert named
    assert named <= registered


@pytest.mark.parametrize("of", GATED)
def test_gated_shapes_are_core(of: str) -> None:
    """PySHACL parses the text of a sh:sparql again for every focus node."""
    assert list(graph(of).subjects(SH.sparql)) == []


def test_no_rule_calls_out() -> None:
    assert [rule.shape.value for rule in rules() if "SERVICE" in rule.query.upper()] == []


# -- that shapes bite


@pytest.mark.parametrize(("of", "name"), CASES)
def test_shape_has_examples_for_each_of_its_constraints(of: str, name: str) -> None:
    assert examples(of, f"{name}.pass.*")
    paths = [*examples(of, f"{name}.fail.*"), *examples(of, f"{name}.fail-*")]
    reached = {
        finding.component.value.removeprefix(str(SH))
        for path in paths
        for finding in failures(of, path)
    }
    assert reached == constraints(of, name)


@pytest.mark.parametrize("of", SETS)
def test_prelude_conforms(of: str) -> None:
    assert validate(of) == ()


@pytest.mark.parametrize(("of", "path"), PASSING, ids=label)
def test_passing_example_conforms_to_the_whole_set(of: str, path: Path) -> None:
    assert validate(of, path) == ()


@pytest.mark.parametrize(("of", "path"), FAILING, ids=label)
def test_failing_example_fails_for_that_reason_alone(of: str, path: Path) -> None:
    found = [finding.source_shape.value for finding in failures(of, path)]
    assert found == [NAMESPACE + path.name.split(".")[0]]


@pytest.mark.parametrize("of", SETS)
def test_every_example_belongs_to_a_shape(of: str) -> None:
    names = {path.name.split(".")[0] for path in examples(of, "*")}
    assert names == set(reporting(of))
