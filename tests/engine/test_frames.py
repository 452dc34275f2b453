"""Frames survive any cutting, and what is no frame is refused."""

import itertools
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.frames import (
    HEAD,
    MAX_PAYLOAD,
    Decoder,
    Frame,
    Kind,
    ProtocolError,
    frame,
    write_head,
)

frames = st.lists(st.tuples(st.sampled_from(Kind), st.binary(max_size=300)), max_size=8)


@given(frames, st.data())
def test_frames_come_back_however_they_are_cut(sent: list[Frame], data: st.DataObject) -> None:
    stream = b"".join(frame(*each) for each in sent)
    places = st.lists(st.integers(0, len(stream)), max_size=6).map(sorted)
    cuts = [0, *data.draw(places), len(stream)]
    decoder = Decoder()
    pieces = [stream[a:b] for a, b in itertools.pairwise(cuts)]
    assert [found for piece in pieces for found in decoder.feed(piece)] == sent


@given(frames, st.integers(0, 4))
def test_a_frame_that_is_not_complete_is_not_there(sent: list[Frame], missing: int) -> None:
    last = frame(Kind.CHUNK, b"cut off")
    stream = b"".join(frame(*each) for each in sent) + last[: len(last) - 1 - missing]
    assert list(Decoder().feed(stream)) == sent


@given(st.integers(0, 255).filter(lambda kind: kind not in list(Kind)))
def test_a_kind_that_does_not_exist_is_refused(kind: int) -> None:
    with pytest.raises(ProtocolError):
        list(Decoder().feed(struct.pack("!BI", kind, 0)))


def test_a_length_beyond_all_measure_is_refused_before_it_is_waited_for() -> None:
    with pytest.raises(ProtocolError):
        list(Decoder().feed(struct.pack("!BI", Kind.CHUNK, MAX_PAYLOAD + 1)))


@given(st.sampled_from(Kind), st.lists(st.binary()))
def test_a_frame_can_be_made_in_the_place_where_its_payload_is(
    kind: Kind, parts: list[bytes]
) -> None:
    payload = b"".join(parts)
    buffer = bytearray(HEAD) + payload
    write_head(kind, buffer, 0, len(buffer))
    assert bytes(buffer) == frame(kind, payload)
