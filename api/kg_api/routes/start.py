"""`/`: the start page, in zh and en, rendered on the server and complete without scripts."""

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import GRAPH_FORMATS, TABLE_FORMATS, Engine
from kg.errors import QueryError, SnapshotError
from kg.queries import SavedQuery
from kg.settings import Settings
from kg_api import addresses, documents, html
from kg_api.pages import start as view
from kg_api.pages.entity.parts import Parts
from kg_api.published import Published
from kg_api.texts.start import TEXTS

Page = Callable[[Request], Awaitable[Response]]


def start_page(
    engine: Engine, published: Published, settings: Settings, saved: Sequence[SavedQuery]
) -> Page:
    """Return what renders the start page; its links hold at `/` and at `/sparql` alike."""
    chosen = view.chosen(saved)

    async def start(request: Request) -> Response:
        frame = html.start_frame(request)
        language = frame.language
        manifest = engine.status().manifest
        address = addresses.base(request, settings)
        content = html.render(
            "start.html",
            frame,
            t=TEXTS[language],
            manifest=manifest,
            counts=view.counts(manifest, language),
            entries=_entries(published, frame, address),
            proposed=view.PROPOSED,
            examples=[view.example(query, language) for query in chosen],
            address=address,
            table_formats=[format_.media_type for format_ in TABLE_FORMATS],
            graph_formats=[format_.media_type for format_ in GRAPH_FORMATS],
        )
        more = {"Link": f'<{address}/.well-known/void>; rel="describedby"'}
        return documents.page(request, content, frame, more, status=200 if manifest else 503)

    return start


def routes(start: Page) -> list[BaseRoute]:
    """Return the route of the page."""
    return [Route("/", start, name="start")]


def _entries(
    published: Published, frame: html.Frame, address: str
) -> tuple[tuple[str, Parts], ...]:
    """Return the ways into the data; none where nothing is published."""
    try:
        index = published.index()
    except (QueryError, SnapshotError):
        return ()
    return view.entries(index, frame.language, urlsplit(address).path)
