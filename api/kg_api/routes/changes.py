"""`/changes`: what was created, changed and deleted, as a Linked Data Event Stream.

`/changes` and `/changes/pages` give the stream and the relations to its pages, `/changes/{n}` a
page of members. So a harvester that knows when it last looked fetches only what came after.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.lookup.feed import Feed
from kg_api import documents, options, unknown
from kg_api.published import Published

_METHODS = ("GET", "HEAD", "OPTIONS")
_FULL = {"Cache-Control": "public, max-age=604800, immutable"}


def routes(published: Published) -> list[BaseRoute]:
    """Return the routes of the feed."""

    async def stream(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        return documents.rdf(request, Feed(published.index()).root())

    async def page(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        feed = Feed(published.index())
        number = int(request.path_params["number"])
        if not 1 <= number <= feed.pages:
            raise unknown.page_missing(feed.pages)
        kept = _FULL if feed.is_full(number) else {}
        return documents.rdf(request, feed.page(number), more_headers=kept)

    methods = list(_METHODS)
    return [
        Route("/changes", stream, methods=methods, name="changes"),
        Route("/changes/pages", stream, methods=methods, name="changes"),
        Route("/changes/{number:int}", page, methods=methods, name="changes"),
    ]
