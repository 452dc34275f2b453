"""`kg bench` measures; here on the small project, since only that it does is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.conftest import kg

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.slow
def test_every_kind_of_page_is_measured(project: Small) -> None:
    done = kg("bench", "pages", "--runs", "1", KG_DATA=str(project.data))
    assert done.returncode == 0, done.stderr
    for name in ("/counties", "/quality", "/query", "article", "county"):
        assert name in done.stdout


def test_a_command_of_its_own_is_the_same(project: Small) -> None:
    shown = kg("bench", "--help").stdout
    assert all(name in shown for name in ("build", "serve"))
    assert "--runs" in kg("bench", "build", "--help").stdout


def test_the_peers_are_asked_for_before_anything_is_measured(tmp_path: Path) -> None:
    done = kg("bench", "serve", "--peers", str(tmp_path))
    assert done.returncode == 1
    assert "[bench-program]" in done.stderr
