"""Requests are taken and refused exactly as the official JSON Schemas have it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from kg.errors import QueryError
from kg_api.reconciliation import query

if TYPE_CHECKING:
    from pathlib import Path

ODD = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-9, 9) | st.text(max_size=3)
ENTITIES = st.fixed_dictionaries({}, optional={"id": ODD, "name": ODD, "x": ODD})
VALUES = ODD | ENTITIES
PAIRS = st.fixed_dictionaries(
    {}, optional={"pid": ODD, "v": VALUES | st.lists(VALUES, max_size=3), "x": ODD}
)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "query": ODD,
        "type": ODD | st.lists(ODD, max_size=2),
        "limit": ODD,
        "properties": ODD | st.lists(PAIRS, max_size=2),
        "type_strict": ODD | st.sampled_from(["any", "should", "all"]),
        "x": ODD,
    },
)
# The schema says nothing of what has a line break in its key: its pattern is `^.*$`.
KEYS = st.text(max_size=3).filter(lambda key: "\n" not in key)
BATCHES = st.dictionaries(KEYS, QUERIES | ODD, max_size=3) | ODD | st.lists(ODD)
EXTENSIONS = st.fixed_dictionaries(
    {},
    optional={
        "ids": ODD | st.lists(ODD, max_size=3),
        "properties": ODD
        | st.lists(
            st.fixed_dictionaries(
                {},
                optional={"id": ODD, "settings": ODD | st.dictionaries(st.text(), ODD), "x": ODD},
            ),
            max_size=2,
        ),
        "x": ODD,
    },
)
bounded = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="session")
def folder(suites: Path) -> Path:
    return suites / "suites" / "reconciliation" / "0.2"


def is_taken(read: Any, document: object) -> bool:
    try:
        read(json.dumps(document))
    except QueryError as error:
        assert error.status in {400, 413}, error  # noqa: PT017 - both ways are an answer
        return False
    return True


def validator(folder: Path, name: str) -> Draft7Validator:
    return Draft7Validator(json.loads((folder / "schemas" / f"{name}.json").read_text("utf-8")))


@bounded
@given(document=BATCHES)
def test_queries_are_taken_where_the_schema_takes_them(folder: Path, document: object) -> None:
    schema = validator(folder, "reconciliation-query-batch")
    assert is_taken(query.batch, document) == schema.is_valid(document)


@bounded
@given(document=EXTENSIONS | ODD)
def test_extensions_are_taken_where_the_schema_takes_them(folder: Path, document: object) -> None:
    schema = validator(folder, "data-extension-query")
    assert is_taken(query.extension, document) == schema.is_valid(document)


def test_a_mistake_is_told_with_its_place() -> None:
    with pytest.raises(QueryError) as caught:
        query.batch('{"q0": {"query": "环翠"}, "q1": {"query": "环翠", "props": []}}')
    assert caught.value.code == "reconcile-invalid"
    assert caught.value.extra["errors"] == ["q1/props: Extra inputs are not permitted"]


@pytest.mark.parametrize(
    ("limit", "most"), [("3", 3), ("0", 0), ("-1", 0), ("2.9", 2), ("1e9", 50), ("1e999", 50)]
)
def test_the_limit_is_a_number_within_bounds(limit: str, most: int) -> None:
    batch = query.batch(f'{{"q": {{"query": "a", "limit": {limit}}}}}')
    assert batch["q"].most == most


def test_too_many_at_a_time_are_refused() -> None:
    ids = json.dumps({"ids": ["a"] * (query.MOST_IDS + 1), "properties": []})
    batch = json.dumps({str(n): {"query": "a"} for n in range(query.MOST + 1)})
    properties = json.dumps({"ids": [], "properties": [{"id": "a"}] * (query.MOST_PROPERTIES + 1)})
    for read, text in ((query.batch, batch), (query.extension, ids), (query.extension, properties)):
        with pytest.raises(QueryError) as caught:
            read(text)
        assert (caught.value.code, caught.value.status) == ("batch-too-large", 413)
