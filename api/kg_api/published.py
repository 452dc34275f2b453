"""What is read from the snapshot's own files: descriptions, dumps, feeds.

It is always the snapshot that the engine answers from at that moment, so that a description and
a query never tell of two states of the data.
"""

from pathlib import Path

from kg.engine.base import Engine
from kg.errors import QueryError
from kg.lookup.index import Index
from kg.store.snapshot import Snapshot, folder_of


class Published:
    """The published snapshot, as files under the root of the store."""

    def __init__(self, engine: Engine, root: Path) -> None:
        self._engine = engine
        self._root = root
        self._open: tuple[str, Index] | None = None

    def current(self) -> Snapshot:
        """Return the snapshot that the engine answers from.

        Raises the `SnapshotError` that says why there is none (503), or `QueryError`
        `not-published` (404) where the engine answers from memory alone.
        """
        status = self._engine.status()
        if status.manifest is None:
            raise status.problem or _not_published()
        folder = folder_of(self._root, status.manifest.version)
        if not folder.is_dir():
            raise _not_published()
        return Snapshot(folder, status.manifest)

    def index(self) -> Index:
        """Return the resource index of the current snapshot; raises as `current` does."""
        snapshot = self.current()
        if self._open is None or self._open[0] != snapshot.version:
            if self._open is not None:
                self._open[1].close()
            self._open = (snapshot.version, Index.of(snapshot))
        return self._open[1]


def _not_published() -> QueryError:
    return QueryError(
        "not-published",
        status=404,
        zh="本服务没有已发布的快照:它只在内存中应答查询。",
        en="This service has no published snapshot: it answers queries from memory alone.",
        mend_zh="请用 kg build 发布快照后以 kg serve 提供服务。",
        mend_en="Publish a snapshot with kg build and serve it with kg serve.",
    )
