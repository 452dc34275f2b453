"""The index as it is read: what is there, what was given up, what stands for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import SnapshotError
from kg.lookup.index import Index
from kg.store.publish import publish
from lookup.dataset import iri, nquads
from lookup.indexes import make, three_days

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(make(tmp_path, nquads(), on=1))


def test_described_resources_are_found_and_terms_are_not(index: Index) -> None:
    found = index.find(iri("division/850102"))
    assert found is not None
    assert (found.own_class, found.inbound) == ("County", 5)
    assert index.find("https://w3id.org/county-kg/ontology#County") is None
    assert index.find(iri("division/000000")) is None


@pytest.mark.parametrize(
    ("name", "withdrawn"),
    [
        ("honor/mistaken", True),
        ("fact/t1-003", True),
        ("honor/old", False),
        ("honor/none", False),
        ("division/850181", False),
    ],
)
def test_what_was_withdrawn_is_known_as_such(index: Index, name: str, *, withdrawn: bool) -> None:
    assert index.withdrawn(iri(name)) is withdrawn
    assert (index.find(iri(name)) is None) is (withdrawn or name == "honor/none")


def test_a_term_of_the_ontology_is_not_withdrawn(index: Index) -> None:
    assert not index.withdrawn("https://w3id.org/county-kg/ontology#County")


def test_what_is_back_is_not_deleted(tmp_path: Path) -> None:
    index = three_days(tmp_path)
    assert index.deleted(iri("topic/c")) is None
    assert index.deleted(iri("topic/none")) is None


def test_those_that_stand_for_themselves_are_listed_in_parts(index: Index) -> None:
    listed = [found for first in range(0, 20, 2) for found, _ in index.entities(first, 2)]
    assert listed == [
        iri(name)
        for name in (
            *("agency/office", "article/t1", "division/850000", "division/850102"),
            *("division/850181", "fact/t1-001", "fact/t1-002", "fact/t1-010"),
            *("honor/a.ttl", "honor/model", "period/2023"),
        )
    ]
    assert index.listed() == len(listed)


def test_classes_are_counted_and_listed(index: Index) -> None:
    assert index.classes()["Conferral"] == 2
    assert [each.iri for each in index.of_class("Conferral", 1, 5)] == [iri("fact/t1-002")]


def test_the_most_linked_of_a_class_come_first(index: Index) -> None:
    honors = [each.iri for each in index.most_linked("Honor", 5)]
    assert honors == [iri("honor/model"), iri("honor/a.ttl")]  # no merged or withdrawn ones
    assert index.most_linked("Honor", 1)[0].inbound > 0
    assert index.most_linked("Nothing", 5) == ()


def test_briefs_say_names_and_kinds(index: Index) -> None:
    text = index.briefs({iri("division/850102"), iri("none/x")}).decode()
    assert '"Bing"@en' in text
    assert '"850102"' in text
    assert "AdministrativeDivision" not in text, "what is inferred is not repeated everywhere"


def test_a_snapshot_without_its_index_is_damaged(tmp_path: Path) -> None:
    snapshot = publish(tmp_path, nquads(), report=b"", software="0")
    with pytest.raises(SnapshotError) as caught:
        Index.of(snapshot)
    assert caught.value.code == "snapshot-damaged"
