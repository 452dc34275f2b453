"""Byte ranges: what is served, what is ignored, what is beyond the end."""

import pytest

from kg.errors import QueryError
from kg_api import ranges


@pytest.mark.parametrize(
    ("header", "served"),
    [
        (None, None),
        ("bytes=0-9", "bytes=0-9"),
        ("bytes=0-9,20-", "bytes=0-9,20-"),
        ("bytes= 0-9 , -5 ", "bytes=0-9,-5"),
        ("bytes=0-9,100-", "bytes=0-9"),  # the second begins where the file ends
        ("bytes=90-1000", "bytes=90-1000"),
        ("bytes=-1000", "bytes=-1000"),
        ("bytes=9-3", None),  # no list of ranges, so it is as if it were not there
        ("bytes=", None),
        ("bytes=a-b", None),
        ("bytes=--5", None),
        ("bytes=１-２", None),
        ("lines=0-9", None),
        ("0-9", None),
        ("bytes=" + ",".join(["0-1"] * 21), None),  # more than anybody needs
        ("bytes=" + "9" * 5000 + "-", None),
    ],
)
def test_what_of_a_file_of_100_bytes_is_served(header: str | None, served: str | None) -> None:
    assert ranges.wanted(header, 100) == served


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0), ("bytes=-1", 0)]
)
def test_beyond_the_end_is_an_error(header: str, size: int) -> None:
    with pytest.raises(QueryError) as caught:
        ranges.wanted(header, size)
    assert (caught.value.status, caught.value.extra["size"]) == (416, size)
