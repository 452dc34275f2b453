"""Class diagrams: the nearest wider class, and each property where it belongs."""

from __future__ import annotations

from kg.ontology import document
from kg.ontology.diagrams import DIAGRAMS, Arrow, Member, diagram
from kg.ontology.terms import Terms

TERMS = Terms(document.load())


def test_a_class_stands_below_the_nearest_of_those_shown() -> None:
    places = {child: parent for parent, child in diagram(TERMS, "places").above}
    assert places["County"] == "AdministrativeDivision"
    assert places["AdministrativeDivision"] == "schema:Place"  # over schema:AdministrativeArea
    bodies = {child: parent for parent, child in diagram(TERMS, "bodies").above}
    assert bodies["Enterprise"] == "org:Organization"  # over org:FormalOrganization


def test_a_property_between_two_classes_is_an_arrow_and_any_other_a_member() -> None:
    evidence = diagram(TERMS, "evidence")
    assert Arrow("Fact", "Passage", "evidence", inferred=False) in evidence.arrows
    assert Arrow("Fact", "Article", "statedIn", inferred=True) in evidence.arrows
    assert Member("verb", "Code", inferred=False) in evidence.members["Fact"]
    assert Member("about", None, inferred=False) in evidence.members["Fact"]
    assert Member("restates", "Fact", inferred=False) in evidence.members["Fact"]


def test_what_a_class_has_is_told_once() -> None:
    told = [
        (cls, member.name)
        for name in DIAGRAMS
        for cls, members in diagram(TERMS, name).members.items()
        for member in members
    ]
    assert len(told) == len(set(told))
    assert diagram(TERMS, "figures").members["Fact"] == ()
