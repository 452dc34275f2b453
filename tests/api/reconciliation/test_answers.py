"""The name of a function in a script is a name and nothing else."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg_api.reconciliation.answers import callback_of


@pytest.mark.parametrize("name", ["cb_1", "jQuery123_456", "a.b.c", "$", "_"])
def test_a_name_is_taken(name: str) -> None:
    assert callback_of((name,)) == name


@pytest.mark.parametrize(
    "name", ["", "alert(1)//", "a b", "1a", "a.", ".a", "a\n", "变", "a" * 101, "a<b", "a['b']"]
)
def test_anything_else_is_refused(name: str) -> None:
    with pytest.raises(QueryError) as caught:
        callback_of((name,))
    assert (caught.value.code, caught.value.status) == ("callback-invalid", 400)


def test_there_is_one_or_none() -> None:
    assert callback_of(()) is None
    with pytest.raises(QueryError):
        callback_of(("a", "b"))
