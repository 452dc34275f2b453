"""Bad input is told, with its place and its mend, and leaves everything as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from build.seen import files, stored
from kg import build as building
from kg.errors import CombinedError
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from build.small import Small


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


def test_after_bad_input_the_mended_files_are_built(built_project: Small) -> None:
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


def test_a_check_writes_nothing_and_says_what_a_build_would(built_project: Small) -> None:
    before, quads = files(built_project.store), stored(built_project.store)
    unknown_entity(built_project)
    candidate = building.check(built_project.settings(corpus=True))
    assert [error.code for error in candidate.errors] == ["entity-unknown"]
    assert files(built_project.store) == before
    assert stored(built_project.store) == quads
