"""Threads that run queries, with a stack deep enough for any query and no claim to outlive us."""

import queue
import threading
from collections.abc import Callable

STACK = 256 * 1024 * 1024
"""Bytes of address space for the stack of a thread.

Oxigraph parses and evaluates by recursion: with the usual 8 MiB, a query of 40,000 characters
that nests FILTER NOT EXISTS ends the whole process. With 256 MiB nothing within the length limit
does (measured). Memory is used only as deep as a query goes.
"""

Job = Callable[[], None]


class ThreadPool:
    """A fixed number of threads and the jobs that wait for them.

    The threads are daemons: a query that nothing can stop must not keep a process from ending.
    A job deals with its own errors.
    """

    def __init__(self, size: int, *, name: str) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._size = size
        before = threading.stack_size(STACK)
        try:
            for number in range(size):
                threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()
        finally:
            threading.stack_size(before)

    def submit(self, job: Job) -> None:
        """Run the job as soon as a thread is free."""
        self._jobs.put(job)

    def stop(self) -> None:
        """Let each thread end after the jobs that were submitted; does not wait for them."""
        for _ in range(self._size):
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            del job  # it holds a snapshot, which must not stay in memory while the thread idles
