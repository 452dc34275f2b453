"""The Reconciliation API 0.2 through HTTP, over the project's own data, each check by its name.

They need KG_SUITES: `suites/reconciliation` (reconciliation-api/specs) and
`conformance/recon.py`, the runner.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from api.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("荣成市", "高质量发展先进县", "三角轮胎股份有限公司")
CHECKS = 72
"""How many checks the runner makes; a run that could not begin must not look like success."""
_LINE = re.compile(r"^(ok  |FAIL) (.+?)(?:  \[(.*)\])?$", re.MULTILINE)


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("recon") / "log"
    with serving(log, "--store", str(built), KG_ACCESS_LOG="false") as running:
        yield running.address


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/zh"])
@pytest.mark.parametrize("name", NAMES)
def test_reconciliation(
    suites: Path, server: str, name: str, path: str, subtests: pytest.Subtests
) -> None:
    command = [sys.executable, str(suites / "conformance" / "recon.py"), "-v"]
    command += ["--base", server, "--recon", path, "--name", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    checks = _LINE.findall(done.stdout)
    assert len(checks) == CHECKS, done.stdout + done.stderr
    for verdict, check, why in checks:
        with subtests.test(check):
            assert verdict.strip() == "ok", why
