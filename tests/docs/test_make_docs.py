"""The generated parts of the docs are what the code, the ontology and the data give today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import make_docs
import pytest
from parts.examples import Examples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.build.candidate import Candidate

PAGES = make_docs.pages()
HELLO = {"hello": lambda: "hello\n"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_generated_parts_are_up_to_date(
    page: Path, parts: Mapping[str, Callable[[], str]]
) -> None:
    text = page.read_text(encoding="utf-8")
    made = make_docs.regenerated(text, parts)
    changed = [line for line in made.splitlines() if line not in text.splitlines()]
    gone = [line for line in text.splitlines() if line not in made.splitlines()]
    assert made == text, f"run `make docs`; it writes {changed} in place of {gone}"


def test_the_examples_of_the_pages_are_up_to_date(candidate: Candidate) -> None:
    made = Examples(lambda: candidate.store).published()
    assert make_docs.EXAMPLE_FACTS.read_text(encoding="utf-8") == made, "run `make docs`"


def test_every_part_stands_in_one_place(parts: Mapping[str, Callable[[], str]]) -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert sorted(make_docs.BEGIN.findall(text)) == sorted(parts)


def test_a_part_is_written_between_its_markers_and_nothing_else_is_touched() -> None:
    page = "a\n<!-- generated: hello -->\nold\n<!-- end -->\nb\n"
    new = "a\n<!-- generated: hello -->\nhello\n<!-- end -->\nb\n"
    assert make_docs.regenerated(page, HELLO) == new
    assert make_docs.regenerated(new, HELLO) == new


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<!-- generated: other -->\n<!-- end -->\n", "no such parts: other"),
        ("<!-- generated: hello -->\nold\n", "does not end"),
        ("<!-- generated: hello -->\n<!-- generated: hello -->\n<!-- end -->\n", "does not end"),
    ],
)
def test_a_marker_that_is_wrong_is_told(page: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        make_docs.regenerated(page, HELLO)
