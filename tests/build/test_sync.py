"""The whole way: a build makes what changed, and what depends on it, and nothing else."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad

from build import small
from build.seen import change, command, files, published, stored
from kg import build as building
from kg.build import sync
from kg.errors import StoreError
from kg.lookup.index import Index
from kg.mapping.entities import DIVISIONS, ENTITIES
from kg.mapping.ontology import ONTOLOGY
from kg.store.primary import open_primary
from kg.store.snapshot import Snapshot
from kg.vocab import BASE, graph

if TYPE_CHECKING:
    from pathlib import Path

    from build.small import Small

T1, T2 = graph("article/t1"), graph("article/t2")
INFERRED, DATASET = graph("inferred"), graph("dataset")


def graphs_that_differ(one: set[Quad], other: set[Quad]) -> set[NamedNode]:
    names = {quad.graph_name for quad in one ^ other}
    return {name for name in names if isinstance(name, NamedNode)}


def test_a_first_build_publishes_what_the_store_holds(project: Small) -> None:
    summary = building.build(project.settings())
    found = published(project.store)
    assert found == stored(project.store)
    assert Snapshot.load(project.store).version == summary.version
    assert {quad.graph_name for quad in found} == {
        *(ONTOLOGY, DIVISIONS, ENTITIES, INFERRED, DATASET, T1, T2)
    }
    assert (summary.articles, summary.facts, summary.changed) == (2, 8, 5)
    assert summary.quads == len(found)
    assert not (project.store / building.MARKER).exists()
    counts = Snapshot.load(project.store).manifest.counts
    assert counts["divisions"] == 5
    entities = {quad.subject for quad in found if quad.graph_name == ENTITIES}
    assert counts["entities"] == len(entities)


def test_a_second_build_changes_nothing(built_project: Small) -> None:
    before = files(built_project.store)
    version = Snapshot.load(built_project.store).version
    steps: list[str] = []
    settings = built_project.settings(corpus=True)
    summary = building.build(settings, lambda name, *_: steps.append(name))
    assert (summary.version, summary.changed, steps) == (version, 0, [])
    assert (summary.articles, summary.facts) == (2, 8)
    assert files(built_project.store) == before


def test_a_change_makes_its_graph_again_and_what_depends_on_it(built_project: Small) -> None:
    before = published(built_project.store)
    version = Snapshot.load(built_project.store).version
    change(built_project)
    summary = building.build(built_project.settings(corpus=True))
    after = published(built_project.store)
    assert summary.version != version
    assert summary.changed == 2  # the article, and the entities with the periods that facts name
    assert graphs_that_differ(before, after) == {T1, INFERRED, DATASET}
    assert after == stored(built_project.store)


def test_a_withdrawn_fact_is_known_as_such_also_to_a_new_store(built_project: Small) -> None:
    path = built_project.article("t2")
    built_project.edit(path, "nextFact: 3", "nextFact: 4\nwithdrawn: [3]")
    for store in (built_project.store, built_project.root / "other"):
        summary = building.build(built_project.settings(corpus=True, store=store))
        assert (summary.facts, summary.warnings) == (8, ())
        index = Index.of(Snapshot.load(store))
        assert index.withdrawn(f"{BASE}id/fact/t2-003")
        assert index.find(f"{BASE}id/fact/t2-003") is None


def test_a_change_of_the_registry_reaches_entities_and_what_is_inferred(
    built_project: Small,
) -> None:
    before = published(built_project.store)
    unit = built_project.data / "registry" / "unit.yaml"
    built_project.edit(unit, "conversionMultiplier: 10000", "conversionMultiplier: 10001")
    building.build(built_project.settings(corpus=True))
    after = published(built_project.store)
    assert graphs_that_differ(before, after) == {ENTITIES, INFERRED, DATASET}


def test_a_file_that_is_gone_takes_its_graph_along(built_project: Small) -> None:
    built_project.article("t2").unlink()
    summary = building.build(built_project.settings(corpus=True))
    found = published(built_project.store)
    assert (summary.articles, summary.facts) == (1, 6)
    assert T2 not in {quad.graph_name for quad in found}
    assert found == stored(built_project.store)
    assert not [quad for quad in found if "/t2" in str(quad.triple)]


def test_a_chain_of_changes_ends_where_a_fresh_build_does(
    built_project: Small, tmp_path: Path
) -> None:
    """Kept graphs, kept reports and removed ones leave no trace."""
    settings = built_project.settings(corpus=True)
    built_project.edit(built_project.article("t1"), "  periodText: 去年\n", "")
    assert building.build(settings).warnings
    t2 = built_project.article("t2").read_bytes()
    built_project.article("t2").unlink()
    building.build(settings)
    built_project.article("t2").write_bytes(t2)
    last = building.build(settings)
    fresh = building.build(built_project.settings(corpus=True, store=tmp_path / "fresh"))
    assert fresh.version == last.version
    report = Snapshot.load(built_project.store).folder / "report.ttl"
    assert "periodText" in report.read_text(encoding="utf-8")  # the warning is still told there


def test_the_version_depends_on_the_data_alone(built_project: Small, tmp_path: Path) -> None:
    """Another folder, another process, another seed of Python's hashes; warnings among it."""
    versions = set()
    for seed in ("1", "2"):
        project = small.Small(tmp_path / seed)
        shutil.copytree(built_project.root, project.root)
        project.edit(project.article("t1"), "  periodText: 去年\n", "")
        for fact in ("t1-004", "t1-005"):
            inferred = "  period: 2023\n  periodInferred: true\n"
            project.edit(project.article("t1"), f"id: {fact}\n", f"id: {fact}\n{inferred}")
        with command(project, PYTHONHASHSEED=seed) as process:
            assert process.wait() == 0
        versions.add(Snapshot.load(project.store).version)
        reports = Snapshot.load(project.store).folder / "report.ttl"
        assert reports.read_text(encoding="utf-8").count("sh:Warning") == 3
    assert len(versions) == 1


def test_a_build_holds_the_lock_until_its_snapshot_is_published(
    built_project: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a second one could publish in between, and the first make its older one current."""
    told: list[str] = []

    def after_publishing(root: Path) -> None:
        with pytest.raises(StoreError) as caught, open_primary(root):
            pass
        told.append(caught.value.code)

    monkeypatch.setattr(sync, "prune", after_publishing)
    change(built_project)
    building.build(built_project.settings(corpus=True))
    assert told == ["store-locked"]


def test_a_damaged_snapshot_is_made_again(built_project: Small) -> None:
    snapshot = Snapshot.load(built_project.store)
    (snapshot.folder / "data.nq.gz").write_bytes(b"damaged")
    summary = building.build(built_project.settings(corpus=True))
    assert summary.version == snapshot.version
    Snapshot.load(built_project.store).verify()


def test_a_new_version_of_the_program_publishes_the_same_data_anew(
    built_project: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Snapshot.load(built_project.store)
    monkeypatch.setattr(sync, "publishing_code", lambda: "another")
    building.build(built_project.settings(corpus=True))
    after = Snapshot.load(built_project.store)
    assert after.manifest.made_by == "another" != before.manifest.made_by
    assert after.version == before.version


def test_an_index_of_an_older_form_does_not_stop_a_build(built_project: Small) -> None:
    index = Snapshot.load(built_project.store).folder / "resources.sqlite"
    index.unlink()
    with closing(sqlite3.connect(index)) as old:
        old.execute("CREATE TABLE resource (iri TEXT)")
    (built_project.store / "unpublished").touch()
    building.build(built_project.settings(corpus=True))
    assert Index.of(Snapshot.load(built_project.store)).last_change() > 0
