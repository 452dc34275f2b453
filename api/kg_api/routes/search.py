"""`/search`: what a name may mean, rendered on the server; `/lookup/search` is it for programs."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import Language
from kg.names.candidates import Asked
from kg.names.forms import LONGEST
from kg.names.search import Searcher
from kg_api import documents, html, options
from kg_api.pages import names
from kg_api.published import Published
from kg_api.texts.search import TEXTS

_METHODS = ("GET", "HEAD", "OPTIONS")
_SHOWN = 40


def routes(published: Published) -> list[BaseRoute]:
    """Return the route of the page."""

    async def search(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        frame = html.frame(request, "q")
        asked = request.query_params.get("q", "").strip()[:LONGEST]
        found = _found(published.names(), asked, frame.language) if asked else []
        content = html.render(
            "search.html",
            frame,
            t=TEXTS[frame.language],
            asked=asked,
            found=found,
        )
        return documents.page(request, content, frame)

    return [Route("/search", search, methods=list(_METHODS), name="search")]


def _found(searcher: Searcher, asked: str, language: Language) -> list[names.Row]:
    candidates = searcher.search(Asked(asked, limit=_SHOWN)).candidates
    return names.found(searcher.index, candidates, language)
