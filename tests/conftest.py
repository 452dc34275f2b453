"""What several test files share: the corpus, the suites, one built store, and the rule on skips."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import build as building
from kg.build.sources import Sources
from kg.publication import catalogue
from kg.settings import Settings
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from kg.build.candidate import Candidate

CORPUS = os.environ.get("KG_CORPUS")
SUITES = os.environ.get("KG_SUITES")

needs_corpus = pytest.mark.skipif(not CORPUS, reason="KG_CORPUS is not set: no texts to compare")
needs_suites = pytest.mark.skipif(not SUITES, reason="KG_SUITES is not set: no suites to run")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the texts; the test skips visibly where there is none."""
    if not CORPUS:
        pytest.skip("KG_CORPUS is not set: no texts to compare")
    return Path(CORPUS)


@pytest.fixture(scope="session")
def suites() -> Path:
    """The folder that holds suites/; the test skips visibly where there is none."""
    if not SUITES:
        pytest.skip("KG_SUITES is not set: no suites to run")
    return Path(SUITES)


@pytest.fixture(scope="session")
def candidate() -> Candidate:
    """The project's own data, mapped, inferred and gated in memory; without a corpus."""
    made = building.prepare(Sources.of(Settings(corpus=None)), {}, lambda _: ())
    made.require()
    return made


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store folder with a published snapshot of the project's own data."""
    store = tmp_path_factory.mktemp("built") / "store"
    building.build(Settings(store=store, corpus=None))
    return store


@pytest.fixture(scope="session")
def downloads(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a user has who downloaded every file of that snapshot."""
    target = tmp_path_factory.mktemp("downloads")
    snapshot = Snapshot.load(built)
    for file in snapshot.manifest.files:
        if entry := catalogue.entry(file.name):
            shutil.copy(snapshot.folder / file.name, target / entry.name)
    return target


_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note every test that skipped (expected failures are no skips)."""
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note every module that skipped as a whole."""
    if report.skipped:
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI, where all is installed, a skip hides a test that should have run."""
    complete = bool(CORPUS and SUITES)
    if os.environ.get("CI") == "true" and complete and _skipped and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\n{len(_skipped)} tests were skipped although CI has what they need: {_skipped}")  # noqa: T201
