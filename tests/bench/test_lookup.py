"""What `kg bench lookup` looks for is in what it looks through, and the same each time."""

from __future__ import annotations

import pytest

from kg.bench import asked, lookup
from kg.bench.labels import Labels

SIZE = 7500


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels.make(SIZE)


def test_the_labels_are_as_many_as_asked_for_and_the_same_each_time(labels: Labels) -> None:
    assert len(labels.texts) == SIZE
    assert Labels.make(SIZE).texts == labels.texts


def test_the_texts_and_the_rows_are_the_same_each_time(labels: Labels) -> None:
    assert asked.texts(labels) == asked.texts(labels)
    assert asked.rows(labels) == asked.rows(labels)
    assert {each.label for each in labels.enterprises}.issuperset(asked.texts(labels)["whole name"])


def test_all_is_measured() -> None:
    steps: list[str] = []
    measured = lookup.measure(SIZE, steps.append)
    assert measured.labels == SIZE
    assert [kind.name for kind in measured.kinds] == steps[2:-1]
    assert measured.size > 0
    assert measured.build > 0
    assert measured.worked > 0
    assert all(kind.ours > 0 and kind.regex > 0 for kind in measured.kinds)
