"""The Turtle in an index says what its N-Triples say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from kg.lookup import blocks, contraction, fragmentation
from kg.vocab import PREFIXES
from lookup.dataset import nquads
from lookup.indexes import make

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()).encode()


def triples(text: bytes, file_format: RdfFormat) -> list[str]:
    return [str(quad.triple) for quad in parse(text, format=file_format)]


@pytest.mark.parametrize("column", ["own", "brief"])
@pytest.mark.parametrize("at_once", [1, 3, 2000])
def test_both_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str, at_once: int
) -> None:
    monkeypatch.setattr(fragmentation, "_AT_ONCE", at_once)
    with closing(sqlite3.connect(make(tmp_path, nquads(), on=1))) as index:
        rows = index.execute(
            f"SELECT iri, r.{column}, f.{column} FROM resource r JOIN fragment f"  # noqa: S608
            f" USING (number) WHERE length(f.{column}) > 0"
        ).fetchall()
    assert len(rows) > 10
    for iri, text, block in rows:
        whole = contraction.expand(contraction.own(text, iri), contraction.CODES)
        turtle = HEAD + blocks.join([block], blocks.CODES)
        assert triples(turtle, RdfFormat.TURTLE) == triples(whole, RdfFormat.N_TRIPLES)


def test_what_nothing_names_has_no_turtle_for_that(tmp_path: Path) -> None:
    with closing(sqlite3.connect(make(tmp_path, nquads(), on=1))) as index:
        rows = index.execute(
            "SELECT iri, length(f.own) > 0, length(f.brief) > 0 FROM resource JOIN fragment f USING (number)"
        )
        found = {iri.rpartition("/")[2]: (own, brief) for iri, own, brief in rows}
    assert found["model"] == (True, True), "an entity that facts name"
    assert found["a.ttl"] == (True, False), "one that nothing points at"
    assert found["ontology#Honor"] == (False, True), "a class, which has no description"
