"""`/changes`: what was created, changed and deleted, as a Linked Data Event Stream.

`/changes` and `/changes/pages` give the stream and the relations to its pages, `/changes/{n}` a
page of members. So a harvester that knows when it last looked fetches only what came after. A
browser gets pages for people, the newest one at `/changes`.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import GRAPH_FORMATS
from kg.errors import QueryError
from kg.lookup.feed import Feed
from kg.settings import Settings
from kg_api import addresses, documents, html, options
from kg_api.negotiate import accept_of, choose_format
from kg_api.pages import changes
from kg_api.published import Published
from kg_api.texts.changes import TEXTS

_METHODS = ("GET", "HEAD", "OPTIONS")
_FULL = {"Cache-Control": "public, max-age=604800, immutable"}


def routes(published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the routes of the feed."""

    async def stream(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        feed = Feed(published.index())
        if _for_people(request):
            return _page(request, feed, feed.pages, settings)
        return documents.rdf(request, feed.root())

    async def page(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        feed = Feed(published.index())
        number = int(request.path_params["number"])
        if not 1 <= number <= feed.pages:
            raise _no_page(feed.pages)
        if _for_people(request):
            return _page(request, feed, number, settings)
        kept = _FULL if feed.is_full(number) else {}
        return documents.rdf(request, feed.page(number), more_headers=kept)

    methods = list(_METHODS)
    return [
        Route("/changes", stream, methods=methods, name="changes"),
        Route("/changes/pages", stream, methods=methods, name="changes"),
        Route("/changes/{number:int}", page, methods=methods, name="changes"),
    ]


def _for_people(request: Request) -> bool:
    return choose_format(accept_of(request), (*GRAPH_FORMATS, html.HTML)) == html.HTML


def _page(request: Request, feed: Feed, number: int, settings: Settings) -> Response:
    frame = html.frame(request)
    base = addresses.base(request, settings)
    content = html.render(
        "changes.html",
        frame,
        t=TEXTS[frame.language],
        changes=list(changes.changes(feed, number, frame.language, base)),
        newer=number + 1 if number < feed.pages else None,
        older=number - 1 if number > 1 else None,
    )
    return documents.page(request, content, frame)


def _no_page(last: int) -> QueryError:
    return QueryError(
        "page-missing",
        status=404,
        zh=f"没有这一页,末页是 {last}。",
        en=f"There is no such page; the last one is {last}.",
        extra={"pages": last},
    )
