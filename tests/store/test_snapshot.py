"""Snapshots: what a reader sees, also while others write, after a crash and after damage."""

import gzip
import hashlib
import json
from datetime import datetime
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import SnapshotError
from kg.store.publish import publish
from kg.store.snapshot import Snapshot
from store.published import EX, REPORT, put, quads


def test_published_data_comes_back_as_it_was(tmp_path: Path) -> None:
    given = [*quads("环翠", "乳山"), *quads("荣成", graph="h")]
    put(tmp_path, given)
    with Snapshot.load(tmp_path).open_data() as file:
        assert set(ox.parse(file, format=ox.RdfFormat.N_QUADS)) == set(given)


def test_version_is_the_digest_of_the_sorted_text(tmp_path: Path) -> None:
    snapshot = put(tmp_path, quads("b", "a"))
    text = gzip.decompress((snapshot.folder / "data.nq.gz").read_bytes())
    lines = text.splitlines(keepends=True)
    assert lines == sorted(lines)
    assert snapshot.version == hashlib.sha256(text).hexdigest()[:16]
    assert snapshot.folder == tmp_path / "snapshots" / snapshot.version
    assert (tmp_path / "current").read_text() == f"{snapshot.version}\n"


def test_order_repetition_and_form_do_not_change_the_version(tmp_path: Path) -> None:
    one = put(tmp_path / "one", quads("a", "b"))
    two = put(tmp_path / "two", [*quads("b", "a"), *quads("a")])
    text = gzip.decompress((one.folder / "data.nq.gz").read_bytes())
    three = put(tmp_path / "three", text)
    assert one.version == two.version == three.version
    data = {(snapshot.folder / "data.nq.gz").read_bytes() for snapshot in (one, two, three)}
    assert len(data) == 1, "the same data gives the same bytes, at whatever time"


def test_a_line_separator_inside_a_literal_does_not_split_it(tmp_path: Path) -> None:
    subject, predicate, graph = (ox.NamedNode(EX + name) for name in "spg")
    odd = [
        ox.Quad(subject, predicate, ox.Literal(text), graph)
        for text in ("a\u2028b", "c\x0bd", "e\nf\rg\x85h")
    ]
    put(tmp_path, odd)
    with Snapshot.load(tmp_path).open_data() as file:
        assert set(ox.parse(file, format=ox.RdfFormat.N_QUADS)) == set(odd)


def test_manifest_tells_counts_graphs_and_digests(tmp_path: Path) -> None:
    snapshot = publish(
        tmp_path,
        [*quads("a", "b"), *quads("c", graph="f")],
        report=REPORT,
        software="1.2",
        counts={"articles": 2, "facts": 3},
        files={"lookup.json": b"{}"},
    )
    manifest = json.loads((snapshot.folder / "manifest.json").read_text())
    assert manifest["counts"] == {"articles": 2, "facts": 3, "quads": 3}
    assert manifest["graphs"] == [
        {"iri": EX + "f", "triples": 1},
        {"iri": EX + "g", "triples": 2},
    ]
    assert manifest["software"] == "1.2"
    assert datetime.fromisoformat(manifest["created"]).tzinfo is not None
    for entry in manifest["files"]:
        content = (snapshot.folder / entry["name"]).read_bytes()
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    names = {entry["name"] for entry in manifest["files"]}
    assert names | {"manifest.json"} == {path.name for path in snapshot.folder.iterdir()}


def test_nothing_published_is_a_missing_snapshot(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError) as caught:
        Snapshot.load(tmp_path / "nowhere")
    assert caught.value.code == "snapshot-missing"
    assert "kg build" in caught.value.mend_en


@pytest.mark.parametrize("content", [b"", b"../../etc\n", b"\xff\xfe", b"0123456789ABCDEF\n"])
def test_a_pointer_that_names_no_version_is_damage(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, quads("a"))
    (tmp_path / "current").write_bytes(content)
    with pytest.raises(SnapshotError) as caught:
        Snapshot.load(tmp_path)
    assert caught.value.code == "snapshot-damaged"


def test_a_pointer_to_a_version_that_is_gone_is_a_missing_snapshot(tmp_path: Path) -> None:
    put(tmp_path, quads("a"))
    (tmp_path / "current").write_text("0123456789abcdef\n")
    with pytest.raises(SnapshotError) as caught:
        Snapshot.load(tmp_path)
    assert caught.value.code == "snapshot-missing"


@pytest.mark.parametrize("name", ["data.nq.gz", "report.ttl", "manifest.json"])
@pytest.mark.parametrize("harm", ["cut", "flip", "remove"])
def test_damage_to_any_file_is_noticed_on_loading(tmp_path: Path, name: str, harm: str) -> None:
    path = put(tmp_path, quads("a")).folder / name
    content = bytearray(path.read_bytes())
    if harm == "cut":
        path.write_bytes(content[:-3])
    elif harm == "flip":
        content[len(content) // 2] ^= 0x80
        path.write_bytes(content)
    else:
        path.unlink()
    with pytest.raises(SnapshotError) as caught:
        Snapshot.load(tmp_path)
    assert caught.value.code == "snapshot-damaged"
    assert caught.value.file is not None
    assert Path(caught.value.file).parent == path.parent


def test_a_manifest_that_fits_other_data_is_found_by_verify(tmp_path: Path) -> None:
    mine = put(tmp_path / "mine", quads("a"))
    theirs = put(tmp_path / "theirs", quads("b"))
    (mine.folder / "data.nq.gz").write_bytes((theirs.folder / "data.nq.gz").read_bytes())
    forged = theirs.manifest.model_copy(update={"version": mine.version})
    (mine.folder / "manifest.json").write_text(forged.model_dump_json())
    loaded = Snapshot.load(tmp_path / "mine")
    with pytest.raises(SnapshotError) as caught:
        loaded.verify()
    assert caught.value.code == "snapshot-damaged"
