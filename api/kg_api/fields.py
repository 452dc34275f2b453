"""The header fields of a request in a dictionary: Starlette goes through them all for each name."""

from typing import Any

from starlette.datastructures import Headers
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


def _joined(lines: list[tuple[bytes, bytes]]) -> Fields:
    joined: Fields = {}
    for name, value in lines:
        joined[name] = b", ".join((joined[name], value)) if name in joined else value
    return joined


class FieldHeaders(Headers):
    """The fields as Starlette's requests have them, for names in lower case."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope=scope)
        self._fields = fields_of(scope)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a field."""
        found = self._fields.get(key.encode("ascii"))
        return default if found is None else found.decode("latin-1")
