"""Every page names files, commands and targets that are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import typer

from kg import assets
from kg.cli import app

if TYPE_CHECKING:
    from pathlib import Path

ROOT = assets.root()
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)")
FILE = re.compile(r"`((?:docs|data|ontology|queries|shapes|src|tests|api|\.ci)/[\w./-]*)`")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of the headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        found = page.parent / target if target else page
        assert found.exists(), target
        assert not anchor or anchor in _anchors(found), anchor


@every_page
def test_every_file_that_is_named_is_there(page: Path) -> None:
    named = FILE.findall(page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@every_page
def test_every_command_and_target_that_is_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    commands = set(typer.main.get_group(app).commands)
    assert set(re.findall(r"(?:^|[`/])kg ([a-z]+)", text, re.MULTILINE)) <= commands
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets


@every_page
def test_every_option_that_is_named_is_one_of_its_command(page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("\n", " ")
    commands = typer.main.get_group(app).commands
    for name, rest in re.findall(r"`kg ([a-z]+)([^`]*)`", text):
        known = {option for param in commands[name].params for option in param.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z-]+", rest)) <= known, f"kg {name}{rest}"
