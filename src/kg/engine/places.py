"""Who may run: places for queries that have just begun, for long ones, and for those who wait.

Nobody can tell beforehand how long a query takes. So each begins in a place of the first kind,
of which there are few; after a moment it goes to a place of the second kind, where it runs with
less of the processor, and whoever waits goes ahead. Many long queries therefore delay a short
one by a moment each at most, not by their length.
"""

import asyncio
from collections import deque

from kg.engine import refusals

RETRY_AFTER = 1  # seconds after which a busy engine may be asked again


class Places:
    """The places of an engine; beyond them a query is refused (`engine-busy`)."""

    def __init__(self, *, short: int, long: int, waiting: int) -> None:
        self._short = short
        self._long = long
        self._waiting = waiting
        self._short_taken = 0
        self._long_taken = 0
        self._queue: deque[asyncio.Future[None]] = deque()

    @property
    def open(self) -> int:
        """How many queries could run now, with those that do."""
        return self._short + self._long_taken

    @property
    def taken(self) -> int:
        """How many queries run."""
        return self._short_taken + self._long_taken

    @property
    def short_taken(self) -> int:
        """How many queries have just begun."""
        return self._short_taken

    @property
    def long_taken(self) -> int:
        """How many long queries run."""
        return self._long_taken

    @property
    def waiting(self) -> int:
        """How many queries wait for a place."""
        return len(self._queue)

    async def enter(self, seconds: float) -> "Place":
        """Take a place, in the order of coming. Raises `QueryError` (`engine-busy`)."""
        if self._short_taken < self._short and not self._queue:
            self._short_taken += 1
            return Place(self)
        if len(self._queue) >= self._waiting:
            raise refusals.busy(RETRY_AFTER)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.leave_short()  # the place came at the same moment
            elif turn in self._queue:
                self._queue.remove(turn)
            if isinstance(error, TimeoutError):
                raise refusals.busy(RETRY_AFTER) from error
            raise
        return Place(self)

    def leave_short(self) -> None:
        """Give a place of the first kind to whoever waits longest."""
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._short_taken -= 1

    def leave_long(self) -> None:
        """Give a place of the second kind back."""
        self._long_taken -= 1

    def enter_long(self) -> bool:
        """Go from the first kind to the second, if there is room."""
        if self._long_taken >= self._long:
            return False
        self._long_taken += 1
        self.leave_short()
        return True

    def enter_as_long(self) -> "Place | None":
        """Take a place of the second kind at once, if there is one."""
        if self._long_taken >= self._long:
            return None
        self._long_taken += 1
        return Place(self, is_long=True)


class Place:
    """The place of one query."""

    def __init__(self, places: Places, *, is_long: bool = False) -> None:
        self._places = places
        self._is_long = is_long
        self._left = False

    def lengthen(self) -> bool:
        """Go on as a long query; `False` where there are too many."""
        self._is_long = self._is_long or self._places.enter_long()
        return self._is_long

    def leave(self) -> None:
        """Give the place back, once."""
        if not self._left:
            self._left = True
            (self._places.leave_long if self._is_long else self._places.leave_short)()
