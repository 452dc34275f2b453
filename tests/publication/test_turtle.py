"""The Turtle dump is the union of the graphs, and reads well."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.publication import catalogue, turtle
from kg.vocab import BASE

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_the_union_of_the_graphs(downloads: Path, graph: ox.Store) -> None:
    text = gzip.decompress((downloads / catalogue.TURTLE).read_bytes())
    found = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    assert found == {quad.triple for quad in graph}


def test_names_are_short_and_a_subject_stands_once_with_its_class_first(downloads: Path) -> None:
    text = gzip.decompress((downloads / catalogue.TURTLE).read_bytes()).decode()
    assert text.count("\ndivision:371002 ") == 1
    body = text.partition("\nfact:a1-001 ")[2].partition(" .\n")[0]
    assert body.startswith("a cdo:Conferral , cdo:Fact ;")
    assert "cdo:recipient division:371002" in body


def test_the_blocks_that_it_reads_divide_no_subject() -> None:
    lines = [
        f'<{BASE}id/topic/t{subject:05}> <{BASE}p{number:02}> "x" <{BASE}g> .\n'
        for subject in range(2000)
        for number in range(subject % 7 + 1)
    ]
    text = "".join(lines).encode()
    assert len(text) > 2 * turtle.BLOCK
    written = turtle.written(text).decode()
    assert [written.count(f"topic:t{number:05} ") for number in (0, 1, 1999)] == [1, 1, 1]
    assert written.count("\ntopic:") == 2000


def test_nothing_gives_an_empty_document() -> None:
    assert not list(ox.parse(turtle.written(b""), format=ox.RdfFormat.TURTLE))
