"""A mapping that forgets what was used longest ago, by size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg_api.bounded import Bounded


def test_what_was_used_longest_ago_goes_first() -> None:
    kept: Bounded[str, int] = Bounded(limit=30, largest=30)
    for number, key in enumerate("abc"):
        kept.put(key, number, 10)
    assert kept.get("a") == 0
    kept.put("d", 3, 10)
    assert [kept.get(key) for key in "abcd"] == [0, None, 2, 3]


def test_what_is_too_large_is_not_taken_and_replaces_what_was_there() -> None:
    kept: Bounded[str, int] = Bounded(limit=30, largest=10)
    kept.put("a", 1, 10)
    kept.put("b", 2, 11)
    assert (kept.get("a"), kept.get("b")) == (1, None)
    kept.put("a", 3, 11)
    assert (kept.get("a"), kept.held) == (None, 0)


def test_nothing_stays_where_nothing_may() -> None:
    kept: Bounded[str, int] = Bounded(limit=0, largest=10)
    kept.put("a", 1, 1)
    assert (kept.get("a"), len(kept)) == (None, 0)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 12))))
def test_it_holds_what_it_says_and_never_more_than_it_may(puts: list[tuple[str, int]]) -> None:
    kept: Bounded[str, int] = Bounded(limit=25, largest=10)
    for key, size in puts:
        kept.put(key, size, size)
        sizes = [found for name in "abcdef" if (found := kept.get(name)) is not None]
        assert kept.held == sum(sizes) <= 25
        assert len(kept) == len(sizes)
    kept.clear()
    assert (kept.held, len(kept)) == (0, 0)
