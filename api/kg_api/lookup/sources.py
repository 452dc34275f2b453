"""The snapshots that the lookup reads: the current one, and those that cursors are pinned to."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from kg.lookup.index import Index
from kg.lookup.schema import FILE as RESOURCES
from kg.names.gazetteer import Gazetteer
from kg.names.index import NameIndex
from kg.names.schema import FILE as NAMES
from kg.names.search import Searcher
from kg.store.snapshot import folder_of
from kg_api.lookup import wrong
from kg_api.lookup.records import Records
from kg_api.published import Published

_OPEN = 3  # snapshots that are held open


@dataclass(frozen=True, slots=True)
class Source:
    """What is open of one snapshot."""

    version: str
    folder: Path
    index: Index
    names: NameIndex
    searcher: Searcher
    records: Records


class Sources:
    """Opens what is asked for, and keeps the last few open; belongs to one thread."""

    def __init__(self, published: Published, root: Path) -> None:
        self._published = published
        self._root = root
        self._open: OrderedDict[str, Source] = OrderedDict()

    def current(self) -> Source:
        """Return the snapshot that the engine answers from.

        Raises as `Published.current`, and `SnapshotError` (`snapshot-damaged`) without its indexes.
        """
        snapshot = self._published.current()
        for name in (NAMES, RESOURCES):
            if not (snapshot.folder / name).is_file():
                raise snapshot.damaged(f"{name} is not there")
        return self._held(snapshot.version, snapshot.folder)

    def of(self, version: str) -> Source:
        """Return that snapshot; raises `QueryError` `cursor-gone` (410)."""
        folder = folder_of(self._root, version)
        if version not in self._open and not (folder / NAMES).is_file():
            raise wrong.cursor_gone(version)
        return self._held(version, folder)

    def _held(self, version: str, folder: Path) -> Source:
        found = self._open.get(version)
        if found is None:
            found = self._open[version] = opened(version, folder)
            if len(self._open) > _OPEN:
                _, old = self._open.popitem(last=False)
                close(old)
        self._open.move_to_end(version)
        return found


def opened(version: str, folder: Path) -> Source:
    """Open a snapshot's indexes in this thread."""
    names = NameIndex(folder / NAMES)
    index = Index(folder / RESOURCES)
    return Source(version, folder, index, names, Searcher(names, Gazetteer(names)), Records(folder))


def close(source: Source) -> None:
    """Close the files of a snapshot."""
    source.index.close()
    source.names.close()
    source.records.close()
