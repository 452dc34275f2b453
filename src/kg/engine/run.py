"""One query on one worker, from its job to its last byte, and the clocks that bound it."""

import asyncio
import signal
from collections import Counter, deque
from typing import Self

from kg.engine import refusals
from kg.engine.budget import Budget
from kg.engine.link import Link
from kg.engine.places import RETRY_AFTER, Place, Places
from kg.engine.pool import Pool
from kg.engine.protocol import End, Failure, Frame, Job, Kind
from kg.errors import KgError, QueryError

_AHEAD = 256 * 1024  # bytes that are kept for a reader who is behind
_NICENESS = 19  # twelve such queries together get less of a processor than one of niceness 0


class Run:
    """A stream of bytes, as the interface has it; the first chunk is there before it is shown."""

    def __init__(
        self,
        link: Link,
        place: Place,
        *,
        pool: Pool,
        places: Places,
        budget: Budget,
        sums: Counter[str],
    ) -> None:
        self._link, self._place = link, place
        self._pool, self._places = pool, places
        self._budget = budget
        self._sums = sums
        self._loop = asyncio.get_running_loop()
        self._clocks: list[asyncio.TimerHandle] = []
        self._timeout = 0.0
        self._chunks: deque[bytes] = deque()
        self._kept = 0
        self._begun = False
        self._ended = False  # the worker is no longer ours
        self._gone = False  # nobody reads any more
        self._failure: KgError | None = None
        self._news: asyncio.Future[None] | None = None

    async def begin(
        self,
        job: Job,
        *,
        deadline: float,
        timeout: float,  # noqa: ASYNC109 - it is told
    ) -> None:
        """Give the job and wait for the first chunk; raises what fails before it.

        `deadline` is a time of the event loop, `timeout` the seconds that led to it.
        """
        self._timeout = timeout
        self._clocks = [
            self._loop.call_at(deadline, self._time_out),
            self._loop.call_later(self._budget.moment, self._lengthen),
            self._loop.call_later(self._budget.slow_after, self._link.slow_down, _NICENESS),
        ]
        self._link.give(job, self)
        try:
            await self._wait()
        except BaseException:
            await self.aclose()
            raise

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if not self._chunks:
            await self._wait()
        if not self._chunks:  # the end, or `aclose` was called meanwhile
            raise StopAsyncIteration
        chunk = self._chunks.popleft()
        self._kept -= len(chunk)
        if not self._ended and self._kept < _AHEAD:
            self._link.resume()
        return chunk

    async def aclose(self) -> None:
        """Read no more: a query that does not end by itself in a moment is ended."""
        self._gone = True
        self._chunks.clear()
        self._tell()
        if not self._ended:
            self._link.resume()
            self._clocks.append(self._loop.call_later(self._budget.grace, self._abandon))

    async def _wait(self) -> None:
        """Wait for a chunk or the end. Raises the failure, if that is the end."""
        while not (self._chunks or self._ended or self._failure or self._gone):
            self._news = self._loop.create_future()
            await self._news
        if self._failure is not None and not self._chunks and not self._gone:
            raise self._failure.with_traceback(None)

    def received(self, frame: Frame) -> None:
        """Take a frame of the worker."""
        if self._ended or self._failure is not None:
            return
        match frame.kind:
            case Kind.CHUNK if not self._gone:
                self._begun = True
                self._chunks.append(frame.payload)
                self._kept += len(frame.payload)
                if self._kept >= _AHEAD:
                    self._link.pause()
            case Kind.END:
                end = End.model_validate_json(frame.payload)
                self._link.private = end.private
                self._release(leaving=end.leaving)
            case Kind.ERROR:
                failure = Failure.model_validate_json(frame.payload)
                self._failure = failure.error()
                self._release(leaving=failure.leaving)
        self._tell()

    def lost(self) -> None:
        """Know that the worker has ended in the middle; find out why."""
        self._stop_clocks()
        self._link.ended.add_done_callback(self._explain)
        self._ended = self._failure is not None
        self._place.leave()

    def _explain(self, ended: "asyncio.Future[int | None]") -> None:
        if self._failure is None:
            self._failure = why_ended(ended.result(), self._timeout)
            self._sums[f"ended_{self._failure.code.removeprefix('query-')}"] += 1
        self._ended = True
        self._tell()

    def _release(self, *, leaving: bool) -> None:
        self._ended = True
        self._stop_clocks()
        self._link.free()
        self._place.leave()
        self._pool.give_back(self._link, leaving=leaving)

    def _time_out(self) -> None:
        self._kill("timeout", refusals.timeout(self._timeout))

    def _abandon(self) -> None:
        if not self._ended:
            self._kill("gone", refusals.stopped())

    def _lengthen(self) -> None:
        """Make way for others after the first moment."""
        if self._place.lengthen():
            self._pool.fill()
        elif self._places.waiting and not self._begun:
            self._kill("crowded", refusals.busy(RETRY_AFTER))
        else:
            self._clocks.append(self._loop.call_later(self._budget.moment, self._lengthen))

    def _kill(self, reason: str, failure: QueryError) -> None:
        self._sums[f"killed_{reason}"] += 1
        self._failure = failure
        self._chunks.clear()  # what is not sent yet would only look like more of an answer
        self._link.kill()
        self._tell()

    def _stop_clocks(self) -> None:
        for clock in self._clocks:
            clock.cancel()

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)


def why_ended(status: int | None, timeout: float) -> QueryError:
    """Return the error of a query whose process ended with this status, not by our hand."""
    match status:
        case None:
            return refusals.restarting(RETRY_AFTER)
        case _ if status == -signal.SIGXCPU:
            return refusals.timeout(timeout)
        case _ if status == -signal.SIGABRT:  # Rust aborts where memory is refused
            return refusals.memory()
        case _:
            return refusals.crashed()
