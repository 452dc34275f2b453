"""The store on disk: all graphs or none change, one writer at a time, damage is told."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import StoreError
from kg.store.primary import FOLDER, open_primary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
ONE, TWO = NamedNode(EX + "one"), NamedNode(EX + "two")


def quad(graph: NamedNode, words: str | Literal) -> Quad:
    words = words if isinstance(words, Literal) else Literal(words)
    return Quad(NamedNode(EX + "s"), NamedNode(EX + "p"), words, graph)


def memory(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


def put(root: Path, *quads: Quad, graphs: Iterable[NamedNode] = (ONE, TWO)) -> None:
    with open_primary(root) as primary:
        primary.replace(graphs, memory(quads))


def content(root: Path) -> set[Quad]:
    with open_primary(root) as primary:
        return set(primary.quads())


def test_what_was_put_is_there_after_it_was_closed(tmp_path: Path) -> None:
    put(tmp_path, quad(ONE, "a"), quad(TWO, "b"))
    with open_primary(tmp_path) as primary:
        assert primary.graphs() == {ONE, TWO}
        assert set(primary.quads(TWO)) == {quad(TWO, "b")}
        assert set(primary.quads()) == {quad(ONE, "a"), quad(TWO, "b")}


def test_replacing_takes_away_what_the_source_has_no_more(tmp_path: Path) -> None:
    put(tmp_path, quad(ONE, "a"), quad(ONE, "b"), quad(TWO, "c"))
    put(tmp_path, quad(ONE, "b"), quad(ONE, "d"), quad(TWO, "c"))
    assert content(tmp_path) == {quad(ONE, "b"), quad(ONE, "d"), quad(TWO, "c")}


def test_a_graph_that_is_not_named_stays_whatever_the_source_says(tmp_path: Path) -> None:
    put(tmp_path, quad(ONE, "a"), quad(TWO, "c"))
    put(tmp_path, quad(ONE, "b"), quad(TWO, "other"), graphs=[ONE])
    assert content(tmp_path) == {quad(ONE, "b"), quad(TWO, "c")}


def test_a_graph_without_quads_goes(tmp_path: Path) -> None:
    put(tmp_path, quad(ONE, "a"), quad(TWO, "c"))
    put(tmp_path, quad(ONE, "a"))
    with open_primary(tmp_path) as primary:
        assert not list(primary.quads(TWO))
        assert set(primary.quads()) == {quad(ONE, "a")}


@pytest.mark.parametrize("beside", [False, True], ids=["only new", "beside a removal"])
def test_every_literal_comes_back_as_memory_holds_it(tmp_path: Path, *, beside: bool) -> None:
    """Else the store would differ from the snapshot, and every build would write it again."""
    if beside:
        put(tmp_path, quad(ONE, "old"))
    literals = [
        Literal('"quoted" \\ back\\u0022slash\n\r\t}'),
        Literal("\x00\x07\x7f\ufffe 😀"),
        Literal("获评", language="zh"),
        Literal("23.50", datatype=NamedNode(XSD + "decimal")),
        Literal("160000000000.1", datatype=NamedNode(XSD + "decimal")),
        Literal("2024", datatype=NamedNode(XSD + "gYear")),
        Literal("2024-02-29", datatype=NamedNode(XSD + "date")),
        Literal("no number", datatype=NamedNode(XSD + "integer")),
    ]
    source = memory(quad(ONE, literal) for literal in literals)
    with open_primary(tmp_path) as primary:
        primary.replace([ONE], source)
    assert content(tmp_path) == set(source)


def test_only_the_difference_is_written(tmp_path: Path) -> None:
    """Measured by what the store's files grow by, closed before and after."""
    many = [quad(ONE, f"{number} {random.Random(number).random()}") for number in range(4000)]  # noqa: S311
    put(tmp_path, *many)
    put(tmp_path, *many)

    def growth(*quads: Quad) -> int:
        before = size(tmp_path)
        put(tmp_path, *quads)
        return size(tmp_path) - before

    same, one_other = growth(*many), growth(*many[1:], quad(ONE, "new"))
    all_other = growth(*(quad(ONE, f"other {number}") for number in range(4000)))
    assert same < all_other / 10
    assert one_other < all_other / 10


