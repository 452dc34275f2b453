"""A mapping that forgets: what was used last stays, as much as fits into so many bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """Entries whose sizes (bytes, as told by `put`) are `limit` at most together.

    An entry of more than `largest` bytes is not taken: it would drive out too many others.
    """

    def __init__(self, limit: int, largest: int) -> None:
        self.largest = min(largest, limit)
        self._limit = limit
        self._held = 0
        self._entries: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def held(self) -> int:
        """Bytes of all entries together."""
        return self._held

    def get(self, key: K) -> V | None:
        """Return what is kept under the key, which is then the last to go."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keep the value, in the place of what was there; forget what was used longest ago."""
        before = self._entries.pop(key, None)
        self._held -= before[1] if before else 0
        if size > self.largest:
            return
        self._entries[key] = (value, size)
        self._held += size
        while self._held > self._limit:
            _, (_, freed) = self._entries.popitem(last=False)
            self._held -= freed

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self._held = 0
