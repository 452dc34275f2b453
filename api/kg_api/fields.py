"""The header fields of a request in a dictionary: Starlette goes through them all for each name."""

from starlette.requests import Request
from starlette.types import Scope

_KEY = "kg.fields"

Fields = dict[bytes, bytes]


def fields_of(scope: Scope) -> Fields:
    """Return the fields by their names in lower case.

    Several lines of one name are one list with commas (RFC 9110, section 5.3).
    """
    found: Fields | None = scope.get(_KEY)
    if found is None:
        lines = scope["headers"]
        found = dict(lines)
        if len(found) < len(lines):
            found = _joined(lines)
        scope[_KEY] = found
    return found


def field(request: Request, name: bytes) -> str | None:
    """Return the value of a field; `name` is in lower case."""
    found = fields_of(request.scope).get(name)
    return None if found is None else found.decode("latin-1")


def _joined(lines: list[tuple[bytes, bytes]]) -> Fields:
    joined: Fields = {}
    for name, value in lines:
        joined[name] = b", ".join((joined[name], value)) if name in joined else value
    return joined
