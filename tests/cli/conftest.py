"""What the tests of the command line share: a runner that sees no settings of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from typer.testing import CliRunner

from build import small
from kg import build as building
from kg.build import Sources
from kg.cli import app
from kg.shacl import gate

if TYPE_CHECKING:
    from click.testing import Result

    from build.small import Small

KG = Path(sys.executable).with_name("kg")
"""The command as it is installed beside the interpreter."""


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of what takes long; `-m "not slow"` leaves it out."""
    config.addinivalue_line("markers", "slow: takes ten seconds or so")


_GATE = cache(gate.Gate)
"""Reads each set of shapes once for all tests."""


class Run(Protocol):
    """Runs `kg` with these arguments in this process."""

    def __call__(self, *arguments: object, lang: str = "en_GB.UTF-8") -> Result:
        """Return its exit code and what it printed; `lang` is the locale."""


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting from the environment or from a kg.env in the working folder."""
    for name in [name for name in os.environ if name.startswith(("KG_", "LC_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The runner. It leaves out the lint of the ontology, which no command is asked about here."""
    shapes = Sources.shapes
    quick = lambda self, of: () if of == "ontology" else shapes(self, of)  # noqa: E731
    monkeypatch.setattr(Sources, "shapes", quick)
    monkeypatch.setattr(gate, "Gate", _GATE)

    def call(*arguments: object, lang: str = "en_GB.UTF-8") -> Result:
        return CliRunner().invoke(app, [str(each) for each in arguments], env={"LANG": lang})

    return call


@pytest.fixture
def project(tmp_path: Path) -> Small:
    """A copy of the small project, not built."""
    return small.make(tmp_path / "project")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the small project, built without a corpus; only to be read."""
    made = small.make(tmp_path_factory.mktemp("published") / "project")
    building.build(made.settings())
    return made.store


def kg(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command to its end, in a process of its own."""
    return subprocess.run(
        [str(KG), *(str(each) for each in arguments)],
        env=small.environment(**environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
