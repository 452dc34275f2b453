"""What is read of entities."""

from __future__ import annotations

from pyoxigraph import Literal, Quad, Store

from kg.names import catalogue
from kg.vocab import RDF_TYPE, entity, graph, term

ENTITIES = graph("entities")
TYRES, PLANT, PLACE, NAMELESS = (
    entity("enterprise", "tyres"),
    entity("facility", "plant"),
    entity("place", "wharf"),
    entity("enterprise", "nameless"),
)


def dataset() -> Store:
    store = Store()
    for each, name in ((TYRES, "三角轮胎"), (PLANT, "工厂"), (PLACE, "码头")):
        store.add(Quad(each, term("rdfs:label"), Literal(name, language="zh"), ENTITIES))
        store.add(Quad(each, RDF_TYPE, term("cdo:Facility"), ENTITIES))
    store.add(Quad(NAMELESS, RDF_TYPE, term("cdo:Enterprise"), ENTITIES))
    store.add(Quad(TYRES, term("cdo:locatedIn"), PLANT, ENTITIES))
    store.add(Quad(PLANT, term("cdo:within"), PLACE, ENTITIES))
    store.add(Quad(NAMELESS, term("cdo:about"), TYRES, graph("article/a1")))
    return store


def test_what_has_a_name_is_found_and_located() -> None:
    store = dataset()
    found = {entry.iri: entry for entry in catalogue.entries(store)}
    assert found.keys() == {TYRES.value, PLANT.value, PLACE.value}
    catalogue.locate(store, found.values())
    assert found[TYRES.value].within == {PLANT.value, PLACE.value}
    assert [found[each.value].links for each in (TYRES, PLANT)] == [1, 0]


def test_entities_are_counted_no_further_than_asked() -> None:
    store = dataset()
    assert catalogue.at_least(store, 4)
    assert not catalogue.at_least(store, 5)
