"""JSON from clients is read strictly, and what is wrong is told with its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg_api.reconciliation.jsontext import parsed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_what_json_can_carry_is_read(value: object) -> None:
    for ascii_only in (True, False):
        text = json.dumps(value, ensure_ascii=ascii_only)
        assert parsed(text, "queries") == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'a': 1}",
        "[NaN]",
        "-Infinity",
        '"\\ud800"',
        '{"\\udc00": 1}',
        "[" * 100_000,
        "1" * 5_000,
        "1 2",
        '"\x00"',
    ],
    ids=lambda text: text[:12],
)
def test_what_is_no_json_or_no_text_is_refused(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        parsed(text, "extend")
    assert (caught.value.code, caught.value.status) == ("json-invalid", 400)
    assert caught.value.extra["field"] == "extend"


def test_the_place_of_the_mistake_is_told() -> None:
    with pytest.raises(QueryError) as caught:
        parsed('{"a":\n  oops}', "queries")
    assert (caught.value.extra["line"], caught.value.extra["column"]) == (2, 3)
