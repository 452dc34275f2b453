"""What stands whole on a page of a description, and what is only named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.lookup.extent import Extent
from kg.lookup.fragments import numbers
from lookup.dataset import iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.lookup.index import Index


def extent(index: Index, name: str, first: int = 0, count: int = 25) -> Extent:
    found = index.find(iri(name))
    assert found is not None
    fragments = index.fragments
    return Extent(fragments.of(found.number), fragments.inbound(found.number, first, count))


def names(index: Index, numbers: Iterable[int]) -> set[str]:
    return {each.removeprefix(iri("")) for each in index.iris(numbers).values()}


def test_facts_are_whole_with_their_evidence_and_others_are_linked(index: Index) -> None:
    found = extent(index, "division/850102")
    assert names(index, found.whole) == {
        *("division/850102", "fact/t1-001", "fact/t1-002", "fact/t1-010"),
    }
    assert names(index, found.parts) == {
        *("passage/t1-3-0-9", "passage/t1-3-9-12", "paragraph/t1-3"),
    }
    assert names(index, found.linked) == {"agency/office", "division/850181"}
    assert {"honor/model", "period/2023", "article/t1"} <= names(index, found.named)


@pytest.mark.parametrize("name", ["division/850102", "article/t1", "passage/t1-3-9-12"])
@pytest.mark.parametrize("first", range(5))
def test_everything_is_in_one_of_them(index: Index, name: str, first: int) -> None:
    found = extent(index, name, first, 1)
    groups = [set(found.whole), found.parts, found.linked, found.named]
    assert sum(map(len, groups)) == len(set().union(*groups))


def test_the_first_page_in_the_index_is_what_is_found_out(real: Index) -> None:
    told = 0
    for iri_, _ in real.entities(0, real.listed()):
        found = real.find(iri_)
        assert found is not None
        first = real.fragments.first(found.number, inbound=found.inbound > 0)
        if first.whole is None:
            continue
        told += 1
        page = extent(real, iri_.removeprefix(iri("")))
        assert {*numbers(first.whole), found.number} == {*page.whole, *page.parts}
        assert {*numbers(first.named or b"")} == page.named
        assert not page.linked
    assert told > 100


def test_a_page_names_what_it_shows_and_no_more(index: Index) -> None:
    only = extent(index, "division/850102", 3, 1)
    assert names(index, only.linked) == {"agency/office"}
    assert "period/2023" not in names(index, only.named)
