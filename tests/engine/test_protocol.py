"""Frames survive any cutting, messages come back as they were, and what is no frame is refused."""

import itertools
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine import protocol, refusals
from kg.engine.protocol import Decoder, Failure, Frame, Kind, ProtocolError, frame
from kg.errors import QueryError, SnapshotError

frames = st.lists(st.builds(Frame, st.sampled_from(Kind), st.binary(max_size=300)), max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]))


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
        list(Decoder().feed(struct.pack("!BI", Kind.CHUNK, protocol.MAX_PAYLOAD + 1)))


@given(texts, st.tuples(texts, texts), st.booleans(), st.floats(0, 1e6))
def test_a_query_comes_back(text: str, graphs: tuple[str, ...], named: bool, cpu: float) -> None:  # noqa: FBT001
    job = protocol.QueryJob(
        text=text, names_dataset=named, media_type="text/csv", cpu=cpu, named_graphs=graphs
    )
    assert protocol.decode_job(job.encode()) == job


@given(st.binary(), st.none() | texts, st.booleans())
def test_a_document_comes_back_byte_by_byte(data: bytes, graph: str | None, put: bool) -> None:  # noqa: FBT001
    document = protocol.Document(data=data, media_type="text/turtle", base="http://ex.org/")
    job = protocol.PutJob(graph=graph, documents=(document,), replace=put, cpu=1)
    assert protocol.decode_job(job.encode()) == job


@pytest.mark.parametrize(
    "error",
    [
        refusals.busy(3),
        refusals.timeout(1.5),
        refusals.syntax("SELECT 环", SyntaxError("error at 1:8: expected one of A, B")),
    ],
    ids=lambda error: error.code,
)
def test_an_error_of_a_query_comes_back_with_all_its_members(error: QueryError) -> None:
    back = Failure.model_validate_json(Failure.of(error).encode()).error()
    assert isinstance(back, QueryError)
    assert (back.code, back.status, back.zh, back.en) == (
        error.code,
        error.status,
        error.zh,
        error.en,
    )
    assert (back.mend_zh, back.mend_en, dict(back.extra)) == (
        error.mend_zh,
        error.mend_en,
        dict(error.extra),
    )


def test_an_error_of_a_snapshot_comes_back_as_one() -> None:
    error = SnapshotError("snapshot-damaged", zh="坏", en="bad", file="/srv/data.nq.gz")
    back = Failure.model_validate_json(Failure.of(error).encode()).error()
    assert isinstance(back, SnapshotError)
    assert (back.code, back.file) == (error.code, error.file)
