"""The W3C suites of SPARQL through HTTP, against a scratch server in a process of its own.

They need KG_SUITES: a folder with `suites/` (w3c/rdf-tests) and `conformance/` (the runners).
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from api.serving import SCRATCH, serving
from conformance.known import KNOWN, TOTALS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FAILED = re.compile(r"^FAIL (.+?)(?:  \[(.*)\])?$", re.MULTILINE)
_TOTAL = re.compile(r"^passed (\d+) of (\d+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("scratch") / "log"
    with serving(log, *SCRATCH, KG_ACCESS_LOG="false", KG_LOG_LEVEL="error") as running:
        yield running.address


def run(runners: Path, server: str, suite: str) -> str:
    """The output of the runner of a suite; groups of evaluation tests share one runner."""
    is_group = suite.startswith("sparql1")
    script = runners / ("query_eval.py" if is_group else f"{suite}.py")
    endpoints = ("--query", "/sparql", "--update", "/update", "--gsp", "/graph-store")
    command = [sys.executable, str(script), "--base", server, "--bearer", "T", *endpoints]
    if is_group:
        command += ["--groups", suite]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=170)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.mark.parametrize("suite", KNOWN)
def test_suite(suites: Path, scratch: str, suite: str) -> None:
    output = run(suites / "conformance", scratch, suite)
    failed = dict(_FAILED.findall(output))
    unexpected = {name: why for name, why in failed.items() if name not in KNOWN[suite]}
    assert unexpected == {}
    assert KNOWN[suite].keys() <= failed.keys(), "listed as known, and passed"
    total = _TOTAL.search(output)
    assert total is not None, output
    assert int(total[2]) == TOTALS[suite]
    assert int(total[1]) == TOTALS[suite] - len(KNOWN[suite])
