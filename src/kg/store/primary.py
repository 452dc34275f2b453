"""The store on disk: opened, written, closed.

Whoever writes holds its lock only for that; nobody serves from it. All graphs that a build
replaces are replaced in one SPARQL Update, which Oxigraph commits as a whole: after a crash the
store holds all of it or nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER = "oxigraph"


class Primary:
    """An open store on disk; use `open_primary`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def graphs(self) -> frozenset[NamedNode]:
        """Return the named graphs that hold something."""
        return frozenset(g for g in self._store.named_graphs() if isinstance(g, NamedNode))

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""
        return self._store.quads_for_pattern(None, None, None, graph)

    def replace(self, graphs: Iterable[NamedNode], source: Store) -> None:
        """Make some graphs what they are in `source`, in one transaction; an empty one goes.

        Only the difference is written. Raises StoreError `store-write` where the disk refuses;
        the store is then as it was.
        """
        names = list(graphs)
        gone = [quad for name in names for quad in self.quads(name) if quad not in source]
        new = (
            quad
            for name in names
            for quad in source.quads_for_pattern(None, None, None, name)
            if quad not in self._store
        )
        try:
            self._commit(gone, new)
            self._store.flush()
        except OSError as error:
            raise StoreError(
                "store-write",
                zh=f"存储写入失败:{error}。",
                en=f"The store could not be written: {error}.",
                mend_zh="请检查磁盘空间与权限;存储保持原状。",
                mend_en="Check disk space and rights; the store is as it was.",
            ) from error

    def _commit(self, gone: list[Quad], new: Iterable[Quad]) -> None:
        """Write both in one transaction.

        `extend` is one, and takes half the memory and time of an update; but only an update can
        take away and add at once.
        """
        if gone:
            self._store.update(f"{_operation('DELETE', gone)};\n{_operation('INSERT', new)}")
        else:
            self._store.extend(new)


def _operation(verb: str, quads: Iterable[Quad]) -> str:
    lines = (f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in quads)
    return f"{verb} DATA {{\n{chr(10).join(lines)}\n}}"


@contextmanager
def open_primary(root: Path) -> Iterator[Primary]:
    """Open `<root>/oxigraph` for writing, made where it is not there; close it at the end.

    Raises StoreError `store-locked` while another process writes, `store-unreadable` where the
    folder is no store.
    """
    folder = root / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store = Store(folder)
    except (OSError, RuntimeError) as error:  # RuntimeError: RocksDB found its files corrupt
        locked = "lock" in str(error).lower()
        raise StoreError(
            "store-locked" if locked else "store-unreadable",
            zh="另一进程正在写入该存储。" if locked else f"存储打不开:{error}。",
            en="Another process is writing this store."
            if locked
            else f"The store cannot be opened: {error}.",
            mend_zh="请等它结束。" if locked else "删除该文件夹后重新运行 kg build 即可重建。",
            mend_en="Wait until it has ended."
            if locked
            else "Remove that folder and run `kg build`: everything is made again from the files.",
            file=str(folder),
        ) from error
    primary = Primary(store)
    try:
        yield primary
    finally:
        # Closing is dropping the last reference: RocksDB then gives its lock back.
        del store
        primary.__dict__.clear()
