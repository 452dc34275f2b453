"""When and from what each graph was made: kept as long as its sources stay the same."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Store

from build import seen
from kg import __version__
from kg import build as building
from kg.build import moment
from kg.errors import DataError
from kg.mapping.dataset import DATASET, report_iri
from kg.mapping.entities import DIVISIONS, ENTITIES
from kg.mapping.inference import INFERRED
from kg.mapping.ontology import ONTOLOGY
from kg.mapping.provenance import moments
from kg.vocab import BASE, graph, term

if TYPE_CHECKING:
    from pathlib import Path

    from build.small import Small

T1, T2 = graph("article/t1"), graph("article/t2")
LATER = 1790003600
ALL = {ONTOLOGY, DIVISIONS, ENTITIES, INFERRED, DATASET, T1, T2}


def times(root: Path) -> dict[NamedNode, int]:
    return {name: int(each.at.timestamp()) for name, each in moments(seen.published(root)).items()}


def values(store: Store, subject: str | NamedNode, curie: str) -> set[str]:
    node = NamedNode(subject) if isinstance(subject, str) else subject
    return {quad.object.value for quad in store.quads_for_pattern(node, term(curie), None)}


def test_every_graph_tells_when_it_was_made(built_project: Small) -> None:
    found = moments(seen.published(built_project.store))
    assert set(found) == ALL
    assert {each.software for each in found.values()} == {__version__}


def test_a_graph_that_did_not_change_keeps_its_time(
    built_project: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = times(built_project.store)
    monkeypatch.setenv(moment.EPOCH, str(LATER))
    seen.change(built_project)
    building.build(built_project.settings(corpus=True))
    after = times(built_project.store)
    anew = {T1, ENTITIES, INFERRED, DATASET}
    assert {name for name, at in after.items() if at == LATER} == anew
    assert {name: after[name] for name in ALL - anew} == {n: before[n] for n in ALL - anew}


def test_a_snapshot_that_is_made_again_is_the_same_at_any_time(
    built_project: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing changed: it is published anew because a crash came in between."""
    before = seen.published(built_project.store)
    (built_project.store / building.MARKER).touch()
    monkeypatch.setenv(moment.EPOCH, str(LATER))
    building.build(built_project.settings(corpus=True))
    assert seen.published(built_project.store) == before


def test_what_people_say_changes_alone(
    built_project: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(moment.EPOCH, str(LATER))
    said = built_project.data / "dataset.ttl"
    said.write_text(f'<{BASE}dataset> <http://e/says> "new" .\n', encoding="utf-8")
    summary = building.build(built_project.settings(corpus=True))
    after = times(built_project.store)
    assert summary.changed == 0
    assert {name for name, at in after.items() if at == LATER} == {DATASET, INFERRED}
    assert "new" in {q.object.value for q in seen.published(built_project.store) if q.object}


def test_an_article_names_its_file_its_text_and_their_digests(built_project: Small) -> None:
    store = Store()
    store.extend(seen.published(built_project.store))
    files = {
        name: values(store, node, "schema:sha256").pop()
        for node in values(store, T1, "prov:wasDerivedFrom")
        for name in values(store, node, "rdfs:label")
    }
    assert files == {
        "data/articles/t1.yaml": sha256(built_project.article("t1")),
        "texts/t1.txt": sha256(built_project.corpus / "t1.txt"),
    }
    report = NamedNode(report_iri(T1))
    assert values(store, report, "prov:wasGeneratedBy") == values(store, T1, "prov:wasGeneratedBy")
    (shapes,) = values(store, report, "prov:wasDerivedFrom")
    assert values(store, shapes, "rdfs:label") == {"shapes/article"}
    assert len(values(store, shapes, "schema:sha256").pop()) == 64


def test_every_graph_that_is_held_to_shapes_has_its_report(built_project: Small) -> None:
    store = Store()
    store.extend(seen.published(built_project.store))
    reported = {
        NamedNode(quad.object.value)
        for quad in store.quads_for_pattern(None, term("schema:about"), None, DATASET)
        if quad.subject.value.startswith(f"{BASE}report/")
    }
    assert reported == ALL - {INFERRED}


def test_what_people_say_must_be_turtle(project: Small) -> None:
    (project.data / "dataset.ttl").write_text("<a> <b>\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        building.build(project.settings())
    assert (caught.value.code, caught.value.file) == ("data-turtle", "data/dataset.ttl")
    assert not (project.store / "current").exists()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
