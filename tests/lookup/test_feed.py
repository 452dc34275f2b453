"""The feed, read as a harvester reads it: page by page, along the relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from kg.lookup.feed import STREAM, Feed
from kg.vocab import BASE, RDF_TYPE, term
from lookup.indexes import three_days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALL = [
    ("Create", "a", "2026-11-01T00:00:00Z"),
    ("Create", "b", "2026-11-01T00:00:00Z"),
    ("Create", "c", "2026-11-01T00:00:00Z"),
    ("Update", "b", "2026-11-02T00:00:00Z"),
    ("Delete", "c", "2026-11-02T00:00:00Z"),
    ("Create", "c", "2026-11-03T00:00:00Z"),
    ("Create", "d", "2026-11-03T00:00:00Z"),
]


def harvest(feed: Feed, since: str = "") -> Iterator[tuple[str, str, str]]:
    """Read what came after a time, leaving out the pages that cannot hold any of it."""
    for page in pages(feed, since):
        for kind, name, at in members(feed, page):
            if at > since:
                yield kind, name, at


def pages(feed: Feed, since: str) -> Iterator[int]:
    root = list(feed.root())
    for relation in objects(root, "tree:relation"):
        said = [triple for triple in root if triple.subject == relation]
        (node,) = objects(said, "tree:node")
        (kind,) = objects(said, "rdf:type")
        (value,) = objects(said, "tree:value")
        if not (kind == term("tree:LessThanOrEqualToRelation") and value.value <= since):
            yield int(node.value.rpartition("/")[2])


def members(feed: Feed, page: int) -> Iterator[tuple[str, str, str]]:
    said = list(feed.page(page))
    for member in objects(said, "tree:member"):
        own = [triple for triple in said if triple.subject == member]
        (kind,) = objects(own, "rdf:type")
        (of,) = objects(own, "as:object")
        (at,) = objects(own, "as:published")
        yield kind.value.rpartition("#")[2], of.value.removeprefix(f"{BASE}id/topic/"), at.value


def objects(triples: list[Triple], name: str) -> list[NamedNode]:
    return [t.object for t in triples if t.predicate == term(name)]  # type: ignore[misc]


def test_all_that_ever_changed_is_told_once_and_in_order(tmp_path: Path) -> None:
    index = three_days(tmp_path)
    for size in (1, 2, 3, 7, 100):
        assert list(harvest(Feed(index, size))) == ALL


def test_who_looked_before_fetches_only_what_came_after(tmp_path: Path) -> None:
    feed = Feed(three_days(tmp_path), 2)
    assert list(harvest(feed, "2026-11-02T00:00:00Z")) == ALL[5:]
    assert list(pages(feed, "2026-11-02T00:00:00Z")) == [3, 4]


def test_a_page_leads_to_the_next_and_the_last_one_nowhere(tmp_path: Path) -> None:
    feed = Feed(three_days(tmp_path), 2)
    led = [objects(list(feed.page(number)), "tree:node") for number in (1, 2, 3, 4)]
    assert [[node.value for node in nodes] for nodes in led] == [
        [f"{BASE}changes/2"],
        [f"{BASE}changes/3"],
        [f"{BASE}changes/4"],
        [],
    ]


def test_a_full_page_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    feed = Feed(three_days(tmp_path / "x"), 2)
    assert feed.is_full(3)
    assert not feed.is_full(4)


def test_the_stream_says_what_its_times_and_versions_are_of(tmp_path: Path) -> None:
    root = list(Feed(three_days(tmp_path)).root())
    assert Triple(STREAM, RDF_TYPE, term("ldes:EventStream")) in root
    assert objects(root, "ldes:timestampPath") == [term("as:published")]
    assert objects(root, "ldes:versionOfPath") == [term("as:object")]
