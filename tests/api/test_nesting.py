"""The limit on nested brackets."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from kg.errors import QueryError
from kg_api.nesting import check

if TYPE_CHECKING:
    from starlette.testclient import TestClient

FINE = [
    "((()))",
    "()" * 100,
    "'((((((('",
    '"\\"(((((((" ()',
    "'''((('(((((''' ()",
    '"""((("(((((""" ()',
    "<http://ex.org/((((((((> ()",
    "# ((((((((\n()",
    "\\((\\((",
    ")))))))",
]
DEEP = ["((((", "({[(", "(((\n#\n(", "'a' (((('b'", "?a < (((( ?b", "'unclosed \n (((("]


@pytest.mark.parametrize("text", FINE)
def test_what_is_not_deep_passes(text: str) -> None:
    check(text, 3)


@pytest.mark.parametrize("text", DEEP)
def test_what_is_deep_is_refused(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        check(text, 3)
    assert (caught.value.code, caught.value.status) == ("query-too-deep", 400)


@pytest.mark.parametrize("unit", ["'", '"', "'''", "<", "#", "\\", "<a", "'\\", '"""a', "(", ")'"])
def test_the_work_is_linear(unit: str) -> None:
    begin = time.process_time()
    check(unit * (100_000 // len(unit)), 1_000_000)
    assert time.process_time() - begin < 2


def test_queries_are_held_to_it(client: TestClient) -> None:
    deep = "ASK " + "{" * 201 + "}" * 201
    answer = client.get("/sparql", params={"query": deep})
    assert (answer.status_code, answer.json()["code"]) == (400, "query-too-deep")
    fits = "ASK " + "{" * 200 + "}" * 200
    assert client.get("/sparql", params={"query": fits}).status_code == 200
