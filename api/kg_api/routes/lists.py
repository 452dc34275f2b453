"""`/counties`, `/honors`, `/indicators`: lists to look through, filtered and paged on the server."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.names.candidates import Asked
from kg.names.forms import LONGEST
from kg.names.index import NameIndex
from kg.names.named import Named
from kg.names.search import Searcher
from kg_api import documents, html, options, unknown
from kg_api.pages import names
from kg_api.published import Published
from kg_api.texts.search import TEXTS

PAGE = 50
"""Entries on a page."""
_METHODS = ("GET", "HEAD", "OPTIONS")
_FILTERED = 200
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Kind:
    """A list: the name of its address, and the class of its entities."""

    name: str
    own_class: str


KINDS = (Kind("counties", "County"), Kind("honors", "Honor"), Kind("indicators", "Indicator"))


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of a list; `within` is the code of a province, empty for all."""

    text: str
    within: str
    also_unreported: bool
    page: int

    @classmethod
    def of(cls, request: Request) -> "Filter":
        """Read it from the parameters; raises `page-invalid` (400)."""
        given = request.query_params
        page = given.get("page", "1")
        if not (page.isascii() and page.isdecimal() and len(page) < _DIGITS and int(page)):
            raise unknown.page_invalid()
        return cls(
            text=given.get("q", "").strip()[:LONGEST],
            within=given.get("within", ""),
            also_unreported=given.get("all") == "1",
            page=int(page),
        )


def routes(published: Published) -> list[BaseRoute]:
    """Return the routes of the lists."""
    return [
        Route(f"/{kind.name}", _page(published, kind), methods=list(_METHODS), name=kind.name)
        for kind in KINDS
    ]


def _page(published: Published, kind: Kind) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        searcher = published.names()
        wanted = Filter.of(request)
        entities = _entities(searcher, kind, wanted)
        pages = max(1, -(-len(entities) // PAGE))
        if wanted.page > pages:
            raise unknown.page_missing(pages)
        frame = html.frame(request, "q", "within", "all", "page")
        shown = entities[(wanted.page - 1) * PAGE : wanted.page * PAGE]
        content = html.render(
            "list.html",
            frame,
            t=TEXTS[frame.language],
            kind=kind.name,
            wanted=wanted,
            provinces=_provinces(searcher.index) if kind.own_class == "County" else (),
            rows=names.rows(searcher.index, shown, frame.language),
            total=len(entities),
            pages=pages,
            kept=[pair for pair in frame.kept if pair[0] != "page"],
        )
        return documents.page(request, content, frame)

    return answer


def _entities(searcher: Searcher, kind: Kind, wanted: Filter) -> Sequence[Named]:
    index = searcher.index
    if wanted.text:
        asked = Asked(wanted.text, classes=frozenset((kind.own_class,)), limit=_FILTERED)
        found = [each.entity for each in searcher.search(asked).candidates]
    else:
        found = list(index.of_class(kind.own_class))
    if wanted.within:
        place = next((each.number for each in _provinces(index) if each.code == wanted.within), -1)
        found = [each for each in found if place in each.within]
    # Whoever names a county or a province wants to see it, reported or not.
    named = wanted.text or wanted.within or wanted.also_unreported
    if kind.own_class == "County" and not named:
        found = [each for each in found if each.links]
    return found


def _provinces(index: NameIndex) -> list[Named]:
    return sorted(index.of_class("Province"), key=lambda each: each.code)
