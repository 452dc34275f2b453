"""A time limit that stands still while what it bounds cannot go on."""

import asyncio
from collections.abc import Callable


class Deadline:
    """Calls `passed` at this time of the event loop, later by as long as it was held."""

    def __init__(self, at: float, passed: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._at = at
        self._passed = passed
        self._held_since: float | None = None
        self._timer = self._loop.call_at(at, passed)

    def hold(self, since: float) -> None:
        """Let it stand still, as from that time, which may lie a little in the past."""
        self._timer.cancel()
        self._held_since = since

    def go_on(self) -> None:
        """Let the time run again, if it is held."""
        if self._held_since is not None:
            self._at += self._loop.time() - self._held_since
            self._held_since = None
            self._timer = self._loop.call_at(self._at, self._passed)

    def cancel(self) -> None:
        """Let it never pass."""
        self._timer.cancel()
        self._held_since = None
