"""Conditions of requests (RFC 9110, section 13): what counts, and what is passed over."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from kg_api import freshness

TAG = freshness.tag("a", 1)
HEADERS = {"ETag": TAG, "Last-Modified": freshness.last_modified("2026-11-01T00:00:00Z")}
SAME, BEFORE, AFTER = (f"{day} Nov 2026 00:00:00 GMT" for day in ("Sun, 01", "Sat, 31", "Mon, 02"))


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return Request({"type": "http", "headers": raw})


@pytest.mark.parametrize(
    ("given", "fresh"),
    [
        ({}, False),
        ({"if_none_match": TAG}, True),
        ({"if_none_match": f'"x", {TAG.removeprefix("W/")}'}, True),
        ({"if_none_match": "*"}, True),
        ({"if_none_match": '"x"', "if_modified_since": SAME}, False),
        ({"if_modified_since": SAME}, True),
        ({"if_modified_since": AFTER}, True),
        ({"if_modified_since": BEFORE.replace("Nov", "Oct")}, False),
        ({"if_modified_since": "2026-11-02"}, False),
    ],
)
def test_conditions(given: dict[str, str], *, fresh: bool) -> None:
    assert freshness.is_fresh(request(**given), HEADERS) is fresh


def test_what_has_no_time_is_not_fresh_by_time() -> None:
    assert not freshness.is_fresh(request(if_modified_since=AFTER), {"ETag": TAG})


def test_no_two_lists_of_parts_share_a_tag() -> None:
    tags = {freshness.tag(*parts) for parts in (("a", "b"), ("ab",), ("a", "b", ""), ("", "ab"))}
    assert len(tags) == 4
    assert freshness.tag("\ud800")
    assert freshness.last_modified("2026-11-01T00:00:00Z") == "Sun, 01 Nov 2026 00:00:00 GMT"
