"""The catalogue names what is offered, in both languages, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.publication import catalogue
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path


def test_every_file_that_is_offered_has_a_title_and_a_type(built: Path) -> None:
    entries = [catalogue.entry(file.name) for file in Snapshot.load(built).manifest.files]
    offered = {entry.name: entry for entry in entries if entry}
    tables = {f"{name}.{kind}" for name in catalogue.TABLES for kind in ("csv", "parquet")}
    whole = {catalogue.NQUADS, catalogue.TURTLE, catalogue.PACKAGE, catalogue.SUMS}
    assert set(offered) == (tables - {"codebook.parquet"}) | whole
    for entry in offered.values():
        assert entry.title.zh != entry.title.en
        assert entry.media_type != "text/plain" or entry.name == catalogue.SUMS


@pytest.mark.parametrize("name", ["manifest.json", "report.ttl", "resources.sqlite", ".lock"])
def test_what_is_of_the_server_alone_is_not_offered(name: str) -> None:
    assert catalogue.entry(name) is None


def test_the_whole_comes_first_and_what_describes_it_last() -> None:
    names = ["SHA256SUMS", "role.csv", "panel.parquet", "panel.csv", "county-kg.nq.gz"]
    assert sorted(names, key=catalogue.place) == [*reversed(names[1:]), "SHA256SUMS"]
