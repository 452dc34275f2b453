"""Times and changes over three snapshots: create, update, delete and return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.lookup import history
from kg.lookup.index import Index
from lookup.dataset import iri, nquads, without
from lookup.indexes import day, make, three_days

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return three_days(tmp_path)


def moment(number: int) -> str:
    return f"2026-11-{number:02d}T00:00:00Z"


@pytest.mark.parametrize(
    ("name", "created", "modified"), [("a", 1, 1), ("b", 1, 2), ("c", 3, 3), ("d", 3, 3)]
)
def test_it_is_known_when_each_came_and_changed(
    index: Index, name: str, created: int, modified: int
) -> None:
    found = index.find(iri(f"topic/{name}"))
    assert found is not None
    assert (found.created, found.modified) == (moment(created), moment(modified))


def test_the_log_has_every_change_in_order(index: Index) -> None:
    told = [
        (change.number, change.iri[-1], change.kind, change.at) for change in index.changes(1, 99)
    ]
    assert told == [
        (1, "a", "create", moment(1)),
        (2, "b", "create", moment(1)),
        (3, "c", "create", moment(1)),
        (4, "b", "update", moment(2)),
        (5, "c", "delete", moment(2)),
        (6, "c", "create", moment(3)),
        (7, "d", "create", moment(3)),
    ]
    assert index.last_change() == 7


def test_a_build_without_a_change_adds_nothing(tmp_path: Path) -> None:
    first = make(tmp_path, nquads(), on=1)
    second = Index(make(tmp_path, nquads(), on=2, before=first))
    assert {change.at for change in second.changes(1, 999)} == {moment(1)}


def test_what_is_withdrawn_is_deleted_for_those_who_follow(tmp_path: Path) -> None:
    """On the first day, nothing says yet that honor/mistaken was a mistake."""
    first = make(tmp_path, without("mistaken> <http://www.w3.org/2002/07/owl#deprecated>"), on=1)
    second = Index(make(tmp_path, nquads(), on=2, before=first))
    deleted = second.deleted(iri("honor/mistaken"))
    assert deleted is not None
    assert (deleted.kind, deleted.at) == ("delete", moment(2))


def test_times_are_in_utc_to_the_second() -> None:
    found = history.of({"a:x": "1"}, now=day(1).replace(microsecond=5), before=None)
    assert found.of("a:x") == (moment(1), moment(1))
    assert found.of("a:none") == ("", "")
