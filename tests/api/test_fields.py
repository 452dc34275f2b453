"""Header fields are found by name; several lines of one name are one list."""

from starlette.requests import Request
from starlette.types import Scope

from kg_api.fields import field, fields_of


def scope_of(*lines: tuple[bytes, bytes]) -> Scope:
    return {"type": "http", "headers": list(lines)}


def test_a_field_is_found_by_its_name() -> None:
    request = Request(scope_of((b"accept", b"text/csv"), (b"host", b"x")))
    assert field(request, b"host") == "x"
    assert field(request, b"range") is None


def test_lines_of_one_name_are_a_list_in_their_order() -> None:
    scope = scope_of((b"accept", b"text/csv"), (b"host", b"x"), (b"accept", b"*/*;q=0.1"))
    assert fields_of(scope)[b"accept"] == b"text/csv, */*;q=0.1"


def test_bytes_beyond_ascii_are_read_as_servers_read_them() -> None:
    request = Request(scope_of((b"x-name", b"caf\xe9")))
    assert field(request, b"x-name") == "caf\xe9"
