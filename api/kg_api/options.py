"""OPTIONS: what an address takes, and the preflight of browsers (any origin, no credentials)."""

from collections.abc import Sequence

from starlette.responses import Response

_HEADERS = (
    "Accept, Accept-Language, Authorization, Content-Type, If-Modified-Since, If-None-Match, "
    "If-Range, Range, "
    "X-Request-Id"
)


def answer(methods: Sequence[str], accept_post: Sequence[str] = ()) -> Response:
    """Return the answer that lists the methods, and the media types that POST takes."""
    listed = ", ".join(methods)
    headers = {
        "Allow": listed,
        "Access-Control-Allow-Methods": listed,
        "Access-Control-Allow-Headers": _HEADERS,
        "Access-Control-Max-Age": "86400",
    }
    if accept_post:
        headers["Accept-Post"] = ", ".join(accept_post)
    return Response(status_code=204, headers=headers)
