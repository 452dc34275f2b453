"""The rules give what the axioms promise: the OWL 2 RL closure, computed by owlrl, and no more."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from kg import assets
from kg.mapping.inference import INFERRED, infer
from kg.mapping.ontology import ontology_quads
from kg.vocab import PREFIXES, RDF_TYPE, entity, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.build import Candidate

ONTOLOGY = assets.folder("ontology")
RULES = sorted(ONTOLOGY.glob("rules/*.rq"))
SAMPLE = Path(__file__).resolve().parents[1] / "ontology" / "sample.ttl"
ELSEWHERE = ("370000", "370200", "370281")  # named by the articles, outside the one prefecture
WORDS = {
    PREFIXES[prefix] + name
    for prefix, name in (
        ("rdfs", "label"),
        ("rdfs", "isDefinedBy"),
        ("skos", "definition"),
        ("skos", "scopeNote"),
    )
}
BASE_VALUE = term("cdo:baseValue")
BY_RULE = {BASE_VALUE, term("cdo:baseUnit")}
"""What no axiom gives: OWL does not multiply."""


@pytest.fixture(scope="module")
def data(candidate: Candidate) -> list[Quad]:
    """Made-up data that use every term, and of the real: articles, registry, one prefecture."""
    sample = parse(path=SAMPLE, format=RdfFormat.TURTLE)
    quads = [Quad(q.subject, q.predicate, q.object, graph("sample")) for q in sample]
    for name in ("article/a1", "article/a6", "entities"):
        quads += candidate.store.quads_for_pattern(None, None, None, graph(name))
    for quad in candidate.store.quads_for_pattern(None, None, None, graph("divisions")):
        assert isinstance(quad.subject, NamedNode)
        code = quad.subject.value.rpartition("/")[2]
        if code.startswith("3710") or code in ELSEWHERE:
            quads.append(quad)
    return quads


@pytest.fixture(scope="module")
def closure(data: list[Quad]) -> set[Triple]:
    """Of the closure by owlrl, what is said with the ontology's own terms."""
    quads = [quad for path in ONTOLOGY.glob("*.ttl") for quad in parse(path=path)]
    facts = (q.triple for q in (*quads, *data) if q.predicate.value not in WORDS)
    closed = rdflib.Graph()
    closed.parse(data=serialize(facts, format=RdfFormat.N_TRIPLES), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    # owlrl lets literals be subjects, which N-Triples has no words for
    for triple in [each for each in closed if isinstance(each[0], rdflib.Literal)]:
        closed.remove(triple)
    text = closed.serialize(format="nt", encoding="utf-8")
    return own(quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


def own(triples: Iterable[Triple]) -> set[Triple]:
    """Keep what is said with a property or a class of the ontology, in the store's own spelling."""
    cdo = PREFIXES["cdo"]
    store = Store()
    store.extend(
        Quad(t.subject, t.predicate, t.object, graph("any"))
        for t in triples
        if t.predicate.value.startswith(cdo)
        or (t.predicate == RDF_TYPE and str(t.object).startswith(f"<{cdo}"))
    )
    return {quad.triple for quad in store}


def inferred(data: Iterable[Quad], rules: Iterable[Path]) -> Store:
    store = Store()
    store.extend(ontology_quads(ONTOLOGY.glob("*.ttl")))
    store.extend(data)
    infer(store, rules)
    return store


def triples(store: Store) -> set[Triple]:
    return {t for t in own(quad.triple for quad in store) if t.predicate not in BY_RULE}


def test_the_rules_give_the_closure_that_owlrl_gives(
    data: list[Quad], closure: set[Triple]
) -> None:
    found = triples(inferred(data, RULES))
    assert found - closure == set()
    assert {t for t in closure if t.predicate not in BY_RULE} - found == set()


@pytest.mark.parametrize(
    "rule", [path for path in RULES if path.stem != "base-value"], ids=lambda path: path.stem
)
def test_the_data_need_every_rule(data: list[Quad], closure: set[Triple], rule: Path) -> None:
    """Else the equality above would say nothing of that rule."""
    assert closure - triples(inferred(data, [path for path in RULES if path != rule]))


def test_each_inferred_triple_stands_in_no_other_graph(candidate: Candidate) -> None:
    quads = list(candidate.store.quads_for_pattern(None, None, None, INFERRED))
    assert len(quads) > 1000
    for q in quads:
        found = candidate.store.quads_for_pattern(q.subject, q.predicate, q.object)
        assert [each.graph_name for each in found] == [INFERRED]


def test_nothing_follows_from_what_was_inferred(data: list[Quad]) -> None:
    store = inferred(data, RULES)
    before = set(store)
    assert infer(store, RULES) == 0
    assert set(store) == before


def test_the_number_of_triples_added_is_told(data: list[Quad]) -> None:
    store = Store()
    store.extend(data)
    assert infer(store, RULES) == len(list(store.quads_for_pattern(None, None, None, INFERRED)))


def test_the_order_of_the_rules_does_not_matter(data: list[Quad]) -> None:
    """A rule whose premise another rule gives has its turn again."""
    forward = {quad.triple for quad in inferred(data, RULES)}
    store = Store()
    store.extend(ontology_quads(ONTOLOGY.glob("*.ttl")))
    store.extend(data)
    for _ in range(5):
        for rule in reversed(RULES):
            infer(store, [rule])
    assert {quad.triple for quad in store} == forward


UNITS = """
PREFIX cdo: <https://w3id.org/county-kg/ontology#>
PREFIX qudt: <http://qudt.org/schema/qudt/>
PREFIX unit: <https://w3id.org/county-kg/id/unit/>
PREFIX fact: <https://w3id.org/county-kg/id/fact/>
unit:wan-yuan qudt:scalingOf unit:yuan ; qudt:conversionMultiplier 10000.0 .
unit:yi-yuan qudt:scalingOf unit:yuan ; qudt:conversionMultiplier 100000000.0 .
unit:yuan qudt:symbol "元" .
fact:x-001 cdo:value 322.7 ; cdo:unit unit:wan-yuan .
fact:x-002 cdo:value 1600.0 ; cdo:unit unit:yi-yuan .
fact:x-003 cdo:value 23.5 ; cdo:unit unit:yuan .
fact:x-004 cdo:value 7.0 .
"""


def test_a_value_is_given_in_its_base_unit_exactly() -> None:
    """322.7 万元 is 3227000 元, as a decimal; without a unit there is no base."""
    store = Store()
    for quad in parse(UNITS, format=RdfFormat.TURTLE):
        store.add(Quad(quad.subject, quad.predicate, quad.object, graph("article/x")))
    infer(store, RULES)
    found = {quad.subject: quad.object for quad in store.quads_for_pattern(None, BASE_VALUE, None)}
    assert all(isinstance(each, Literal) for each in found.values())
    assert {each.datatype for each in found.values()} == {term("xsd:decimal")}
    assert {subject: Decimal(each.value) for subject, each in found.items()} == {
        entity("fact", "x-001"): Decimal(3227000),
        entity("fact", "x-002"): Decimal(160000000000),
        entity("fact", "x-003"): Decimal("23.5"),
    }
    units = store.quads_for_pattern(None, term("cdo:baseUnit"), None)
    assert {quad.subject: quad.object for quad in units} == {
        entity("fact", f"x-{number:03d}"): entity("unit", "yuan") for number in (1, 2, 3)
    }


def test_a_rule_that_is_no_construct_is_refused(tmp_path: Path) -> None:
    rule = tmp_path / "wrong.rq"
    rule.write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(TypeError, match="CONSTRUCT"):
        infer(Store(), [rule])