def size(root: Path) -> int:
    """Bytes of log and tables."""
    files = (root / FOLDER).iterdir()
    return sum(path.stat().st_size for path in files if path.suffix in {".log", ".sst"})


def test_a_second_writer_is_told_that_the_store_is_locked(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.store.primary import open_primary\n"
        "with open_primary(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError) as caught, open_primary(tmp_path):
            pass
        assert caught.value.code == "store-locked"
        other.communicate("")
    assert content(tmp_path) == set()  # the lock is given back with the process


def test_an_error_while_the_store_is_open_gives_the_lock_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_primary(tmp_path) as primary:
        1 / len(list(primary.quads()))
    put(tmp_path, quad(ONE, "a"))


@pytest.mark.parametrize("damage", ["a file in its place", "a file above it", "damaged files"])
def test_a_folder_that_is_no_store_is_told(tmp_path: Path, damage: str) -> None:
    root = tmp_path / "root"
    if damage == "a file above it":
        root.write_text("not a folder")
    else:
        root.mkdir()
        if damage == "a file in its place":
            (root / FOLDER).write_text("not a folder")
        else:
            put(root, quad(ONE, "a"))
            (root / FOLDER / "CURRENT").write_text("nonsense\n")
    with pytest.raises(StoreError) as caught, open_primary(root):
        pass
    assert caught.value.code == "store-unreadable"
    assert caught.value.file == str(root / FOLDER)


WRITER = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad, Store
from kg.store.primary import open_primary
EX = "http://example.org/"
graphs = [NamedNode(EX + name) for name in ("one", "two", "three")]
first = int(sys.argv[2])
sources = []
for turn in (first, first + 1):
    store = Store()
    store.extend(
        Quad(NamedNode(f"{EX}{number}"), NamedNode(EX + "turn"), Literal(turn), graph)
        for graph in graphs for number in range(400)
    )
    sources.append(store)
with open_primary(Path(sys.argv[1])) as primary:
    print("ready", flush=True)
    while True:
        for source in sources:
            primary.replace(graphs, source)
            print("done", flush=True)
"""


def test_after_kill_9_the_store_holds_one_turn_of_all_graphs(tmp_path: Path) -> None:
    """A writer that does nothing but replace three graphs, killed at ten random moments."""
    moments = random.Random(7)  # noqa: S311 - no secret
    turns = set()
    for kill in range(10):
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(2 * kill)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            assert writer.stdout.readline() == "done\n"
            time.sleep(moments.uniform(0.0, 0.12))
            writer.send_signal(signal.SIGKILL)
        found = content(tmp_path)
        held = {q.object.value for q in found}
        assert len(held) == 1, "a mixture of two turns"
        assert len(found) == 3 * 400
        assert int(held.pop()) // 2 == kill, "what was reported as written is gone"
        turns |= {q.object.value for q in found}
    assert len({int(turn) % 2 for turn in turns}) == 2  # the kills came at different moments


REFUSED = """
import resource, signal, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad, Store
from kg.errors import StoreError
from kg.store.primary import open_primary
EX = "http://example.org/"
source = Store()
source.extend(
    Quad(NamedNode(f"{EX}{number}"), NamedNode(EX + "p"), Literal("x" * 100), NamedNode(EX + "one"))
    for number in range(20_000)
)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_primary(Path(sys.argv[1])) as primary:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        primary.replace([NamedNode(EX + "one")], source)
    except StoreError as error:
        print(error.code)
"""


def test_a_disk_that_refuses_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """No file may grow beyond 300 kB: to RocksDB that is a full disk."""
    put(tmp_path, quad(ONE, "a"), quad(TWO, "b"))
    command = [sys.executable, "-c", REFUSED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "store-write\n", done.stderr
    assert content(tmp_path) == {quad(ONE, "a"), quad(TWO, "b")}
