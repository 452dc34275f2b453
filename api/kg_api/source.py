"""What is open of one snapshot: its indexes, each opened when it is first asked for."""

import sqlite3
from functools import cached_property

from kg.lookup.index import Index
from kg.names.gazetteer import Gazetteer
from kg.names.index import NameIndex
from kg.names.schema import FILE as NAMES
from kg.names.search import Searcher
from kg.store.snapshot import Snapshot
from kg_api.lookup.records import Records


class Source:
    """The indexes of a snapshot; all but the names belong to the thread that asks for them.

    Each property raises `SnapshotError` (`snapshot-damaged`) where its file cannot be read.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def version(self) -> str:
        """The snapshot's version."""
        return self._snapshot.version

    @cached_property
    def index(self) -> Index:
        """The resource index."""
        return Index.of(self._snapshot)

    @cached_property
    def searcher(self) -> Searcher:
        """The search of names, with the divisions in memory; any thread may use it."""
        try:
            names = NameIndex.of(self._snapshot)
            return Searcher(names, Gazetteer(names))
        except sqlite3.Error as error:
            raise self._snapshot.damaged(f"{NAMES}: {error}") from error

    @property
    def names(self) -> NameIndex:
        """The name index."""
        return self.searcher.index

    @cached_property
    def records(self) -> Records:
        """Lists of entities, from both indexes."""
        try:
            return Records(self._snapshot.folder)
        except sqlite3.Error as error:
            raise self._snapshot.damaged(str(error)) from error

    def close(self) -> None:
        """Close the files, but for the names: rows may still be resolved by them in a thread.

        Those close with whoever holds them last.
        """
        for name in ("index", "records"):
            if (held := self.__dict__.pop(name, None)) is not None:
                held.close()
