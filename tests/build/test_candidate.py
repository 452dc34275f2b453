"""What the store would hold: what refuses it, what does not, and what is taken from the store."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg import assets
from kg.build import Candidate, Sources, prepare
from kg.errors import CombinedError
from kg.mapping.entities import DIVISIONS, ENTITIES
from kg.mapping.ontology import ONTOLOGY, ontology_quads
from kg.vocab import graph, term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from build.small import Small

T1, T2 = graph("article/t1"), graph("article/t2")


@cache
def ontology() -> tuple[Quad, ...]:
    return tuple(ontology_quads(assets.folder("ontology").glob("*.ttl")))


def stored(name: NamedNode) -> Iterable[Quad]:
    """A store that holds the ontology only: its shapes take longest, and test_lint has them."""
    return ontology() if name == ONTOLOGY else ()


def fresh(project: Small, *, corpus: bool = False) -> Candidate:
    sources = Sources.of(project.settings(corpus=corpus))
    return prepare(sources, {ONTOLOGY: sources.digests[ONTOLOGY]}, stored)


def digests(project: Small) -> dict[NamedNode, str]:
    return Sources.of(project.settings()).digests


def after(project: Small, before: Candidate, known: dict[NamedNode, str]) -> Candidate:
    """The candidate of the files as they are now, where `before` is in the store."""

    def kept(name: NamedNode) -> Iterable[Quad]:
        return before.store.quads_for_pattern(None, None, None, name)

    return prepare(Sources.of(project.settings()), known, kept)


def test_files_in_order_give_a_candidate_that_nothing_speaks_against(project: Small) -> None:
    candidate = fresh(project)
    assert candidate.errors == candidate.warnings == []
    candidate.require()
    assert candidate.changed == {DIVISIONS, ENTITIES, T1, T2}
    assert set(candidate.articles) == {"t1", "t2"}


def test_a_warning_is_told_and_does_not_refuse(project: Small) -> None:
    """An inferred period should keep its words: advice, no condition."""
    path = project.article("t1")
    project.edit(path, "  periodText: 去年\n", "")
    candidate = fresh(project)
    candidate.require()
    (warning,) = candidate.warnings
    assert (warning.code, warning.subject) == ("shape-violation", "t1-002")
    assert warning.file == "data/articles/t1.yaml"
    assert warning.line == project.line(path, "id: t1-002")
    assert "periodText" in warning.en
    assert "periodText" in warning.zh


def test_the_errors_of_all_articles_are_told_at_once(project: Small) -> None:
    project.edit(project.article("t1"), "credits: 甲乙", "credits: 无名")
    project.edit(project.article("t1"), "  verb: set-up\n", "")
    project.edit(project.article("t2"), "recipient: 丁县", "recipient: 无县")
    candidate = fresh(project)
    told = {(error.code, error.subject) for error in candidate.errors}
    assert {("entity-unknown", "t1-006"), ("entity-unknown", "t2-001")} <= told
    with pytest.raises(CombinedError) as caught:
        candidate.require()
    assert len(caught.value.errors) == len(candidate.errors)


def test_shape_violations_of_all_articles_are_told_at_once(project: Small) -> None:
    project.edit(project.article("t1"), "  verb: set-up\n", "")
    project.edit(project.article("t2"), "recipient: 丁县", "recipient: 丁县\n  streak: 1")
    told = {(error.code, error.subject) for error in fresh(project).errors}
    assert {("shape-violation", "t1-004"), ("shape-violation", "t2-001")} <= told


def test_a_store_wide_rule_refuses_too(project: Small) -> None:
    """No article alone can tell that the fact it restates is in no article."""
    path = project.article("t2")
    project.edit(path, "restates: t1-001", "restates: t1-099")
    errors = fresh(project).errors
    assert errors
    assert {(error.code, error.subject) for error in errors} == {("shape-violation", "t2-002")}
    assert {error.file for error in errors} == {"data/articles/t2.yaml"}
    assert all((error.line or 0) >= project.line(path, "id: t2-002") for error in errors)


def test_a_registry_that_is_refused_stands_before_all_else(project: Small) -> None:
    path = project.data / "registry" / "honor.yaml"
    project.edit(path, "level: provincial", "level: provinical")
    project.edit(project.article("t1"), "credits: 甲乙", "credits: 无名")
    (error,) = fresh(project).errors
    assert (error.code, error.file, error.line) == ("data-invalid", "data/registry/honor.yaml", 1)


def test_a_finding_on_an_entity_names_its_place_in_the_registry(project: Small) -> None:
    """A unit is scaled by a factor, or is its own base."""
    path = project.data / "registry" / "unit.yaml"
    project.edit(path, ", conversionMultiplier: 10000", "")
    errors = fresh(project).errors
    assert {error.subject for error in errors} == {"unit/wan-yuan"}
    line = project.line(path, "wan-yuan")
    assert {(error.file, error.line) for error in errors} == {("data/registry/unit.yaml", line)}


@pytest.mark.parametrize(
    ("missing", "code"), [("corpus", "corpus-missing"), ("data", "data-missing")]
)
def test_a_folder_that_is_not_there_is_told(project: Small, missing: str, code: str) -> None:
    settings = project.settings(corpus=True)
    (project.root / missing).rename(project.root / "moved")
    (error,) = prepare(Sources.of(settings), {}, stored).errors
    assert error.code == code
    assert str(project.root / missing) in (error.file or "")
    assert error.mend_zh
    assert error.mend_en


def test_a_text_that_the_corpus_lacks_is_done_without(project: Small) -> None:
    (project.corpus / "t2.txt").unlink()
    candidate = fresh(project, corpus=True)
    candidate.require()
    quoted = {
        quad.graph_name for quad in candidate.store.quads_for_pattern(None, term("oa:exact"), None)
    }
    assert quoted == {T1}


def test_unchanged_graphs_come_from_the_store_and_no_article_is_read(project: Small) -> None:
    known, before = digests(project), fresh(project)
    candidate = after(project, before, known)
    assert candidate.changed == frozenset()
    assert candidate.articles == {}
    assert set(candidate.store) == set(before.store)


def test_what_changed_is_read_again_and_the_rest_comes_from_the_store(project: Small) -> None:
    """Told apart by a mark that only the store's copy of t2 has."""
    known, before = digests(project), fresh(project)
    mark = Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal("kept"), T2)
    before.store.add(mark)
    project.edit(project.article("t1"), "valueText: 322.7万元", "valueText: 完成投资322.7万元")
    candidate = after(project, before, known)
    assert candidate.changed == {T1, ENTITIES}
    assert set(candidate.articles) == {"t1"}
    assert mark in candidate.store
    printed = candidate.store.quads_for_pattern(None, term("cdo:valueText"), None, T1)
    assert Literal("完成投资322.7万元") in {quad.object for quad in printed}


def test_an_article_that_is_gone_leaves_nothing(project: Small) -> None:
    """丁县 stays, as an entity; what t2 said of it does not."""
    known, before = digests(project), fresh(project)
    project.article("t2").unlink()
    candidate = after(project, before, known)
    candidate.require()
    assert candidate.changed == {T2, ENTITIES}
    names = {quad.subject.value for quad in candidate.store if isinstance(quad.subject, NamedNode)}
    assert any("/fact/t1-" in name for name in names)
    assert not [name for name in names if "/t2" in name]


def test_a_finding_on_a_kept_article_names_its_file_too(project: Small) -> None:
    """t2 restates a fact of t1; t1 loses it, and t2 has not changed."""
    known, before = digests(project), fresh(project)
    project.article("t1").unlink()
    errors = after(project, before, known).errors
    assert {(error.subject, error.file) for error in errors} == {
        ("t2-002", "data/articles/t2.yaml")
    }
    assert all(error.line for error in errors)
