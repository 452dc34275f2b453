"""What a worker may use, set with the means of Linux; none of it can be taken back by a query.

The order matters: without descriptors nothing can be opened any more, so that comes last.
"""

import ctypes
import math
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

STACK = 256 << 20
"""Bytes that the stack of a worker may grow to.

Oxigraph parses and evaluates by recursion: with the usual 8 MiB, a query of 40,000 characters
that nests FILTER NOT EXISTS ends the process. With 256 MiB nothing within the length limit does
(measured). Memory is used only as deep as a query goes.
"""
PAGE = resource.getpagesize()

_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_PR_SET_THP_DISABLE = 41
_FIRST_TO_DIE = 1000  # of /proc/self/oom_score_adj, the most there is
_PRIVATE = b"Private_"  # Private_Clean and Private_Dirty, in kB
_MANY_FAULTS = 2048  # pages: 8 MiB; to look takes some milliseconds
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def deep_stack() -> Iterator[None]:
    """Let programs that are started meanwhile have a stack that may grow to `STACK`.

    How far the stack of a program can grow is decided when it is started.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = STACK if hard == resource.RLIM_INFINITY else min(STACK, hard)
    enough = soft == resource.RLIM_INFINITY or soft >= wanted
    resource.setrlimit(resource.RLIMIT_STACK, (soft if enough else wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))


def aside(work: Callable[[], T]) -> T:
    """Do the work in a thread of its own, which is gone when this returns or raises.

    Oxigraph keeps a random generator for each thread and a fork copies it: were it ever used by
    the thread that forks, all forks would make the same blank nodes and the same UUIDs.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again below
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    while len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208 - joined, but not yet ended
        time.sleep(0.001)
    if failed:
        raise failed[0]
    return done[0]


def die_with(parent: int) -> None:
    """End this process when its parent ends, however that comes about.

    The kernel means the parent's *thread* that made this process; each maker has one thread
    for it, which lives as long as the engine.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we could say so
        os._exit(1)


def rename(name: str) -> None:
    """Give the process a name that `ps` and `top` show (15 bytes)."""
    _libc.prctl(_PR_SET_NAME, name.encode())


def keep_only(*descriptors: int | None) -> None:
    """Close every descriptor but the standard ones and these."""
    low = 3
    for kept in sorted(number for number in descriptors if number is not None):
        os.closerange(low, kept)
        low = kept + 1
    os.closerange(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def silence() -> None:
    """Send the standard error nowhere: Rust writes there when memory is refused, and no JSON."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def confine(memory: int) -> None:
    """Bound this process for good: `memory` bytes beyond what it has now, no new descriptors.

    Its memory comes in small pages only, so that its page faults tell how much it has taken.
    """
    _libc.prctl(_PR_SET_THP_DISABLE, 1, 0, 0, 0)
    with open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123 - a worker has no time
        file.write(str(_FIRST_TO_DIE))
    with open("/proc/self/statm") as file:  # noqa: PTH123
        has = int(file.read().split()[0]) * PAGE
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (has + memory, has + memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


class ProcessorTime:
    """The processor time that this process may take; SIGXCPU ends it after that.

    It is a second belt: the deadline is kept from outside, by the clock on the wall.
    """

    def __init__(self) -> None:
        self._total = 0  # seconds since the process began, as the kernel has the limit

    def allow(self, seconds: float) -> None:
        """Allow so many seconds from now on, and no more than two beyond them."""
        total = math.ceil(time.process_time() + seconds) + 1
        if total != self._total:
            self._total = total
            resource.setrlimit(resource.RLIMIT_CPU, (total, resource.RLIM_INFINITY))


class PrivateMemory:
    """The bytes of this process that it shares with nobody; its file is opened beforehand.

    Oxigraph counts references in the data that it reads. So to read is to write, and a page
    that was written is copied: a query over everything makes four fifths of the data private.
    """

    def __init__(self) -> None:
        self._descriptor = os.open("/proc/self/smaps_rollup", os.O_RDONLY)
        self._faults = 0
        self._bytes = 0

    def now(self) -> tuple[int, int]:
        """Return the bytes and the page faults until then, looked up where many came since."""
        faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        if faults - self._faults > _MANY_FAULTS:
            self._faults = faults
            lines = os.pread(self._descriptor, 4096, 0).splitlines()
            self._bytes = 1024 * sum(int(line.split()[1]) for line in lines if _PRIVATE in line)
        return self._bytes, self._faults
