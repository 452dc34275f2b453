"""What is written in one turn of the event loop goes out as one piece, in its order."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
import uvloop

from kg_api.joined_writes import JoinedWrites

if TYPE_CHECKING:
    from collections.abc import Callable


class Wire(asyncio.Transport):
    """A transport that only notes what it is told."""

    def __init__(self) -> None:
        super().__init__({"peername": "somebody"})
        self.told: list[object] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Note the bytes."""
        self.told.append(bytes(data))

    def is_closing(self) -> bool:
        """Whether it was told to end."""
        return "close" in self.told or "abort" in self.told

    def get_write_buffer_size(self) -> int:
        """A client that reads nothing: all that was sent still waits."""
        return sum(len(each) for each in self.told if isinstance(each, bytes))

    def __getattribute__(self, name: str) -> object:
        if name in {"close", "abort", "write_eof", "pause_reading", "resume_reading"}:
            return lambda: self.told.append(name)
        return super().__getattribute__(name)


def after(*steps: Callable[[JoinedWrites], None]) -> list[object]:
    """What the wire was told when each step had a turn of its own."""

    async def run() -> list[object]:
        wire = Wire()
        joined = JoinedWrites(wire, asyncio.get_running_loop())
        for step in steps:
            step(joined)
            await asyncio.sleep(0)
        return wire.told

    return asyncio.run(run())


def write(*pieces: bytes) -> Callable[[JoinedWrites], None]:
    def step(joined: JoinedWrites) -> None:
        for piece in pieces:
            joined.write(piece)

    return step


def test_small_writes_of_one_turn_are_one() -> None:
    assert after(write(b"head", b"body"), write(b"next")) == [b"headbody", b"next"]


def test_large_writes_do_not_wait() -> None:
    large = bytes(70_000)

    def step(joined: JoinedWrites) -> None:
        write(b"head", large, b"tail")(joined)
        joined.pause_reading()

    assert after(step) == [b"head" + large, "pause_reading", b"tail"]


@pytest.mark.parametrize("end", ["close", "write_eof"])
def test_an_end_comes_after_what_was_written(end: str) -> None:
    def step(joined: JoinedWrites) -> None:
        joined.write(b"last")
        getattr(joined, end)()

    assert after(step) == [b"last", end]


def test_what_is_broken_off_sends_nothing_more() -> None:
    def step(joined: JoinedWrites) -> None:
        joined.write(b"last")
        joined.abort()

    assert after(step) == ["abort"]


def test_what_waits_is_counted_before_and_after_it_is_sent() -> None:
    async def write() -> tuple[int, int]:
        wire = Wire()
        joined = JoinedWrites(wire, asyncio.get_running_loop())
        joined.write(b"head")
        joined.write(b"body")
        before = joined.get_write_buffer_size()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return before, joined.get_write_buffer_size()

    assert asyncio.run(write()) == (8, 8)


@pytest.mark.parametrize("make_loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_what_is_written_to_a_client_that_has_gone_is_dropped(
    make_loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    """Loops differ: the transport of one overlooks it, that of the other raises."""

    async def run() -> list[dict[str, object]]:
        loop, failures = asyncio.get_running_loop(), list[dict[str, object]]()
        loop.set_exception_handler(lambda _, failure: failures.append(failure))
        ours, theirs = socket.socketpair()
        transport, _ = await loop.create_connection(asyncio.Protocol, sock=ours)
        theirs.close()
        await asyncio.sleep(0.05)
        assert transport.is_closing()  # and its socket is closed too
        JoinedWrites(transport, loop).write(b"too late")
        await asyncio.sleep(0.01)
        return failures

    with asyncio.Runner(loop_factory=make_loop) as runner:
        assert runner.run(run()) == []
