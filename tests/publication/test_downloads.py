"""The same data gives the same files, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build import small
from build.seen import command
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """Other folders, other processes, other seeds of Python's hashes; the time is given."""
    made = []
    for seed in ("1", "2"):
        project = small.make(tmp_path / seed)
        with command(project, PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH="1790000000") as process:
            assert process.wait() == 0
        snapshot = Snapshot.load(project.store)
        made.append({file.name: file.sha256 for file in snapshot.manifest.files})
    differing = {
        name for name in made[0].keys() | made[1].keys() if made[0].get(name) != made[1].get(name)
    }
    assert differing == set()
    assert {"panel.csv", "panel.parquet", "county-kg.ttl.gz", "datapackage.json"} <= set(made[0])


def test_what_the_texts_say_in_full_is_in_no_table(tmp_path: Path) -> None:
    """With a corpus the graph has quotations; the tables have phrases as printed alone."""
    project = small.make(tmp_path / "project")
    with command(project) as process:
        assert process.wait() == 0
    folder = Snapshot.load(project.store).folder
    assert "三次蝉联" in (folder / "conferral.csv").read_text("utf-8")
    quoted = [line for text in small.TEXTS.values() for line in text.splitlines()]
    for table in folder.glob("*.csv"):
        text = table.read_text("utf-8")
        assert not [line for line in quoted if len(line) > 10 and line in text], table.name
