"""Frames survive any cutting, messages come back as they were, and what is no frame is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine import protocol, refusals
from kg.engine.protocol import Failure
from kg.errors import QueryError, SnapshotError

texts = st.text(st.characters(exclude_categories=["Cs"]))


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
