"""What is read of the fragments, as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lookup import blocks
from kg.lookup.fragments import numbers, packed
from kg.lookup.index import Index
from kg.vocab import BASE, PREFIXES
from lookup.dataset import iri, nquads
from lookup.indexes import make

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(make(tmp_path, nquads(), on=1))


def number_of(index: Index, name: str) -> int:
    found = index.find(iri(name))
    assert found is not None
    return found.number


@given(st.sets(st.integers(0, 2**32 - 1)))
def test_numbers_come_back_in_order(given: set[int]) -> None:
    assert numbers(packed(given)) == tuple(sorted(given))


def test_a_fact_is_whole_with_its_parts(index: Index) -> None:
    fact = index.fragments.of(number_of(index, "fact/t1-001"))
    assert fact.is_whole
    parts = index.iris(numbers(fact.parts)).values()
    assert set(parts) == {iri("passage/t1-3-0-9"), iri("paragraph/t1-3")}
    assert not index.fragments.of(number_of(index, "honor/model")).is_whole


def test_those_that_point_at_it_come_in_order_from_a_position_on(index: Index) -> None:
    found = index.fragments.inbound(number_of(index, "division/850102"), 1, 2)
    iris = index.iris(each.number for each in found)
    assert [iris[each.number] for each in found] == [iri("fact/t1-001"), iri("fact/t1-002")]


def test_the_turtle_names_its_prefixes(index: Index) -> None:
    fragments = index.fragments
    number = number_of(index, "period/2023")
    ((same, (own, used)),) = fragments.own([number])
    assert same == number
    assert fragments.prefixes.head(used).count(b"@prefix") == 3  # cdo, rdfs, xsd
    text = blocks.join([own], fragments.codes).decode()
    assert text.startswith(f"<{BASE}id/period/2023> a cdo:Period ;")
    brief, _ = fragments.brief(number)
    assert b"2023-01-01" in brief


def test_the_index_has_the_prefixes_that_it_was_written_with(index: Index) -> None:
    assert index.fragments.prefixes.iris == PREFIXES
