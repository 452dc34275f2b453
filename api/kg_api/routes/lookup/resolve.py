"""`/lookup/resolve`: up to ten thousand names at once; JSON, NDJSON or CSV in, NDJSON out."""

import asyncio

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from kg.settings import Settings
from kg_api import body, caching
from kg_api.answering import gone
from kg_api.headers import SNAPSHOT
from kg_api.lookup import rows
from kg_api.lookup.resolving import Resolving
from kg_api.lookup.route import LookupRoute
from kg_api.lookup.sources import Sources

_NDJSON = "application/x-ndjson"
_SCHEMA = {"$ref": "#/components/schemas/Row"}
_EXAMPLE = [
    {"rowId": "1", "name": "环翠", "parent": "威海市"},
    {"rowId": "2", "name": "市中区"},
    {"rowId": "3", "code": "371002", "at": "2024"},
]
_BODY = {
    "required": True,
    "content": {
        rows.JSON: {
            "schema": {"type": "array", "items": _SCHEMA, "maxItems": 10_000},
            "example": _EXAMPLE,
        },
    },
}


def routes(sources: Sources, settings: Settings) -> list[BaseRoute]:
    """Return the route that resolves rows."""
    resolving = Resolving()

    async def resolve(request: Request) -> Response:
        """Resolve many rows: each line of the answer has the id of its row and what it means."""
        kind = body.media_type(request.headers.get("content-type"), rows.KINDS)
        try:
            content = await body.read(request, settings.max_resolve_body)
        except ClientDisconnect:
            return gone(request)
        # Ten thousand rows take a while to be checked; others are served meanwhile.
        asked = await asyncio.to_thread(rows.read, content, kind, settings.max_resolve_rows)
        source = sources.current()
        headers = {SNAPSHOT: source.version, "Cache-Control": caching.PRIVATE}
        lines = resolving.lines(source, asked)
        return StreamingResponse(lines, headers=headers, media_type=_NDJSON)

    return [
        LookupRoute(
            "/lookup/resolve",
            resolve,
            method="POST",
            accept_post=rows.KINDS,
            response_class=StreamingResponse,
            name="lookup-resolve",
            openapi_extra={"requestBody": _BODY},
            responses={
                200: {
                    "description": "A line for each row, in their order (schema Resolved).",
                    "content": {_NDJSON: {"schema": {"type": "string"}}},
                }
            },
        )
    ]
