"""What is read of each term: texts, ties, where it follows from, whether it is still in use."""

from __future__ import annotations

from kg.ontology import document
from kg.ontology.terms import Kind, Terms

TERMS = Terms(document.load())
BY_NAME = {each.name: each for each in TERMS.by_iri.values()}
ODD = """
@prefix : <https://w3id.org/county-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://w3id.org/county-kg/ontology> owl:versionIRI <http://ex.org/1> ; owl:versionInfo "1" .
:old a owl:DatatypeProperty ; owl:deprecated true ; dcterms:isReplacedBy :new .
:new a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:subPropertyOf [ owl:inverseOf :old ] .
:nameless a owl:Class .
"""


def iris(*names: str) -> tuple[str, ...]:
    return tuple(BY_NAME[name].iri for name in names)


def test_a_class_has_its_texts_and_its_neighbours() -> None:
    fact = BY_NAME["Observation"]
    assert (fact.kind, fact.label) == (Kind.CLASS, {"en": "observation", "zh": "观测"})
    assert fact.definition.keys() == fact.note.keys() == {"zh", "en"}
    assert fact.above == iris("Fact")
    assert fact.below == iris("HonorTally")
    assert fact.see_also == ("http://purl.org/linked-data/cube#Observation",)


def test_a_property_has_what_it_leads_from_and_to() -> None:
    honor = BY_NAME["honor"]
    assert (honor.domain, honor.range) == (iris("Fact"), iris("Honor"))
    assert honor.characteristics == ("functional",)
    assert BY_NAME["verb"].scheme == BY_NAME["verb-scheme"].iri
    assert not honor.inferred


def test_what_is_inferred_says_from_what() -> None:
    assert BY_NAME["hasHonor"].chains == ("^recipient / honor",)
    assert set(BY_NAME["locatedIn"].chains) == {"^about / inside", "locatedIn / within"}
    assert BY_NAME["hasHonor"].inferred
    assert BY_NAME["Event"].inferred


def test_every_code_is_in_its_list() -> None:
    codes = [code for scheme in TERMS.own(Kind.SCHEME) for code in TERMS.codes(scheme.iri)]
    assert sorted(code.iri for code in codes) == sorted(c.iri for c in TERMS.own(Kind.CODE))


def test_terms_of_others_are_told_where_they_have_labels() -> None:
    names = {each.name for each in TERMS.others()}
    assert {"schema:Place", "oa:start", "qudt:symbol"} <= names
    assert not {"prov:Entity", "cdo:Fact", "Fact"} & names


def test_a_term_that_is_given_up_says_so() -> None:
    odd = Terms(document.of([ODD]))
    old, new, nameless = odd.own(*Kind)
    assert old.deprecated
    assert old.replaced_by == (new.iri,)
    assert (new.deprecated, new.above, new.characteristics) == (False, (), ("transitive",))
    assert nameless.label == {}
