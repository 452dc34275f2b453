"""What is read from the snapshot's own files: descriptions, names, lists, dumps, feeds.

It is always the snapshot that the engine answers from at that moment, so that a description and
a query never tell of two states of the data.
"""

from collections import OrderedDict
from pathlib import Path

from kg.engine.base import Engine
from kg.errors import QueryError
from kg.lookup.index import Index
from kg.names.search import Searcher
from kg.store.snapshot import Snapshot, folder_of
from kg_api.source import Source

_OPEN = 3  # snapshots that are held open: the current one, and those that cursors are pinned to


class Published:
    """The published snapshot, as files under the root of the store."""

    def __init__(self, engine: Engine, root: Path) -> None:
        self._engine = engine
        self._root = root
        self._open: OrderedDict[str, Source] = OrderedDict()

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

    def source(self) -> Source:
        """Return what is open of the current snapshot; raises as `current` does."""
        manifest = self._engine.status().manifest
        if manifest is not None and manifest.version in self._open:
            self._open.move_to_end(manifest.version)
            return self._open[manifest.version]
        return self._held(self.current())

    def pinned(self, version: str) -> Source:
        """Return what is open of a snapshot that may be a former one.

        Raises `SnapshotError` (`snapshot-missing`, `snapshot-damaged`) where it is not there.
        """
        return self._open.get(version) or self._held(Snapshot.open(self._root, version))

    def index(self) -> Index:
        """Return the resource index of the current snapshot; raises as `current` does."""
        return self.source().index

    def names(self) -> Searcher:
        """Return the names of the current snapshot, to be looked up; raises as `current` does."""
        return self.source().searcher

    def _held(self, snapshot: Snapshot) -> Source:
        found = self._open.setdefault(snapshot.version, Source(snapshot))
        self._open.move_to_end(snapshot.version)
        if len(self._open) > _OPEN:
            _, oldest = self._open.popitem(last=False)
            oldest.close()
        return found


def _not_published() -> QueryError:
    return QueryError(
        "not-published",
        status=404,
        zh="本服务没有已发布的快照:它只在内存中应答查询。",
        en="This service has no published snapshot: it answers queries from memory alone.",
        mend_zh="请用 kg build 发布快照后以 kg serve 提供服务。",
        mend_en="Publish a snapshot with kg build and serve it with kg serve.",
    )
