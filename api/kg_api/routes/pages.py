"""`/`: the start page, in zh and en, rendered on the server and complete without scripts."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import GRAPH_FORMATS, TABLE_FORMATS, Engine
from kg.errors import Language
from kg.queries import SavedQuery
from kg.settings import Settings
from kg.store.snapshot import Manifest
from kg_api import addresses, compression, html
from kg_api.texts import COUNTS, TEXTS

EXAMPLES = 3

Page = Callable[[Request], Awaitable[Response]]

PROPOSED = """\
PREFIX cdo: <https://w3id.org/county-kg/ontology#>

SELECT ?kind (COUNT(DISTINCT ?fact) AS ?facts)
WHERE {
  ?fact cdo:evidence ?passage ; a ?kind .
}
GROUP BY ?kind
ORDER BY DESC(?facts)
"""
_START = "start"  # the tag of queries that the start page should prefer


@dataclass(frozen=True, slots=True)
class _Example:
    """A saved query as the page shows it; the address is relative to the page."""

    title: str
    text: str
    href: str


def start_page(engine: Engine, settings: Settings, saved: Sequence[SavedQuery]) -> Page:
    """Return what renders the start page; its links hold at `/` and at `/sparql` alike."""
    template = html.environment().get_template("start.html")
    chosen = _choose(saved)

    async def start(request: Request) -> Response:
        language = html.language_of(request)
        manifest = engine.status().manifest
        address = addresses.base(request, settings)
        page = template.render(
            language=language,
            other="en" if language == "zh" else "zh",
            t=TEXTS[language],
            manifest=manifest,
            counts=_counts(manifest, language),
            proposed=PROPOSED,
            examples=[_example(query, language) for query in chosen],
            address=address,
            table_formats=[format_.media_type for format_ in TABLE_FORMATS],
            graph_formats=[format_.media_type for format_ in GRAPH_FORMATS],
        )
        content = page.encode()
        headers = {
            "Content-Security-Policy": html.CONTENT_SECURITY_POLICY,
            "Content-Language": language,
            "Vary": "Accept, Accept-Encoding, Accept-Language",
            "Cache-Control": "no-cache",
            "Link": f'<{address}/.well-known/void>; rel="describedby"',
        }
        if compression.wanted(request.headers.get("accept-encoding")):
            content = compression.compress(content)
            headers["Content-Encoding"] = "gzip"
        return HTMLResponse(content, 200 if manifest else 503, headers)

    return start


def routes(start: Page) -> list[BaseRoute]:
    """Return the routes of the pages."""
    return [Route("/", start, name="start")]


def _choose(saved: Sequence[SavedQuery]) -> tuple[SavedQuery, ...]:
    """Return the queries for the start page: published ones, those tagged for it first."""
    published = [query for query in saved if query.publish]
    return tuple(sorted(published, key=lambda query: _START not in query.tags)[:EXAMPLES])


def _counts(manifest: Manifest | None, language: Language) -> list[tuple[str, str]]:
    """Return number and label of each count, known ones in their order, then any others."""
    if manifest is None:
        return []
    names = sorted(
        manifest.counts, key=lambda name: (COUNTS.index(name) if name in COUNTS else 99, name)
    )
    texts = TEXTS[language]
    return [(f"{manifest.counts[name]:,}", texts.get(name, name)) for name in names]


def _example(query: SavedQuery, language: Language) -> _Example:
    return _Example(query.title[language], query.text, f"sparql?query={quote(query.text, safe='')}")
