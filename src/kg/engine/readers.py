"""Queries whose readers are behind: they use no processor, so they hold no place, but memory.

A worker waits while its reader is behind. Such a query keeps nobody waiting, and its time limit
stands still; so that nobody can hold any number of workers by not reading, there is a bound.
"""

from typing import Protocol


class Reading(Protocol):
    """A query that waits for its reader, or did so a moment ago."""

    @property
    def still_since(self) -> float:
        """When its reader took the last bytes, as a time of the event loop."""
        ...

    def end_unread(self) -> None:
        """End it, since its reader is too slow."""
        ...


class SlowReaders:
    """At most `limit` queries; one more ends the one whose reader has been still for longest."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._readings: set[Reading] = set()

    def __len__(self) -> int:
        return len(self._readings)

    def enter(self, reading: Reading) -> None:
        """Take one in."""
        self._readings.add(reading)
        if len(self._readings) > self._limit:
            min(self._readings, key=lambda each: each.still_since).end_unread()

    def leave(self, reading: Reading) -> None:
        """Let one go, where it is here."""
        self._readings.discard(reading)
