"""Header fields are found by name; several lines of one name are one list."""

from starlette.types import Scope

from kg_api.fields import FieldHeaders, fields_of


def scope_of(*lines: tuple[bytes, bytes]) -> Scope:
    return {"type": "http", "headers": list(lines)}


def test_a_field_is_found_by_its_name() -> None:
    headers = FieldHeaders(scope_of((b"accept", b"text/csv"), (b"host", b"x")))
    assert headers.get("host") == "x"
    assert headers.get("range") is None
    assert headers.get("range", "none") == "none"


def test_lines_of_one_name_are_a_list_in_their_order() -> None:
    scope = scope_of((b"accept", b"text/csv"), (b"host", b"x"), (b"accept", b"*/*;q=0.1"))
    assert fields_of(scope)[b"accept"] == b"text/csv, */*;q=0.1"


def test_bytes_beyond_ascii_are_read_as_servers_read_them() -> None:
    assert FieldHeaders(scope_of((b"x-name", b"caf\xe9"))).get("x-name") == "caf\xe9"
