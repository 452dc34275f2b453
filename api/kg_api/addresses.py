"""The service's own address, as its users see it."""

import re

from starlette.requests import Request

from kg.settings import Settings
from kg_api import bad_request
from kg_api.fields import field

_HOST = re.compile(r"(?:[A-Za-z0-9._~\-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def base(request: Request, settings: Settings) -> str:
    """Return the address of the start page without its last slash.

    It is the setting, or else what the request says: scheme and host, as a trusted proxy tells
    them, and the base path. Raises `QueryError` `host-invalid` (400).
    """
    return at(request, settings.public_url)


def at(request: Request, public_url: str | None) -> str:
    """Return the address as `base` does, the setting given."""
    if public_url:
        return public_url.rstrip("/")
    scope = request.scope
    host = field(request, b"host")
    if host is None:  # as HTTP/1.0 allows
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else name
    if _HOST.fullmatch(host) is None:
        raise bad_request.host()
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}"
