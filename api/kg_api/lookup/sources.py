"""The snapshots that the lookup reads: the current one, and those that cursors are pinned to."""

from kg.errors import SnapshotError
from kg_api.lookup import wrong
from kg_api.published import Published
from kg_api.source import Source

__all__ = ["Source", "Sources"]


class Sources:
    """Finds what is open of the snapshot that is asked for; belongs to one thread."""

    def __init__(self, published: Published) -> None:
        self._published = published

    def current(self) -> Source:
        """Return the snapshot that the engine answers from; raises as `Published.current`."""
        return self._published.source()

    def of(self, version: str) -> Source:
        """Return that snapshot; raises `QueryError` `cursor-gone` (410)."""
        try:
            return self._published.pinned(version)
        except SnapshotError as error:
            raise wrong.cursor_gone(version) from error
