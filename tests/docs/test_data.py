"""docs/data.md names every file, and its examples give what it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import pytest

from kg import assets
from kg.publication import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = assets.root() / "docs" / "data.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n```\n(.*?)```", TEXT, re.DOTALL)


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) == TEXT.count("```python") == 3


@pytest.mark.parametrize("number", range(3))
def test_an_example_gives_what_it_shows(number: int, downloads: Path) -> None:
    code, shown = EXAMPLES[number]
    command = [sys.executable, "-W", "error", "-X", "utf8", "-c", code]
    done = subprocess.run(command, cwd=downloads, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 2
    assert done.stdout.strip() == shown.strip()


def test_the_example_in_r_gives_what_it_shows(downloads: Path, in_r: Callable[..., str]) -> None:
    ((code, shown),) = re.findall(r"```r\n(.*?)```\n```\n(.*?)```", TEXT, re.DOTALL)
    assert in_r(code, downloads).strip() == shown.strip()


def test_the_example_in_duckdb_gives_what_it_shows(
    downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((query, shown),) = re.findall(r"```sql\n(.*?)```\n```\n(.*?)```", TEXT, re.DOTALL)
    monkeypatch.chdir(downloads)
    assert str(duckdb.sql(query)).strip() == shown.strip()


def test_every_table_and_file_is_named() -> None:
    files = TEXT.partition("## The files")[2].partition("## What")[0]
    named = set(re.findall(r"`([\w.-]+)`", files))
    tables = set(catalogue.TABLES) - {"codebook"}
    whole = {catalogue.NQUADS, catalogue.TURTLE, catalogue.PACKAGE, catalogue.SUMS}
    assert named - {".csv", ".parquet"} == tables | whole | {"codebook.csv"}


def test_every_column_that_it_speaks_of_is_there(downloads: Path) -> None:
    columns = {
        line.split(",")[1]
        for line in (downloads / "codebook.csv").read_text("utf-8-sig").splitlines()
    }
    spoken = TEXT.partition("## What you need to know")[2].partition("## Formats")[0]
    words = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", spoken))
    assert words <= columns
    assert len(words) > 10
