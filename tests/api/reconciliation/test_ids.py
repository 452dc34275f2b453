"""Identifiers are short, and every way to write one leads to the same entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.entity_store import make_store
from kg.errors import QueryError
from kg.lookup.index import Index
from kg.store.snapshot import Snapshot
from kg.vocab import BASE
from kg_api.reconciliation import ids

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The index of a few entities, of which some were merged, withdrawn, deleted."""
    store = make_store(tmp_path_factory.mktemp("entities"))
    opened = Index.of(Snapshot.load(store))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "written",
    [
        "division/850102",
        f"{BASE}id/division/850102",
        f"{BASE}doc/division/850102",
        " division/850102\n",
    ],
)
def test_an_entity_is_found(index: Index, written: str) -> None:
    found = ids.require(index, written)
    assert ids.short(found.iri) == "division/850102"


def test_a_merged_entity_leads_to_its_successor(index: Index) -> None:
    assert ids.require(index, "honor/old").iri == f"{BASE}id/honor/model"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("honor/mistaken", "entity-gone"),
        ("honor/gone", "entity-gone"),
        ("honor/never", "entity-absent"),
        ("", "entity-absent"),
        ("https://elsewhere.example/id/division/850102", "entity-absent"),
        ("\x00' OR 1=1 --", "entity-absent"),
    ],
)
def test_what_is_not_there_is_told_apart(index: Index, written: str, code: str) -> None:
    assert ids.find(index, written) is None
    with pytest.raises(QueryError) as caught:
        ids.require(index, written)
    assert caught.value.code == code
