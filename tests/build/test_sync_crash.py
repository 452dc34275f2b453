"""However a build ends, the last snapshot is whole, and the next build goes on from there."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from build import small
from build.seen import change, command, files, published, stored
from kg import build as building
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from build.small import Small


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
