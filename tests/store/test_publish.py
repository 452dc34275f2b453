"""Publishing: what a writer leaves, also where it crashes in between or others read."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.store.publish import prune, publish
from kg.store.snapshot import Snapshot, current_version
from store.published import REPORT, put, quads


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    first = put(tmp_path, quads("a"), day=1)
    before = {path.name: path.stat().st_mtime_ns for path in first.folder.iterdir()}
    again = put(tmp_path, quads("a"), day=2)
    assert again == first
    assert before == {path.name: path.stat().st_mtime_ns for path in first.folder.iterdir()}


def test_publishing_an_old_version_again_makes_it_current(tmp_path: Path) -> None:
    old = put(tmp_path, quads("a"))
    put(tmp_path, quads("b"))
    put(tmp_path, quads("a"))
    assert Snapshot.load(tmp_path).version == old.version


def test_what_other_code_made_is_published_anew(tmp_path: Path) -> None:
    first = publish(tmp_path, quads("a"), report=REPORT, software="1", files={"x": b"old"})
    fresh = publish(
        tmp_path, quads("a"), report=REPORT, software="1", made_by="new", files={"x": b"new"}
    )
    assert fresh.version == first.version
    assert (Snapshot.load(tmp_path).folder / "x").read_bytes() == b"new"


def test_publishing_mends_a_damaged_version(tmp_path: Path) -> None:
    snapshot = put(tmp_path, quads("a"))
    (snapshot.folder / "data.nq.gz").write_bytes(b"")
    put(tmp_path, quads("a"))
    Snapshot.load(tmp_path).verify()


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "data.nq.gz", "manifest.json"])
def test_an_extra_file_cannot_take_a_place_that_is_not_its_own(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="extra file"):
        publish(tmp_path, quads("a"), report=REPORT, software="0", files={name: b""})
    assert not (tmp_path / "current").exists()


def test_text_that_is_no_nquads_is_refused_and_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    snapshot = put(tmp_path, quads("a"))
    with pytest.raises(SyntaxError):
        put(tmp_path, b"this is no statement .\n")
    assert Snapshot.load(tmp_path) == snapshot
    assert [path.name for path in (tmp_path / "snapshots").glob("[!.]*")] == [snapshot.version]


def test_prune_keeps_the_newest_and_the_current(tmp_path: Path) -> None:
    made = [put(tmp_path, quads(name), day=day) for day, name in enumerate("abcde", start=1)]
    put(tmp_path, quads("a"))  # the oldest is current again
    assert prune(tmp_path, keep=3) == (made[1].version, made[2].version)
    left = {path.name for path in (tmp_path / "snapshots").glob("[!.]*")}
    assert left == {made[0].version, made[3].version, made[4].version}
    assert Snapshot.load(tmp_path).version == made[0].version


def test_prune_never_takes_the_last_one(tmp_path: Path) -> None:
    put(tmp_path, quads("a"))
    assert prune(tmp_path, keep=1) == ()
    with pytest.raises(ValueError, match="at least one"):
        prune(tmp_path, keep=0)


def test_what_a_crashed_build_left_is_swept_up(tmp_path: Path) -> None:
    put(tmp_path, quads("a"))
    leftover = tmp_path / "snapshots" / ".unfinished-0123"
    leftover.mkdir()
    (leftover / "data.nq.gz").write_bytes(b"half")
    put(tmp_path, quads("b"))
    assert not leftover.exists()


_CRASHING = """
import os, sys
from pathlib import Path
import pyoxigraph as ox
from kg.store.publish import publish

root, calls = Path(sys.argv[1]), int(sys.argv[2])

def dying(real):
    def call(*args, **kwargs):
        global calls
        calls -= 1
        if calls < 0:
            os._exit(9)
        return real(*args, **kwargs)
    return call

os.fsync = dying(os.fsync)
Path.rename = dying(Path.rename)
Path.replace = dying(Path.replace)
Path.mkdir = dying(Path.mkdir)
publish(root, b'<urn:b> <urn:p> "new" <urn:g> .\\n', report=b"", software="1")
"""


def test_a_crash_at_any_step_leaves_the_old_snapshot_or_the_new_one(tmp_path: Path) -> None:
    """Die before the first step that touches the disk, then before the second, and so on."""
    old = put(tmp_path, quads("a")).version
    outcomes: list[str] = []
    for steps in range(40):
        done = subprocess.run(
            [sys.executable, "-c", _CRASHING, str(tmp_path), str(steps)], check=False
        )
        snapshot = Snapshot.load(tmp_path)
        snapshot.verify()
        outcomes.append(snapshot.version)
        if done.returncode == 0:
            break
        assert done.returncode == 9
    else:
        pytest.fail("publishing never came to its end")
    new = outcomes[-1]
    assert new != old
    assert len(outcomes) > 6, "the steps were counted"
    assert outcomes == [old] * outcomes.count(old) + [new] * outcomes.count(new)


def test_readers_meet_no_error_while_others_publish_and_prune(tmp_path: Path) -> None:
    put(tmp_path, quads("start"))
    writer = """
import sys
from pathlib import Path
from kg.store.publish import publish, prune
for i in range(60):
    publish(Path(sys.argv[1]), b'<urn:a> <urn:p> "%d" <urn:g> .\\n' % i, report=b"", software="1")
    prune(Path(sys.argv[1]), keep=1)
"""
    seen: set[str] = set()
    with subprocess.Popen([sys.executable, "-c", writer, str(tmp_path)]) as process:
        while process.poll() is None:
            seen.add(Snapshot.load(tmp_path).version)
    assert process.returncode == 0
    assert len(seen) > 1, "the reader saw the change"
    assert current_version(tmp_path) == Snapshot.load(tmp_path).version
    assert not list((tmp_path / "snapshots").glob(".unfinished-*"))
