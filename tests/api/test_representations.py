"""The forms of a description say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from kg.lookup.description import about, describe, pages_of
from kg.lookup.index import Index
from kg.store.snapshot import Snapshot
from kg.vocab import BASE, PREFIXES
from kg_api import prefixes
from kg_api.representations import RDF, TURTLE, serialise

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("division/371002", "division/370000", "article/a1", "fact/a1-001", "period/2023")


@pytest.fixture(scope="module")
def index(built: Path) -> Index:
    return Index.of(Snapshot.load(built))


@pytest.mark.parametrize("name", NAMES)
def test_turtle_is_as_if_written_in_one_piece(index: Index, name: str) -> None:
    resource = index.find(f"{BASE}id/{name}")
    assert resource is not None
    for page in range(1, pages_of(resource) + 1):
        description = describe(index, resource, page)
        said = [*about(description), *description.triples]
        text = serialize(said, format=RdfFormat.N_TRIPLES) or b""
        whole = prefixes.serialize(text, RdfFormat.TURTLE, PREFIXES)
        assert serialise(description, TURTLE) == whole


@pytest.mark.parametrize("name", NAMES)
def test_every_form_has_the_same_triples(index: Index, name: str) -> None:
    resource = index.find(f"{BASE}id/{name}")
    assert resource is not None
    description = describe(index, resource)
    said = {*about(description), *description.triples}
    for form in RDF:
        file_format = RdfFormat.from_media_type(form.media_type)
        assert file_format is not None
        found = parse(serialise(description, form), format=file_format)
        assert {quad.triple for quad in found} == said, form.name
