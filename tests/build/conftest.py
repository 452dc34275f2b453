"""What the tests of the build share: a copy of the small project, and one with a store."""

from __future__ import annotations

import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest

from build import small
from kg import build as building
from kg.build import moment
from kg.shacl import gate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session", autouse=True)
def _gates_read_once() -> Iterator[None]:
    """The shapes do not change under these tests: reading them for each build takes much of its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "Gate", cache(gate.Gate))
        yield


@pytest.fixture(scope="session", autouse=True)
def _one_moment() -> Iterator[None]:
    """Builds of the same data give the same version only where they are made at the same time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(moment.EPOCH, "1790000000")
        yield


@pytest.fixture
def project(tmp_path: Path) -> small.Small:
    """A copy of the small project, not built."""
    return small.make(tmp_path / "project")


@pytest.fixture(scope="session")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built with its corpus; only to be copied."""
    made = small.make(tmp_path_factory.mktemp("base") / "project")
    building.build(made.settings(corpus=True))
    return made.root


@pytest.fixture
def built_project(_base: Path, tmp_path: Path) -> small.Small:
    """A copy of the small project with the store and the snapshot of a build with corpus."""
    shutil.copytree(_base, tmp_path / "built")
    return small.Small(tmp_path / "built")
