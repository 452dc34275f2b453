"""One timer for all who wait for some time to come, since nearly all of them wait in vain.

A query has five limits of time and is done long before any of them. A timer of the event loop
for each costs more than the rest of a short query's way through the engine. So what is due when
is noted in a dictionary, and one timer for all looks into them every few milliseconds, while
there is one at all.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

EVERY = 0.01
"""Seconds between two looks: so much later than it should, something may come."""


class Looking(Protocol):
    """Who waits for some time to come."""

    def look(self, now: float) -> None:
        """Do what is due."""


class Ticker:
    """Looks at the clocks that run, of one event loop at a time: a new one begins afresh."""

    def __init__(self) -> None:
        self._running: set[Looking] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None

    def enter(self, clock: Looking) -> None:
        """Look at this clock from now on."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._timer = loop, None
            self._running.clear()
        self._running.add(clock)
        if self._timer is None:
            self._timer = loop.call_later(EVERY, self._look)

    def leave(self, clock: Looking) -> None:
        """Look at it no more, where we do."""
        self._running.discard(clock)

    def _look(self) -> None:
        self._timer = None
        if not self._running:
            return  # the next one to enter begins again
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(EVERY, self._look)
        now = loop.time()
        for clock in tuple(self._running):
            clock.look(now)


class Clock:
    """What one query waits for: what is to be called when, by the event loop's time."""

    def __init__(self, ticker: Ticker) -> None:
        self._ticker = ticker
        self._due: dict[Callable[[], None], float] = {}

    def set(self, due: dict[Callable[[], None], float]) -> None:
        """Call each of these once at its time; a new time takes the place of the one before."""
        self._due.update(due)
        self._ticker.enter(self)

    def unset(self, ring: Callable[[], None]) -> None:
        """Do not call this one."""
        self._due.pop(ring, None)

    def stop(self) -> None:
        """Call nothing any more."""
        self._due.clear()
        self._ticker.leave(self)

    def look(self, now: float) -> None:
        """Call what is due, and no more once one of them has stopped the clock."""
        for ring in [ring for ring, at in self._due.items() if at <= now]:
            if self._due.pop(ring, None) is not None:
                ring()
        if not self._due:
            self._ticker.leave(self)
