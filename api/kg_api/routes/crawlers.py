"""`/robots.txt` and `/sitemap.xml`: which pages there are, for those who read all of them.

The map lists the document of each entity that stands for itself, with the time of its last change;
passages and paragraphs are shown with their facts. Over 50,000 it is split (sitemaps.org).
"""

import hashlib
from collections.abc import Iterable
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.lookup.index import Index
from kg.settings import Settings
from kg_api import addresses, compression, freshness, options, unknown
from kg_api.published import Published
from kg_api.signposts import encoded

PAGES = 50_000
"""Pages that one map may list, by the protocol."""
_METHODS = ("GET", "HEAD", "OPTIONS")
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XML = "application/xml; charset=utf-8"


def routes(published: Published, settings: Settings, *, pages: int = PAGES) -> list[BaseRoute]:
    """Return the routes for crawlers; a map lists `pages` at most."""
    maps = _Maps(published, settings, pages)

    async def robots(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        root = request.scope.get("root_path", "")
        closed = (f"{root}/{name}" for name in ("sparql", "update", "graph-store", "graph/"))
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
        lines.append(f"Sitemap: {addresses.base(request, settings)}/sitemap.xml")
        headers = {"Cache-Control": freshness.SHARED}
        return PlainTextResponse("\n".join(lines) + "\n", headers=headers)

    methods = list(_METHODS)
    return [
        Route("/robots.txt", robots, methods=methods, name="robots"),
        Route("/sitemap.xml", maps.first, methods=methods, name="sitemap"),
        Route("/sitemap/{number:int}.xml", maps.part, methods=methods, name="sitemap"),
    ]


class _Maps:
    """The maps of the snapshot that is served; the last ones made are kept."""

    def __init__(self, published: Published, settings: Settings, pages: int) -> None:
        self._published = published
        self._settings = settings
        self._pages = pages
        self._kept: tuple[tuple[object, ...], bytes] | None = None

    async def first(self, request: Request) -> Response:
        """Return the map, or where there are too many pages the map of the maps."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        parts = self._parts(self._published.index())
        return self._answer(request, 1 if parts == 1 else 0)

    async def part(self, request: Request) -> Response:
        """Return one of several maps."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        number, parts = request.path_params["number"], self._parts(self._published.index())
        if not 1 <= number <= parts:
            raise unknown.page_missing(parts)
        return self._answer(request, number)

    def _parts(self, index: Index) -> int:
        return max(1, -(-index.listed() // self._pages))

    def _answer(self, request: Request, number: int) -> Response:
        base = addresses.base(request, self._settings)
        key = (self._published.current().version, base, number)
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, compression.compress(self._written(base, number)))
        content = self._kept[1]
        headers = {
            "Content-Type": _XML,
            "Cache-Control": freshness.SHARED,
            "ETag": f'W/"{hashlib.sha256(content).hexdigest()[:32]}"',
            "Vary": "Accept-Encoding",
        }
        if freshness.is_fresh(request, headers):
            return Response(status_code=304, headers=headers)
        if compression.wanted(request.headers.get("accept-encoding")):
            headers["Content-Encoding"] = "gzip"
        else:
            content = compression.decompress(content)
        return Response(content, headers=headers)

    def _written(self, base: str, number: int) -> bytes:
        index = self._published.index()
        if number == 0:
            maps = (
                f"<loc>{escape(base)}/sitemap/{n + 1}.xml</loc>" for n in range(self._parts(index))
            )
            return _document("sitemapindex", "sitemap", maps)
        listed = index.entities((number - 1) * self._pages, self._pages)
        return _document(
            "urlset",
            "url",
            (
                f"<loc>{escape(f'{base}/doc/{encoded(iri)}')}</loc><lastmod>{modified}</lastmod>"
                for iri, modified in listed
            ),
        )


def _document(root: str, element: str, contents: Iterable[str]) -> bytes:
    lines = (f"<{element}>{content}</{element}>\n" for content in contents)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SPACE}">\n'
    return f"{head}{''.join(lines)}</{root}>\n".encode()
