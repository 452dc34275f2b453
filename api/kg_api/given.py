"""The header lines of a request by their names, as far as each stands for itself.

Starlette's headers are gone through line by line for each name that is asked for, which for a
short answer is a good part of its time.
"""

from starlette.requests import Request

_KEY = "kg.given"


def value(request: Request, name: bytes) -> str | None:
    """Return the value of a header, the first of several; `name` is in small letters."""
    scope = request.scope
    lines: dict[bytes, bytes] | None = scope.get(_KEY)
    if lines is None:
        lines = scope[_KEY] = dict(reversed(scope["headers"]))
    found = lines.get(name)
    return None if found is None else found.decode("latin-1")
