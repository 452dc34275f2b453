"""The whole way: idempotent, all or nothing, and the last snapshot outlives every crash."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from build import small
from kg import build as building
from kg.build import sync
from kg.errors import CombinedError, StoreError
from kg.mapping.entities import DIVISIONS, ENTITIES
from kg.mapping.ontology import ONTOLOGY
from kg.store.primary import open_primary
from kg.store.snapshot import Snapshot
from kg.vocab import RDF_TYPE, graph, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from build.small import Small

T1, T2, T3 = (graph(f"article/{name}") for name in ("t1", "t2", "t3"))
INFERRED, DATASET = graph("inferred"), graph("dataset")


def files(root: Path) -> dict[str, tuple[str, int]]:
    """Of each file that readers see: its digest, and when it was written."""
    paths = [root / "current", *sorted((root / "snapshots").rglob("*"))]
    return {
        str(path.relative_to(root)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in paths
        if path.is_file()
    }


def stored(root: Path) -> set[Quad]:
    with open_primary(root) as primary:
        return set(primary.quads())


def published(root: Path) -> set[Quad]:
    snapshot = Snapshot.load(root)
    snapshot.verify()
    with snapshot.open_data() as data:
        return set(parse(data, format=RdfFormat.N_QUADS))


def graphs_that_differ(one: set[Quad], other: set[Quad]) -> set[NamedNode]:
    names = {quad.graph_name for quad in one ^ other}
    return {name for name in names if isinstance(name, NamedNode)}


def change(project: Small) -> None:
    project.edit(project.article("t1"), "valueText: 322.7万元", "valueText: 完成投资322.7万元")


# -- what a build does


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


# -- the texts stay where they are


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


# -- bad input leaves everything as it was


def broken_yaml(project: Small) -> tuple[Path, str]:
    path = project.article("t1")
    project.edit(path, "  recipient: 丙区\n", "  recipient: [丙区\n")
    return path, "  honor: 样板县"


def unknown_entity(project: Small) -> tuple[Path, str]:
    path = project.article("t1")
    project.edit(path, "actor: 丁局\n  modality: planned", "actor: 无局\n  modality: planned")
    return path, "actor: 无局"


def locator_out_of_range(project: Small) -> tuple[Path, str]:
    path = project.article("t2")
    at = "".join(re.findall(r"id: t2-001\n.*\n  (at: .*)\n", path.read_text(encoding="utf-8")))
    project.edit(path, at, "at: 2:3-400")
    return path, "at: 2:3-400"


def figure_of_another_passage(project: Small) -> tuple[Path, str]:
    path = project.article("t1")
    project.edit(path, "value: 322.7", "value: 323.7")
    project.edit(path, "valueText: 322.7万元", "valueText: 323.7万元")
    return path, "value: 323.7"


def duplicate_id(project: Small) -> tuple[Path, str]:
    path = project.article("t2")
    project.edit(path, "- id: t2-002\n", "- id: t2-001 # again\n")
    return path, "# again"


def shape_violation(project: Small) -> tuple[Path, str]:
    path = project.article("t1")
    project.edit(
        path, "  bound: exact\n  period: 2023\n  periodText", "  period: 2023\n  periodText"
    )
    return path, "- id: t1-002"


@pytest.mark.parametrize(
    ("spoil", "code", "fact"),
    [
        (broken_yaml, "data-yaml", None),
        (unknown_entity, "entity-unknown", "t1-005"),
        (locator_out_of_range, "locator-range", "t2-001"),
        (figure_of_another_passage, "figure-not-in-passage", "t1-002"),
        (duplicate_id, "fact-duplicate", "t2-001"),
        (shape_violation, "shape-violation", "t1-002"),
    ],
)
def test_bad_input_is_told_and_leaves_store_and_snapshot_as_they_were(
    built_project: Small,
    spoil: Callable[[Small], tuple[Path, str]],
    code: str,
    fact: str | None,
) -> None:
    before, quads = files(built_project.store), stored(built_project.store)
    path, words = spoil(built_project)
    with pytest.raises(CombinedError) as caught:
        building.build(built_project.settings(corpus=True))
    (error,) = (each for each in caught.value.errors if each.code == code)
    assert error.file == f"data/articles/{path.name}"
    assert error.line == built_project.line(path, words)
    assert error.subject == fact
    # the words of a shape say themselves how to mend it
    assert (error.mend_zh and error.mend_en) or (";请" in error.zh and "; " in error.en)
    assert files(built_project.store) == before
    assert stored(built_project.store) == quads
    assert not (built_project.store / building.MARKER).exists()


def test_after_bad_input_the_mended_files_are_built(built_project: Small, tmp_path: Path) -> None:
    settings = built_project.settings(corpus=True)
    text = built_project.article("t1").read_bytes()
    unknown_entity(built_project)
    with pytest.raises(CombinedError):
        building.build(settings)
    version = Snapshot.load(built_project.store).version
    built_project.article("t1").write_bytes(text)
    assert building.build(settings).version == version


def test_a_first_build_that_is_refused_publishes_nothing(project: Small) -> None:
    unknown_entity(project)
    with pytest.raises(CombinedError):
        building.build(project.settings())
    assert stored(project.store) == set()
    assert not (project.store / "current").exists()


# -- crashes


def command(project: Small, **environment: str) -> subprocess.Popen[bytes]:
    """A real `kg build`, with corpus, in a process of its own."""
    arguments = ["build", "--data", str(project.data), "--store", str(project.store)]
    return subprocess.Popen(
        [sys.executable, "-m", "kg.cli", *arguments, "--corpus", str(project.corpus)],
        env=small.environment(**environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def alternate(project: Small) -> None:
    """Change the project, and back, so that each build has something to do."""
    path = project.article("t1")
    if "完成投资322.7万元" in path.read_text(encoding="utf-8"):
        project.edit(path, "valueText: 完成投资322.7万元", "valueText: 322.7万元")
    else:
        change(project)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=lambda each: each.name)
def test_a_build_that_is_ended_anywhere_leaves_a_whole_snapshot(
    built_project: Small, tmp_path: Path, end: signal.Signals
) -> None:
    """At random moments, early and late; the next build comes to where an undisturbed one does."""
    project, settings = built_project, built_project.settings(corpus=True)
    alternate(project)
    shutil.copytree(project.store, tmp_path / "undisturbed")
    versions = {
        Snapshot.load(project.store).version,
        building.build(project.settings(corpus=True, store=tmp_path / "undisturbed")).version,
    }
    assert len(versions) == 2
    started = time.monotonic()
    with command(project) as process:
        assert process.wait() == 0
    whole = time.monotonic() - started
    moments = random.Random(end.value)  # noqa: S311 - no secret
    unfinished = 0
    count = 8 if end is signal.SIGKILL else 2
    for number in range(count):
        before = Snapshot.load(project.store).version
        (expected,) = versions - {before}
        alternate(project)
        with command(project) as process:
            time.sleep(moments.uniform(number, number + 1) / count * whole)
            process.send_signal(end)
        snapshot = Snapshot.load(project.store)
        snapshot.verify()
        assert snapshot.version in versions
        unfinished += snapshot.version == before
        assert building.build(settings).version == expected
        assert published(project.store) == stored(project.store)
    assert unfinished  # else no moment was early enough to say anything


CRASH = """
import os, signal, sys
from pathlib import Path
from kg import build
from kg.build import sync
from kg.settings import Settings
data, store, step = sys.argv[1:]
def progress(name, done, total):
    if name == step:
        os.kill(os.getpid(), signal.SIGKILL)
