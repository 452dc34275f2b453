"""The index of a dataset: a digest changes when, and only when, the description does."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kg.lookup.description import describe, pages_of
from kg.lookup.index import Index, Resource
from lookup.dataset import iri, nquads
from lookup.indexes import make

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LINES = nquads().decode().splitlines(keepends=True)


def told(folder: Path, text: str, on: int) -> dict[str, tuple[str, object]]:
    """Of each described resource: its digest, and all that its pages say."""
    with closing(Index(make(folder, text, on=on))) as index:
        found = (index.find(each.iri) for name in index.classes() for each in all_of(index, name))
        return {one.iri: (one.digest, pages(index, one)) for one in found if one}


def all_of(index: Index, name: str) -> tuple[Resource, ...]:
    return index.of_class(name, 0, 1000)


def pages(index: Index, resource: Resource) -> list[tuple[object, ...]]:
    """One page for each that points at it, so that their order counts."""
    described = (
        describe(index, resource, page, size=1) for page in range(1, pages_of(resource, 1) + 1)
    )
    return [(each.subjects, each.text) for each in described]


def differing(
    before: Mapping[str, tuple[str, object]], after: Mapping[str, tuple[str, object]], part: int
) -> set[str]:
    common = before.keys() & after.keys()
    return {name for name in common if before[name][part] != after[name][part]}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, object]]:
    return told(tmp_path_factory.mktemp("whole"), "".join(LINES), 1)


@pytest.mark.parametrize("number", range(len(LINES)))
def test_without_a_line_exactly_the_digests_of_what_showed_it_change(
    tmp_path: Path, whole: dict[str, tuple[str, object]], number: int
) -> None:
    fewer = told(tmp_path, "".join(LINES[:number] + LINES[number + 1 :]), 1)
    assert differing(whole, fewer, 0) == differing(whole, fewer, 1)


def test_a_label_changes_its_entity_and_the_neighbours_that_show_it(
    tmp_path: Path, whole: dict[str, tuple[str, object]]
) -> None:
    other = told(tmp_path, "".join(LINES).replace('"2023"@en', '"year 2023"@en'), 1)
    assert differing(whole, other, 0) == {
        iri(name)
        for name in (
            *("period/2023", "fact/t1-001"),
            # … and whatever shows that fact
            *("division/850102", "honor/model", "passage/t1-3-0-9", "article/t1"),
        )
    }


def test_the_label_of_a_class_changes_what_shows_an_entity_of_it(
    tmp_path: Path, whole: dict[str, tuple[str, object]]
) -> None:
    other = told(tmp_path, "".join(LINES).replace('"passage"@en', '"place in a text"@en'), 1)
    changed = differing(whole, other, 0)
    assert {iri("passage/t1-3-0-9"), iri("paragraph/t1-3"), iri("fact/t1-010")} <= changed
    assert iri("honor/a.ttl") not in changed


def test_what_a_description_does_not_show_changes_no_digest(
    tmp_path: Path, whole: dict[str, tuple[str, object]]
) -> None:
    other = told(tmp_path, "".join(LINES).replace("Characters of a paragraph", "A passage"), 1)
    assert differing(whole, other, 0) == set()


def test_the_same_dataset_gives_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    files = [make(folder, nquads(), on=1) for folder in (tmp_path, tmp_path / "other")]
    assert files[0].read_bytes() == files[1].read_bytes()
