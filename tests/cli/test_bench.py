"""`kg bench` measures; here on the small project, since only that it does is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.conftest import kg

if TYPE_CHECKING:
    from build.small import Small


@pytest.mark.slow
def test_bench_measures_each_thing_once(project: Small) -> None:
    done = kg("bench", "--runs", "1", KG_DATA=str(project.data))
    assert done.returncode == 0, done.stderr
    queries = ["advanced-counties", "growth-rates", "tallies-with-named-examples"]
    for what in ("cold build", "unchanged build", "ready to serve", "load the snapshot", *queries):
        (row,) = (line for line in done.stdout.splitlines() if line.lstrip().startswith(what))
        assert " s" in row or " ms" in row
    assert done.stdout.count("rdflib") == 1 + len(queries)
