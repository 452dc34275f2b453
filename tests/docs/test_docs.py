"""The docs say what the code, the ontology and the data say, and link to what is there."""

from __future__ import annotations

import ast
import importlib.util
import re
from typing import TYPE_CHECKING

import pytest
import typer

from kg import assets
from kg.cli import app
from kg.model.fact import KINDS
from kg.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

ROOT = assets.root()
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_the_generated_parts_are_up_to_date(page: Path, maker: ModuleType) -> None:
    text = page.read_text(encoding="utf-8")
    assert maker.regenerated(text) == text, "run `make docs`"


def test_every_kind_of_fact_has_its_example(maker: ModuleType) -> None:
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert set(maker.EXAMPLES) == set(KINDS)
    assert all(f"<!-- generated: example-{kind.lower()} -->" in text for kind in KINDS)


@every_page
def test_every_link_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    assert missing == []


@every_page
def test_every_command_that_is_named_exists(page: Path) -> None:
    commands = set(typer.main.get_group(app).commands)
    named = set(re.findall(r"(?:^|[`/])kg ([a-z]+)", page.read_text(encoding="utf-8")))
    assert named <= commands
    targets = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    asked = set(re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8")))
    assert asked <= targets


def test_every_setting_and_command_is_documented() -> None:
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`KG_{name.upper()}`" not in text] == []
    commands = typer.main.get_group(app).commands
    assert [name for name in commands if f"`kg {name}`" not in text] == []


def test_exactly_the_codes_of_the_source_are_documented() -> None:
    """A code is the first argument of what makes an error, or a choice between two."""
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    table = text.partition("## Errors")[2]
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", table, re.MULTILINE))
    families = {code.partition("-")[0] for code in documented}
    used = {code for code in _constants() if code.partition("-")[0] in families}
    assert documented - used == set()
    assert {code for code in _first_arguments() if CODE.fullmatch(code)} - documented == set()


def _sources() -> list[Path]:
    return [*ROOT.glob("src/kg/**/*.py"), *ROOT.glob("api/kg_api/**/*.py")]


def _constants() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in _sources())
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def _first_arguments() -> set[str]:
    """The codes of calls that also give words in zh, which only errors do."""
    found: set[str] = set()
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and "zh" in {word.arg for word in node.keywords}:
                constants = (n.value for arg in node.args[:1] for n in ast.walk(arg)
                             if isinstance(n, ast.Constant) and isinstance(n.value, str))  # fmt: skip
                found |= set(constants)
    return found