sync.prune = lambda root: progress("prune", 0, 1)
build.build(Settings(data=Path(data), store=Path(store), corpus=None), progress)
"""


def crash(project: Small, step: str) -> None:
    arguments = [str(project.data), str(project.store), step]
    done = subprocess.run(
        [sys.executable, "-c", CRASH, *arguments], env=small.environment(), check=False
    )
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("step", "marked", "written"),
    [
        ("store", False, False),
        ("snapshot", True, True),
        ("prune", True, True),
    ],
)
def test_a_crash_before_and_after_each_writing(
    built_project: Small, step: str, *, marked: bool, written: bool
) -> None:
    """`recover` publishes what the store already holds, and leaves all else alone."""
    project = built_project
    building.build(project.settings())
    before = published(project.store)
    change(project)
    crash(project, step)
    assert (project.store / building.MARKER).exists() is marked
    assert (stored(project.store) != before) is written
    assert (published(project.store) != before) is (step == "prune")
    building.recover(project.store)
    assert not (project.store / building.MARKER).exists()
    recovered = published(project.store)
    assert recovered == stored(project.store)
    assert (recovered != before) is written
    summary = building.build(project.settings())
    assert (summary.changed == 0) is written
    assert published(project.store) != before


def test_a_crash_in_the_first_build_leaves_what_recover_publishes(project: Small) -> None:
    crash(project, "snapshot")
    building.recover(project.store)
    recovered = Snapshot.load(project.store)
    assert building.build(project.settings()).version == recovered.version


def test_recover_without_a_marker_touches_nothing(tmp_path: Path) -> None:
    building.recover(tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_recover_of_an_empty_store_publishes_nothing(tmp_path: Path) -> None:
    (tmp_path / building.MARKER).touch()
    building.recover(tmp_path)
    assert not (tmp_path / "current").exists()
    assert not (tmp_path / building.MARKER).exists()


@pytest.mark.parametrize("step", ["articles", "infer", "store", "snapshot"])
def test_ctrl_c_gives_the_lock_back_and_the_next_build_goes_on(
    built_project: Small, step: str
) -> None:
    def interrupt(name: str, *_: int) -> None:
        if name == step:
            raise KeyboardInterrupt

    before = files(built_project.store)
    change(built_project)
    settings = built_project.settings(corpus=True)
    with pytest.raises(KeyboardInterrupt):
        building.build(settings, interrupt)
    assert files(built_project.store) == before
    building.build(settings)
    assert published(built_project.store) == stored(built_project.store)
    assert files(built_project.store) != before


# -- two at a time


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


def test_a_check_writes_nothing_and_says_what_a_build_would(built_project: Small) -> None:
    before, quads = files(built_project.store), stored(built_project.store)
    unknown_entity(built_project)
    candidate = building.check(built_project.settings(corpus=True))
    assert [error.code for error in candidate.errors] == ["entity-unknown"]
    assert files(built_project.store) == before
    assert stored(built_project.store) == quads
