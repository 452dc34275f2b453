"""The texts of the corpus stay where they are, but for passages where a corpus is set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from build import small
from build.seen import published, stored
from kg import build as building
from kg.mapping.entities import ENTITIES
from kg.vocab import RDF_TYPE, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from build.small import Small

DATASET = graph("dataset")


def test_with_the_texts_the_passages_are_quoted_and_nothing_else_differs(
    built_project: Small,
) -> None:
    """But for the digests: the text is one of the sources."""
    with_texts = published(built_project.store)
    building.build(built_project.settings())
    without = published(built_project.store)
    assert {quad for quad in without - with_texts if quad.graph_name != DATASET} == set()
    more = {quad for quad in with_texts - without if quad.graph_name != DATASET}
    passages = {
        quad.subject
        for quad in without
        if (quad.predicate, quad.object) == (RDF_TYPE, term("cdo:Passage"))
    }
    assert {quad.subject for quad in more} == passages
    assert {(quad.predicate, quad.object) for quad in more if quad.predicate == RDF_TYPE} == {
        (RDF_TYPE, term("oa:TextQuoteSelector"))
    }
    assert {quad.predicate for quad in more} == {RDF_TYPE, term("oa:exact")}


def test_without_a_corpus_no_text_is_published_though_it_was_before(
    built_project: Small,
) -> None:
    assert [quad for quad in published(built_project.store) if quad.predicate == term("oa:exact")]
    building.build(built_project.settings())
    found = published(built_project.store)
    assert not [quad for quad in found if quad.predicate == term("oa:exact")]
    assert found == stored(built_project.store)
    line = small.TEXTS["t1"].splitlines()[2]
    assert not [quad for quad in found if any(part in str(quad) for part in pieces(line, 15))]


def test_the_project_publishes_no_sentence_of_the_corpus(built: Path, corpus: Path) -> None:
    """No run of twenty characters with punctuation; forty in a name, for some hold a list.

    Headlines and titles of documents are quoted whole.
    """
    names = others = ""
    for quad in published(built):
        if isinstance(quad.object, NamedNode) or quad.predicate == term("schema:headline"):
            continue
        if quad.graph_name == ENTITIES:
            names += f"{quad.object.value}\n"
        else:
            others += f"{quad.object.value}\n"
    for path in sorted(corpus.glob("a*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines()[2:]:
            text = re.sub("《[^》]*》", "\n", line)
            assert not [each for each in pieces(text, 20) if each in others], path.name
            assert not [each for each in pieces(text, 40) if each in names], path.name


def pieces(line: str, length: int) -> Iterator[str]:
    """Every run of so many characters in which there is punctuation."""
    for start in range(len(line) - length + 1):
        piece = line[start : start + length]
        if "\n" not in piece and re.search("[,。;:、,;:]", piece):
            yield piece
