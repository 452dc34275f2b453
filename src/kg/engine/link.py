"""The web server's side of one worker: its socket, its life, and the one job that it has."""

import asyncio
import os
import select
import signal
import socket
from contextlib import suppress
from typing import Protocol, Self, cast

from kg.engine.frames import Decoder, Frame, Kind, ProtocolError, frame
from kg.engine.protocol import Job

_STOP = frame(Kind.STOP, b"")

Ended = asyncio.Future[int | None]
"""The status of a process that has ended, or `None` where nobody can tell any more."""


class Receiver(Protocol):
    """Who has given a worker its job, and hears what becomes of it."""

    def received(self, frame: Frame) -> None:
        """Take a frame."""
        ...

    def lost(self, *, unread: bool) -> None:
        """Know that nothing more will come; `unread`: the worker never read all of the job."""
        ...


class Link(asyncio.Protocol):
    """A worker that lives; `pidfd` names it also when its pid has gone to another process."""

    def __init__(self, pid: int, pidfd: int, generation: int, ended: Ended) -> None:
        self.pid = pid
        self.generation = generation
        self.ended = ended
        self.slow = False
        self.private = 0  # bytes that it does not share, as it last told
        self.faults = 0  # the page faults that it had had then
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._pidfd = pidfd
        self._end = select.poll()
        self._end.register(pidfd, select.POLLIN)
        self._decoder = Decoder()
        self._receiver: Receiver | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(
        cls, connection: socket.socket, pid: int, pidfd: int, generation: int, ended: Ended
    ) -> Self:
        """Return the link over a socket that the parent has sent; both descriptors are ours."""
        link = cls(pid, pidfd, generation, ended)
        await asyncio.get_running_loop().create_connection(lambda: link, sock=connection)
        return link

    def give(self, job: Job, receiver: Receiver) -> None:
        """Let the worker do the job; the receiver hears of it until `free`."""
        self._receiver = receiver
        if self._transport is None or self._transport.is_closing():
            receiver.lost(unread=True)
        else:
            self._transport.write(frame(Kind.JOB, job.encode()))

    def stop(self) -> None:
        """Tell the worker that nobody reads the answer any more; it ends it as usual."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(_STOP)

    @property
    def lives(self) -> bool:
        """Whether the process has not ended, also where the loop has not heard of it yet."""
        return not self.closed.done() and not self._end.poll(0)

    def free(self) -> None:
        """Hear no more of the job, which is done."""
        self._receiver = None
        self.resume()

    def pause(self) -> None:
        """Read no more for the time being: the worker will wait."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read on."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    def slow_down(self, niceness: int) -> None:
        """Let others have the processor first; it cannot be taken back."""
        self.slow = True
        if not self.closed.done():
            with suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, self.pid, niceness)

    def kill(self) -> None:
        """End the process, whatever it does."""
        if not self.closed.done():
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            self.close()

    def close(self) -> None:
        """Let the worker end, since it has nothing to do."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport (asyncio calls this)."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        """Hand on the frames in these bytes (asyncio calls this)."""
        try:
            for found in self._decoder.feed(data):
                if self._receiver is not None:
                    self._receiver.received(found)
        except ProtocolError:
            self.kill()

    def connection_lost(self, exc: Exception | None) -> None:
        """Know that the worker has ended or will (asyncio calls this).

        Where it ended with a job in its socket that it had not read, the kernel says "reset".
        """
        os.close(self._pidfd)
        self.closed.set_result(None)
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.lost(unread=isinstance(exc, ConnectionError))
