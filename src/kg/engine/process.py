"""The web server's side of a parent: it starts the program, orders forks and hears of ends."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from kg.engine import limits
from kg.engine.budget import Budget
from kg.engine.link import Ended, Link
from kg.engine.options import Options
from kg.engine.protocol import (
    Applied,
    Apply,
    Exited,
    Fork,
    Forked,
    Message,
    Ready,
    Report,
    Unforked,
    Unloadable,
    decode_report,
)

T = TypeVar("T")

MODULE = "kg.engine.parent"
_PACKET = 1 << 16  # bytes
_PATIENCE = 5.0  # seconds that a parent has to end its children and itself


class ParentLostError(Exception):
    """The parent has ended, or gives no process: whatever was asked of it will not come."""


class ParentProcess:
    """A parent that was started; `lost` is done when it can do nothing more."""

    def __init__(self, root: Path, version: str | None, budget: Budget, *, union: bool) -> None:
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._forks: deque[asyncio.Future[Link]] = deque()
        self._ends: dict[int, Ended] = {}
        self._applied: deque[asyncio.Future[int]] = deque()
        self._opening: set[asyncio.Task[None]] = set()
        self.lost: asyncio.Future[None] = self._loop.create_future()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.setblocking(False)  # noqa: FBT003 - the name says it
        with theirs:
            try:
                self._process = self._start(theirs.fileno(), root, version, budget, union=union)
            except OSError:
                self._control.close()
                raise
        self._loop.add_reader(self._control.fileno(), self._receive)

    @staticmethod
    def _start(
        control: int, root: Path, version: str | None, budget: Budget, *, union: bool
    ) -> subprocess.Popen[bytes]:
        options = Options(
            control=control,
            front=os.getpid(),
            store=root,
            version=version,
            union=union,
            memory=budget.memory,
            keep_queries=budget.keep_queries,
        )
        with limits.deep_stack():
            return subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", "-m", MODULE, options.model_dump_json()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[control],
                process_group=0,  # an interrupt of the terminal is for the web server alone
            )

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    async def ready(self) -> None:
        """Wait until the data is loaded. Raises `SnapshotError` or `ParentLostError`."""
        await self._ready

    async def fork(self, *, writer: bool = False) -> Link:
        """Return a new worker. Raises `ParentLostError`."""
        link: asyncio.Future[Link] = self._loop.create_future()
        self._order(Fork(writer=writer))
        self._forks.append(link)
        return await link

    async def apply(self, pid: int) -> int:
        """Make the change that this writer found; returns the generation that has it."""
        applied: asyncio.Future[int] = self._loop.create_future()
        self._order(Apply(pid=pid))
        self._applied.append(applied)
        return await applied

    async def close(self) -> None:
        """Let the parent end with all its children, and wait for that; not for long."""
        self._lose()
        pidfd = os.pidfd_open(self._process.pid)  # not reaped yet: it is still its own
        ended: asyncio.Future[None] = self._loop.create_future()
        self._loop.add_reader(pidfd, _settle, ended)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await ended
        finally:
            if not ended.done() or ended.cancelled():
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            self._loop.remove_reader(pidfd)
            os.close(pidfd)
            await asyncio.shield(self._reaped())

    async def _reaped(self) -> None:
        while self._process.poll() is None:  # noqa: ASYNC110 - it was killed, so it is at hand
            await asyncio.sleep(0.001)
        await asyncio.gather(*self._opening, return_exceptions=True)

    def _order(self, message: Message) -> None:
        if self.lost.done():
            raise ParentLostError
        try:
            self._control.send(message.encode())
        except OSError as error:  # it has ended, or has not read hundreds of orders
            self._lose()
            raise ParentLostError from error

    def _receive(self) -> None:
        try:
            packet, descriptors, _, _ = socket.recv_fds(
                self._control, _PACKET, 2, socket.MSG_CMSG_CLOEXEC
            )
        except BlockingIOError:
            return
        except ConnectionError:
            packet = b""
        if packet:
            self._heed(decode_report(packet), descriptors)
        else:
            self._lose()

    def _heed(self, report: Report, descriptors: list[int]) -> None:
        match report:
            case Ready():
                _settle(self._ready)
            case Unloadable(failure=failure):
                _fail(self._ready, failure.error())
            case Forked(pid=pid, generation=generation):
                self._adopt(pid, generation, descriptors)
            case Unforked(why=why):
                _fail(self._forks.popleft(), ParentLostError(why))
            case Exited(pid=pid, status=status):
                self._ends.pop(pid).set_result(status)
            case Applied(generation=generation):
                if not (applied := self._applied.popleft()).done():
                    applied.set_result(generation)

    def _adopt(self, pid: int, generation: int, descriptors: list[int]) -> None:
        connection, pidfd = socket.socket(fileno=descriptors[0]), descriptors[1]
        connection.setblocking(False)  # noqa: FBT003
        ended: Ended = self._loop.create_future()
        self._ends[pid] = ended
        link = self._forks.popleft()

        async def open_link() -> None:
            opened = await Link.open(connection, pid, pidfd, generation, ended)
            if link.done():
                opened.kill()  # whoever wanted it has gone
            else:
                link.set_result(opened)

        task = self._loop.create_task(open_link())
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    def _lose(self) -> None:
        """Know that nothing more will come, and tell all who wait."""
        if self.lost.done():
            return
        self.lost.set_result(None)
        self._loop.remove_reader(self._control.fileno())
        self._control.close()
        lost = ParentLostError("the parent has ended")
        _fail(self._ready, lost)
        for fork in self._forks:
            _fail(fork, lost)
        for applied in self._applied:
            _fail(applied, lost)
        for ended in self._ends.values():
            ended.set_result(None)
        self._ends.clear()


def _settle(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def _fail(future: asyncio.Future[T], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
        future.exception()  # known: nobody need ask
