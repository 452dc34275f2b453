"""Types are the classes of entities and those above them, each with its name in both languages."""

from __future__ import annotations

import pytest

from kg_api.reconciliation import classes


@pytest.mark.parametrize(
    "name", ["County", "cdo:County", "https://w3id.org/county-kg/ontology#County", " County "]
)
def test_a_type_is_found_however_it_is_written(name: str) -> None:
    found = classes.find(name)
    assert found is not None
    assert found.brief("zh") == {"id": "County", "name": "县级行政区"}


@pytest.mark.parametrize("name", ["", "county", "Conferral", "http://nowhere.example/NoType"])
def test_what_is_no_type_of_entities_is_not_found(name: str) -> None:
    assert classes.find(name) is None


def test_a_type_holds_the_types_below_it() -> None:
    (places, divisions, nothing) = classes.members(["schema:Place", "AdministrativeDivision", "x"])
    assert divisions == {"Province", "Prefecture", "County"}
    assert divisions | {"Facility", "DevelopmentZone"} <= places
    assert nothing == frozenset()


def test_a_chain_leads_from_the_own_type_upwards() -> None:
    names = [each.id for each in classes.chain("County")]
    assert names == ["County", "AdministrativeDivision", "schema:Place"]
    person = [each.id for each in classes.chain("http://xmlns.com/foaf/0.1/Person")]
    assert person == ["foaf:Person", "foaf:Agent"]


def test_every_type_is_named_in_both_languages_and_knows_what_it_is_below() -> None:
    for each in classes.every().values():
        assert each.label.keys() >= {"zh", "en"}
        assert each.members
        assert set(each.broader) <= classes.every().keys()
    assert set(classes.DEFAULT) <= classes.every().keys()
    described = classes.every()["County"].described("en")
    assert described["broader"] == [
        {"id": "AdministrativeDivision", "name": "administrative division"}
    ]
