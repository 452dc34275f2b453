"""Lists over several snapshots: a cursor keeps to its own, and harvesters learn what changed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from starlette.testclient import TestClient

from api.front import until
from kg.publication import names, resources
from kg.publication.content import Content
from kg.settings import Settings
from kg.store.publish import publish, sorted_nquads
from kg.store.snapshot import Snapshot
from kg.vocab import BASE, PREFIXES
from kg_api.app import create_app
from lookup.indexes import day

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = "/lookup/topic?limit=2"


def topic(name: str, label: str) -> str:
    """N-Quads of a topic."""
    start, end = f"<{BASE}id/topic/{name}> ", f" <{BASE}graph/entities> .\n"
    return (
        f"{start}<{PREFIXES['rdf']}type> <{PREFIXES['cdo']}Topic>{end}"
        f'{start}<{PREFIXES["rdfs"]}label> "{label}"@en{end}'
    )


def publish_topics(root: Path, on: int, **labels: str) -> Snapshot:
    """Publish topics as of a day, with the indexes as a build makes them."""
    text = sorted_nquads("".join(topic(*pair) for pair in labels.items()).encode())
    store = ox.Store()
    store.bulk_load(text, ox.RdfFormat.N_QUADS)
    before = Snapshot.load(root) if (root / "current").exists() else None
    content = Content(text, store, day(on), "0", before)
    files = names.files(content) | resources.files(content)
    return publish(root, text, report=b"", software="0", files=files)


def client_of(root: Path) -> TestClient:
    return TestClient(create_app(Settings(store=root)), raise_server_exceptions=False)


def keys(page: dict[str, Any]) -> list[str]:
    return [each["id"].rpartition("/")[2] for each in page["results"]]


def test_a_cursor_keeps_to_its_snapshot(tmp_path: Path) -> None:
    publish_topics(tmp_path, 1, a="A", b="B", c="C", d="D")
    with client_of(tmp_path) as client:
        first = client.get(TOPICS).json()
        second = publish_topics(tmp_path, 2, a="A", c="C", e="E")
        until(lambda: client.get("/readyz").json()["snapshot"] == second.version)
        rest = client.get(first["next"])
        assert keys(first) + keys(rest.json()) == ["a", "b", "c", "d"]
        assert rest.json()["snapshot"] == first["snapshot"] == rest.headers["kg-snapshot"]
        assert keys(client.get(TOPICS).json()) == ["a", "c"]


def test_a_cursor_of_a_snapshot_that_is_gone_says_so(tmp_path: Path) -> None:
    old = publish_topics(tmp_path, 1, a="A", b="B", c="C")
    with client_of(tmp_path) as client:
        address = client.get(TOPICS).json()["next"]
    publish_topics(tmp_path, 2, a="A", b="B")
    shutil.rmtree(old.folder)
    with client_of(tmp_path) as client:
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (410, "cursor-gone")
        assert answer.json()["snapshot"] == old.version


def test_a_harvester_learns_what_changed_and_what_is_gone(tmp_path: Path) -> None:
    publish_topics(tmp_path, 1, a="A", b="B", c="C")
    publish_topics(tmp_path, 2, a="A", b="B2", d="D", e="E")
    with client_of(tmp_path) as client:
        first = client.get(f"{TOPICS}&changedSince=2026-11-02").json()
        rest = client.get(first["next"]).json()
        assert "next" not in rest
        found = {each["id"].rpartition("/")[2]: each for each in first["results"] + rest["results"]}
        assert found.keys() == {"b", "c", "d", "e"}
        assert found["c"] == {
            "id": f"{BASE}id/topic/c",
            "deleted": True,
            "modified": "2026-11-02T00:00:00Z",
        }
        assert found["b"]["label"] == {"en": "B2"}
        none = client.get(f"{TOPICS}&changedSince=2026-11-02T00:00:01Z").json()
        assert none["results"] == []


def test_what_was_deleted_is_gone(tmp_path: Path) -> None:
    publish_topics(tmp_path, 1, a="A", b="B")
    publish_topics(tmp_path, 2, a="A")
    with client_of(tmp_path) as client:
        answer = client.get("/lookup/topic/b")
        assert (answer.status_code, answer.json()["code"]) == (410, "entity-gone")
