"""The digest of a graph's sources changes when one of them does, and only then."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg import assets
from kg.build import Sources, sources
from kg.mapping.dataset import DATASET
from kg.mapping.entities import DIVISIONS, ENTITIES
from kg.mapping.ontology import ONTOLOGY
from kg.vocab import graph

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from build.small import Small

T1, T2 = graph("article/t1"), graph("article/t2")
ALL = {ONTOLOGY, DIVISIONS, ENTITIES, T1, T2}


def digests(project: Small, *, corpus: bool = False) -> dict[NamedNode, str]:
    return Sources.of(project.settings(corpus=corpus)).digests


def changed(before: dict[NamedNode, str], after: dict[NamedNode, str]) -> set[NamedNode]:
    """The graphs with another digest; graph/dataset, which tells of all, is among them or none is."""
    names = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert (DATASET in names) is bool(names)
    return names - {DATASET}


def test_without_a_change_they_are_the_same_wherever_the_files_lie(
    project: Small, tmp_path: Path
) -> None:
    shutil.copytree(project.root, tmp_path / "elsewhere")
    elsewhere = type(project)(tmp_path / "elsewhere")
    assert digests(project) == digests(project) == digests(elsewhere)
    assert set(digests(project)) == {*ALL, DATASET}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        # the entities hold the periods that facts name
        ("data/articles/t1.yaml", {T1, ENTITIES}),
        ("data/registry/unit.yaml", {T1, T2, ENTITIES}),
        ("data/registry/division.yaml", {T1, T2, ENTITIES}),
        ("data/divisions/divisions.csv", {T1, T2, ENTITIES, DIVISIONS}),
        ("corpus/t1.txt", {T1, ENTITIES}),
        ("data/dataset.ttl", set()),
    ],
)
def test_a_file_that_changes_changes_what_is_made_from_it(
    project: Small, file: str, expected: set[NamedNode]
) -> None:
    before = digests(project, corpus=True)
    with (project.root / file).open("a", encoding="utf-8") as changing:
        changing.write("#\n")
    assert changed(before, digests(project, corpus=True)) == expected


def test_a_file_that_comes_or_goes_counts(project: Small) -> None:
    before = digests(project)
    (project.data / "registry" / "zone.yaml").write_text("[]\n", encoding="utf-8")
    with_zone = digests(project)
    assert changed(before, with_zone) == {T1, T2, ENTITIES}
    project.article("t2").rename(project.article("t3"))
    assert changed(with_zone, digests(project)) == {T2, graph("article/t3"), ENTITIES}


def test_the_text_counts_only_where_a_corpus_is_set(project: Small) -> None:
    without, with_corpus = digests(project), digests(project, corpus=True)
    assert changed(without, with_corpus) == {T1, T2, ENTITIES}
    (project.corpus / "t2.txt").unlink()
    assert changed(without, digests(project, corpus=True)) == {T1, ENTITIES}


def test_every_file_of_ontology_rules_shapes_and_code_counts(
    project: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a build would keep graphs that the new files would not make, or would refuse."""
    package = tmp_path / "kg"
    shutil.copytree(Path(kg.__file__).parent, package, ignore=shutil.ignore_patterns("*.pyc"))
    for name in ("ontology", "shapes"):
        shutil.copytree(assets.folder(name), tmp_path / name)
    monkeypatch.setattr(assets, "folder", lambda name: tmp_path / name)
    monkeypatch.setattr(sources, "_PACKAGE", package)
    before = digests(project)
    code = [package / "vocab.py"]
    for folder in ("model", "mapping", "shacl", "build"):
        code += (package / folder).glob("*.py")
    meaning = [*(tmp_path / "ontology").rglob("*.??"), *(tmp_path / "ontology").rglob("*.ttl")]
    shapes = {
        "ontology": ALL,
        "store": ALL - {ONTOLOGY},
        "entity": {ENTITIES, T1, T2},
        "article": {ENTITIES, T1, T2},
    }
    expected = {
        **dict.fromkeys((*code, *meaning), ALL),
        **{
            path: graphs
            for of, graphs in shapes.items()
            for path in (tmp_path / "shapes" / of).glob("*.ttl")
        },
    }
    assert len(expected) > 40
    for path, graphs in expected.items():
        content = path.read_bytes()
        path.write_bytes(content + b"#\n")
        assert changed(before, digests(project)) == graphs, path
        path.write_bytes(content)
    assert digests(project) == before


def test_a_file_given_beside_stands_for_its_namesake(project: Small, tmp_path: Path) -> None:
    own = tmp_path / "t1.yaml"
    shutil.copy(project.article("t1"), own)
    found = Sources.of(project.settings(), [own]).articles
    assert found == {"t1": own, "t2": project.article("t2")}
