"""docs/model.md shows every term and every kind of fact, and its examples show what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from parts.examples import EXAMPLES, query_text
from parts.ontology import Ontology
from parts.tables import ask

from kg import assets
from kg.model.fact import KINDS
from kg.ontology.diagrams import DIAGRAMS
from kg.vocab import PREFIXES, entity

if TYPE_CHECKING:
    from pathlib import Path

    from kg.build.candidate import Candidate

PAGE = assets.root() / "docs" / "model.md"
MERMAID = re.compile(
    r'  (class \w+(\["\w+:\w+"\])?|\w+ <\|-- \w+|\w+ --> \w+ : /?\w+|\w+ : /?\w+( \w+)?)'
)
"""The lines of a class diagram that are known to render: a colon more, and none of it does."""


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology()


def _terms(ontology: Ontology, *kinds: str) -> set[str]:
    values = " ".join(kinds)
    rows = ontology.rows(
        f"SELECT DISTINCT ?t {{ VALUES ?k {{ {values} }} ?t a ?k . FILTER(ISIRI(?t)) }}"
    )
    return {term for (term,) in rows if ":" not in term}


def test_every_class_is_in_a_diagram(ontology: Ontology) -> None:
    shown = {cls for classes in DIAGRAMS.values() for cls in classes if ":" not in cls}
    assert shown == _terms(ontology, "owl:Class")


def test_every_property_is_in_a_diagram_or_a_table(ontology: Ontology) -> None:
    drawn = "".join(ontology.diagram(name) for name in DIAGRAMS)
    drawn_terms = re.findall(r" : /?(\w+)", drawn)
    listed = set(
        re.findall(r"^\| (\w+) \|", ontology.inferred() + ontology.anywhere(), re.MULTILINE)
    )
    properties = _terms(ontology, "owl:ObjectProperty", "owl:DatatypeProperty")
    assert properties - set(drawn_terms) - listed == set()
    assert sorted(drawn_terms) == sorted(set(drawn_terms)), "a property is drawn twice"


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_diagram_is_mermaid_that_renders(ontology: Ontology, name: str) -> None:
    _, _, body = ontology.diagram(name).partition("  direction LR\n")
    lines = body.removesuffix("```\n").splitlines()
    assert [line for line in lines if not MERMAID.fullmatch(line)] == []


def test_every_kind_of_fact_has_its_example() -> None:
    assert list(EXAMPLES) == list(KINDS)
    headings = re.findall(r"^### (\w+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(KINDS) <= set(headings)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_fact_of_an_example_is_among_the_answers_of_its_query(
    kind: str, candidate: Candidate
) -> None:
    """Without that one fact the answers are others."""
    node = entity("fact", EXAMPLES[kind])
    without = ox.Store()
    without.extend(quad for quad in candidate.store if quad.subject != node)
    _, rows = ask(candidate.store, query_text(kind))
    _, fewer = ask(without, query_text(kind))
    assert len(fewer) < len(rows)


def test_the_page_declares_the_prefixes_of_its_queries() -> None:
    text = PAGE.read_text(encoding="utf-8")
    declared = set(re.findall(r"^PREFIX (\w+): <", text, re.MULTILINE))
    blocks = re.findall(r"```sparql\n(SELECT.*?)```", text, re.DOTALL)
    used = {name for block in blocks for name in re.findall(r"(?<![\w\"])([a-z]+):\w", block)}
    assert len(blocks) == len(EXAMPLES)
    assert used == declared <= set(PREFIXES)


def test_the_lines_that_tell_digest_and_lengths_of_a_text_do(tmp_path: Path) -> None:
    (tmp_path / "a7.txt").write_text("标题𠮷\n署名\n", encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    code = re.sub(r"^ +", "", found[1], flags=re.MULTILINE).replace('"DIR"', repr(str(tmp_path)))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert re.fullmatch(r"[0-9a-f]{64} \[3, 2\]\n", done.stdout)
