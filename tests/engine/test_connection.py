"""A worker's side of its socket: what it sends, and how it hears that nobody reads it."""

import socket
import threading
from collections.abc import Iterator

import pytest

from kg.engine.connection import CHUNK, FIRST, Connection, StoppedError
from kg.engine.frames import Decoder, Frame, Kind, frame
from kg.engine.protocol import End, QueryJob

JOB = QueryJob(text="ASK {}", names_dataset=False, media_type="text/csv", cpu=1)
OTHER = QueryJob(text="ASK { ?s ?p ?o }", names_dataset=False, media_type="text/csv", cpu=1)


@pytest.fixture
def pair() -> Iterator[tuple[Connection, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Connection(ours), theirs


def frames_from(theirs: socket.socket) -> list[Frame]:
    """Read until an answer has ended."""
    decoder, found = Decoder(), list[Frame]()
    while not found or found[-1][0] is Kind.CHUNK:
        found += decoder.feed(theirs.recv(1 << 20))
    return found


def test_the_first_bytes_go_early_and_the_others_many_at_a_time(
    pair: tuple[Connection, socket.socket],
) -> None:
    ours, theirs = pair
    parts = [bytes([number % 251]) * 8192 for number in range(100)]
    answer: list[Frame] = []
    reader = threading.Thread(target=lambda: answer.extend(frames_from(theirs)))
    reader.start()
    for part in parts:
        ours.write(part)
    ours.end(End())
    reader.join(20)
    *chunks, end = answer
    assert end[0] is Kind.END
    last = End.decode(end[1])[1]
    assert b"".join((*(chunk for _, chunk in chunks), last)) == b"".join(parts)
    sizes = [len(chunk) for _, chunk in chunks]
    assert sizes[0] <= FIRST
    assert set(sizes[1:]) == {CHUNK}
    assert len(last) <= CHUNK


@pytest.mark.parametrize("before", [0, 10])
def test_a_piece_that_is_larger_than_all_that_is_gathered_goes_as_it_is(
    pair: tuple[Connection, socket.socket], before: int
) -> None:
    ours, theirs = pair
    answer: list[Frame] = []
    reader = threading.Thread(target=lambda: answer.extend(frames_from(theirs)))
    reader.start()
    text = b"a" * before + b"b" * (3 * CHUNK) + b"c"
    for part in (text[:before], text[before:-1], text[-1:]):
        ours.write(part)
    ours.end(End())
    reader.join(20)
    *chunks, (kind, end) = answer
    assert kind is Kind.END
    assert b"".join((*(chunk for _, chunk in chunks), End.decode(end)[1])) == text


def test_who_writes_hears_of_a_stop_and_can_take_the_next_job(
    pair: tuple[Connection, socket.socket],
) -> None:
    ours, theirs = pair
    theirs.sendall(frame(Kind.JOB, JOB.encode()))
    assert ours.receive() == JOB
    theirs.sendall(frame(Kind.STOP, b""))
    with pytest.raises(StoppedError):
        ours.write(b"x" * (FIRST + 1))
    ours.end(End())
    assert frames_from(theirs)[-1][0] is Kind.END
    theirs.sendall(frame(Kind.JOB, OTHER.encode()))
    assert ours.receive() == OTHER
    ours.end(End())
    assert frames_from(theirs) == [(Kind.END, End().encode())], "nothing of the job before"


def test_a_stop_that_comes_too_late_stops_nothing(
    pair: tuple[Connection, socket.socket],
) -> None:
    ours, theirs = pair
    theirs.sendall(frame(Kind.STOP, b"") + frame(Kind.JOB, JOB.encode()))
    assert ours.receive() == JOB
    ours.write(b"x" * FIRST)
    ours.write(b"y")
    ours.end(End())
    (_, first), (_, end) = frames_from(theirs)
    assert first + End.decode(end)[1] == b"x" * FIRST + b"y"


def test_the_end_of_the_web_server_ends_it(pair: tuple[Connection, socket.socket]) -> None:
    ours, theirs = pair
    theirs.close()
    assert ours.receive() is None
