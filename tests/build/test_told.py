"""A finding of SHACL becomes an error with the file, line and fact that an author has to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from kg.build import told
from kg.model import article as article_files
from kg.model import division, registration
from kg.shacl.path import Path as ShapePath
from kg.shacl.report import Finding, Severity
from kg.vocab import BASE, entity, term

if TYPE_CHECKING:
    from build.small import Small
    from kg.errors import GateError
    from kg.shacl.report import Term

T1 = "data/articles/t1.yaml"


def finding(node: Term, path: str | None = None, value: Term | None = None) -> Finding:
    return Finding(
        node,
        NamedNode(f"{BASE}shapes#Some"),
        term("sh:MinCountConstraintComponent"),
        Severity.VIOLATION,
        {"zh": "欠缺;请补。", "en": "Missing; add it."},
        ShapePath.of(term(path).value) if path else None,
        value,
    )


def error(project: Small, found: Finding) -> GateError:
    divisions = division.read_divisions(project.data / "divisions" / "divisions.csv")
    registry = registration.load(project.data / "registry", divisions, project.root)
    article = article_files.load(project.article("t1"), project.root)
    return told.error(found, {"t1": article}, registry)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("cdo:value", "  value: 322.7"),
        ("cdo:valueText", "  valueText: 322.7万元"),
        ("cdo:baseValue", "- id: t1-002"),  # no key of the file: the fact as a whole
        (None, "- id: t1-002"),
    ],
)
def test_a_fact_is_told_with_the_line_of_the_key(
    project: Small, path: str | None, words: str
) -> None:
    found = error(project, finding(entity("fact", "t1-002"), path))
    line = project.line(project.article("t1"), words)
    assert (found.file, found.line, found.subject) == (T1, line, "t1-002")


def test_a_passage_is_told_with_the_fact_that_points_to_it(project: Small) -> None:
    key = article_files.load(project.article("t1")).facts[3].at[0].key
    found = error(project, finding(entity("passage", f"t1-{key}"), "oa:end"))
    line = project.line(project.article("t1"), "- id: t1-004")
    assert (found.file, found.line, found.subject) == (T1, line, "t1-004")


@pytest.mark.parametrize("node", [("article", "t1"), ("paragraph", "t1-3")])
def test_the_record_and_its_paragraphs_are_told_with_the_article(
    project: Small, node: tuple[str, str]
) -> None:
    found = error(project, finding(entity(*node)))
    line = project.line(project.article("t1"), "  id: t1")
    assert (found.file, found.line, found.subject) == (T1, line, node[1])


@pytest.mark.parametrize(
    ("kind", "slug", "words"),
    [("unit", "wan-yuan", "slug: wan-yuan"), ("division", "850102", "850102")],
)
def test_an_entity_is_told_with_its_entry_in_the_registry(
    project: Small, kind: str, slug: str, words: str
) -> None:
    path = project.data / "registry" / f"{kind}.yaml"
    found = error(project, finding(entity(kind, slug)))
    place = (f"data/registry/{kind}.yaml", project.line(path, words), f"{kind}/{slug}")
    assert (found.file, found.line, found.subject) == place


@pytest.mark.parametrize(
    ("node", "subject"),
    [
        (entity("division", "850000"), "division/850000"),
        (entity("fact", "t9-001"), "fact/t9-001"),
        (NamedNode("http://example.org/x"), "http://example.org/x"),
        (Literal("样板"), "样板"),
    ],
)
def test_what_stands_in_no_file_that_was_read_is_told_by_its_name(
    project: Small, node: Term, subject: str
) -> None:
    found = error(project, finding(node))
    assert (found.file, found.line, found.subject) == (None, None, subject)


def test_the_message_is_the_shapes_with_value_and_shape(project: Small) -> None:
    found = error(project, finding(entity("fact", "t1-002"), value=Literal("3.5")))
    assert found.code == "shape-violation"
    assert found.message("zh").startswith("欠缺;请补。")
    assert found.message("en").startswith("Missing; add it.")
    for language in ("zh", "en"):
        assert "3.5" in found.message(language)  # type: ignore[arg-type]
        assert "Some" in found.message(language)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("node", "article"),
    [
        (entity("fact", "t1-002"), "t1"),
        (entity("passage", "t1-3-0-2"), "t1"),
        (entity("article", "t1"), "t1"),
        (entity("zone", "t1-zone"), None),
        (entity("division", "850000"), None),
        (Literal("t1"), None),
    ],
)
def test_the_article_of_a_focus_node(node: Term, article: str | None) -> None:
    assert told.article_of(finding(node)) == article
