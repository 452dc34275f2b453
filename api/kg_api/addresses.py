"""The service's own address, as its users see it."""

from starlette.requests import Request

from kg.settings import Settings


def base(request: Request, settings: Settings) -> str:
    """Return the address of the start page without its last slash.

    It is the setting, or else what the request says: scheme and host, as a trusted proxy tells
    them, and the base path.
    """
    return (settings.public_url or str(request.base_url)).rstrip("/")
