"""The parent of the workers: a program of its own that loads the data and forks.

It has one thread whenever it forks, it never opens RocksDB, and it inherits no descriptors but
the socket to the web server that started it. It decides nothing: it forks when told to, and
tells who has ended. When the socket is closed it ends, and everybody with it.

    python -P -m kg.engine.parent '{"control": 3, …}'
"""

import gc
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

import pyoxigraph as ox

from kg.engine import limits, worker
from kg.engine.delta import Dataset, Delta
from kg.engine.options import Options
from kg.engine.protocol import (
    Applied,
    Exited,
    Failure,
    Fork,
    Forked,
    Message,
    Ready,
    Unforked,
    Unloadable,
    decode_order,
)
from kg.engine.worker import Worker
from kg.engine.writer import Writer
from kg.errors import SnapshotError
from kg.store.snapshot import Snapshot

PACKET = 1 << 16  # bytes; the longest message, an error, has some thousand


class Parent:
    """The loop of the process: orders come in, children end."""

    def __init__(self, control: socket.socket, dataset: Dataset, options: Options) -> None:
        self._control = control
        self._dataset = dataset
        self._options = options
        self._pid = os.getpid()
        self._log = os.dup(2)  # for children, whose own standard error is silenced
        self._generation = 0
        self._children: dict[int, int] = {}  # their pidfds
        self._writer: tuple[int, int] | None = None  # the last one, and its file in memory
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)

    def run(self) -> None:
        """Serve until the web server closes the socket; no child is left then."""
        with suppress(ConnectionError):
            while True:
                for key, _ in self._selector.select():
                    if key.data is not None:
                        self._reap(key.data)
                    elif packet := self._control.recv(PACKET):
                        self._carry_out(packet)
                    else:
                        raise ConnectionResetError
        for pid, pidfd in self._children.items():
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _carry_out(self, packet: bytes) -> None:
        order = decode_order(packet)
        if isinstance(order, Fork):
            self._fork(is_writer=order.writer)
        else:
            self._apply(order.pid)

    def _fork(self, *, is_writer: bool) -> None:
        front, own = socket.socketpair()
        delta = os.memfd_create("kg-delta") if is_writer else None
        with front, own:
            try:
                pid = os.fork()
            except OSError as error:
                if delta is not None:
                    os.close(delta)
                self._tell(Unforked(why=str(error)))
                return
            if pid == 0:
                self._become(own, delta)
            pidfd = os.pidfd_open(pid)
            self._children[pid] = pidfd
            self._selector.register(pidfd, selectors.EVENT_READ, pid)
            if delta is not None:
                self._forget_delta()
                self._writer = pid, delta
            message = Forked(pid=pid, generation=self._generation).encode()
            socket.send_fds(self._control, [message], [front.fileno(), pidfd])

    def _become(self, connection: socket.socket, delta: int | None) -> NoReturn:
        """Live the life of a child, and end: nothing of the parent's may go on here."""
        options, store = self._options, self._dataset.store
        status = 1
        try:
            limits.die_with(self._pid)
            limits.rename("kg-worker" if delta is None else "kg-writer")
            limits.keep_only(connection.fileno(), delta, self._log)
            limits.silence()
            child: Worker | Writer
            if delta is None:
                child = Worker(store, union=options.union, queries=options.keep_queries)
            else:
                child = Writer(store, delta)
            limits.confine(options.memory)
            child.run(connection)
            status = 0
        except ConnectionError:
            status = 0  # the web server has no more use for us
        except BaseException as error:  # noqa: BLE001 - a panic of Oxigraph is no `Exception`
            worker.report(error, self._log)
        finally:
            os._exit(status)

    def _reap(self, pid: int) -> None:
        _, status = os.waitpid(pid, 0)
        pidfd = self._children.pop(pid)
        self._selector.unregister(pidfd)
        os.close(pidfd)
        self._tell(Exited(pid=pid, status=os.waitstatus_to_exitcode(status)))

    def _apply(self, pid: int) -> None:
        assert self._writer is not None and self._writer[0] == pid  # noqa: S101, PT018
        dataset, descriptor = self._dataset, self._writer[1]
        limits.aside(lambda: dataset.apply(Delta.read(descriptor)))
        self._forget_delta()
        self._generation += 1
        self._tell(Applied(generation=self._generation))

    def _forget_delta(self) -> None:
        if self._writer is not None:
            os.close(self._writer[1])
            self._writer = None

    def _tell(self, message: Message) -> None:
        self._control.sendall(message.encode())


def load(options: Options) -> ox.Store:
    """Return the data to serve. Raises `SnapshotError` (`snapshot-missing`, `-damaged`)."""
    store = ox.Store()
    if options.version is not None:
        snapshot = Snapshot.open(options.store, options.version)
        try:
            with snapshot.open_data() as data:
                store.bulk_load(data, ox.RdfFormat.N_QUADS)
        except (OSError, EOFError, SyntaxError) as error:
            raise snapshot.damaged(str(error)) from error
    worker.warm(store, union=options.union)
    return store


def main() -> None:
    """Load, tell the web server, and serve it."""
    options = Options.model_validate_json(sys.argv[1])
    limits.die_with(options.front)
    limits.rename("kg-parent")
    os.set_inheritable(options.control, False)  # noqa: FBT003 - the name says it
    control = socket.socket(fileno=options.control)
    try:
        store = limits.aside(lambda: load(options))
    except SnapshotError as error:
        control.sendall(Unloadable(failure=Failure.of(error)).encode())
        return
    gc.collect()
    gc.freeze()  # the collector would otherwise write to every page, in every child
    control.sendall(Ready().encode())
    Parent(control, Dataset(store), options).run()


if __name__ == "__main__":
    main()
