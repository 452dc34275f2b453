"""Content negotiation on three kinds of entity, through HTTP, each check by its name.

They need KG_SUITES: a folder with `conformance/` (the runners).
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from api.serving import serving
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTITIES = ("division/371002", "fact/a1-001", "honor/a6-project-lists")
CHECKS = 49
"""How many checks the runner makes of each; a run that could not begin must not look like success."""
_LINE = re.compile(r"^(ok  |FAIL) (.+?)(?:  \[(.*)\])?$", re.MULTILINE)


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("conneg") / "log"
    with serving(log, "--store", str(built), KG_ACCESS_LOG="false") as running:
        yield running.address


@pytest.mark.parametrize("entity", ENTITIES)
def test_content_negotiation(
    suites: Path, server: str, entity: str, subtests: pytest.Subtests
) -> None:
    command = [sys.executable, str(suites / "conformance" / "conneg.py"), "-v"]
    command += ["--base", server, "--entity", f"/id/{entity}", "--iri", f"{BASE}id/{entity}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    checks = _LINE.findall(done.stdout)
    assert len(checks) == CHECKS, done.stdout + done.stderr
    for verdict, name, why in checks:
        with subtests.test(name):
            assert verdict.strip() == "ok", why
