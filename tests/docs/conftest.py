"""What the tests of the docs share: the maker of their generated parts, as `make docs` runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg import assets

sys.path.insert(0, str(assets.root() / "docs"))  # as the script has it

import make_docs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.build.candidate import Candidate


@pytest.fixture(scope="session")
def parts(candidate: Candidate) -> Mapping[str, Callable[[], str]]:
    """Name of each generated part → what makes it."""
    return make_docs.all_parts(lambda: candidate.store)


@pytest.fixture(scope="session")
def in_r(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """A function that runs a program in R, in a folder, and gives what it prints.

    The test skips visibly where there is no R.
    """
    if (rscript := shutil.which("Rscript")) is None:
        pytest.skip("R is not installed")

    def run(code: str, folder: Path | None = None) -> str:
        done = subprocess.run(
            [rscript, "-e", code],
            cwd=folder or tmp_path_factory.mktemp("r"),
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
