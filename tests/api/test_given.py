"""Header lines by name, as Starlette gives them."""

import pytest
from starlette.requests import Request

from kg_api import given

LINES = [(b"host", b"kg.test"), (b"accept", b"a"), (b"accept", b"b"), (b"x-any", b"\xe9")]


@pytest.mark.parametrize("name", ["host", "accept", "x-any", "if-none-match"])
def test_the_first_line_of_a_name_counts(name: str) -> None:
    request = Request({"type": "http", "headers": LINES})
    for _ in range(2):
        assert given.value(request, name.encode()) == request.headers.get(name)
