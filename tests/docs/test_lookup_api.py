"""docs/lookup-api.md: its examples give what they show, and it names every parameter."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from api.serving import Running, serving
from kg import assets
from kg.names.conflicts import Conflict
from kg.names.reasons import Reason
from kg.names.roles import TRUST
from kg_api.models.lists import ListParameters
from kg_api.models.search import SearchParameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pydantic import BaseModel

TEXT = (assets.root() / "docs" / "lookup-api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n```\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def running(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    log = tmp_path_factory.mktemp("lookup-api") / "log"
    with serving(log, "--store", str(built)) as server:
        yield server


def test_every_example_has_what_it_gives() -> None:
    assert len(EXAMPLES) == TEXT.count("```python") == 6


@pytest.mark.parametrize("number", range(6))
def test_an_example_gives_what_it_shows(number: int, running: Running) -> None:
    code, shown = EXAMPLES[number]
    here = code.replace("http://127.0.0.1:8000", running.address)
    command = [sys.executable, "-W", "error", "-X", "utf8", "-c", here]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == shown.strip()


def test_the_example_in_r_gives_what_it_shows(running: Running, in_r: Callable[..., str]) -> None:
    ((code, shown),) = re.findall(r"```r\n(.*?)```\n```\n(.*?)```", TEXT, re.DOTALL)
    here = code.replace("http://127.0.0.1:8000", running.address)
    assert in_r(here).strip() == shown.strip()


@pytest.mark.parametrize(
    ("model", "heading"), [(SearchParameters, "Which entity"), (ListParameters, "Lists")]
)
def test_every_parameter_is_told(model: type[BaseModel], heading: str) -> None:
    section = TEXT.partition(f"## {heading}")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert told == {info.alias or name for name, info in model.model_fields.items()}


def test_the_reasons_are_told_with_their_scores() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| ([^|]+) \| (yes|no) \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE
    )
    told = {code: (score, certain == "yes", zh, en) for code, score, certain, zh, en in rows}
    assert {code: each[2:] for code, each in told.items()} == {
        each.code: (each.zh, each.en) for each in Reason
    }
    for role, trust in TRUST.items():
        assert told[Reason.of(role).code][:2] == (f"{trust.score:g}", trust.certain)


def test_the_conflicts_of_a_row_are_told() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)
    told = {code: (zh, en) for code, zh, en in rows}
    assert {each.code: (each.zh, each.en) for each in Conflict}.items() <= told.items()
