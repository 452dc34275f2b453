"""`/id/…` and `/doc/…`: every entity, and the document that describes it, in the form asked for.

An entity is no document: `/id/{kind}/{key}` leads with 303 to `/doc/{kind}/{key}`, which
negotiates; `/doc/{kind}/{key}.ttl` and so on are the forms themselves. What was merged leads to
its successor, what was withdrawn or deleted answers 410. Percent-encoded and raw forms of an
address are one, decoded once.
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from starlette._utils import get_route_path
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from kg import __version__
from kg.lookup.description import LICENCE, describe, pages_of
from kg.lookup.index import Index, Resource
from kg.settings import Settings
from kg.vocab import BASE
from kg_api import addresses, compression, freshness, html, links, options, unknown
from kg_api.bounded import Bounded
from kg_api.forms import HTML, Form
from kg_api.links import Link
from kg_api.negotiate import accept_of
from kg_api.pages.entity.page import EntityPage, render
from kg_api.published import Published
from kg_api.representations import RDF, negotiated, serialise, split
from kg_api.signposts import SET, Signposts, encoded
from kg_api.whole import WholeResponse

_ID, _DOC = "/id/", "/doc/"
_LARGEST = 16  # a document may take such a part of what is kept
_METHODS = ("GET", "HEAD", "OPTIONS")
_NUMBER = re.compile(r"[1-9][0-9]*")
_DIGITS = 12
_IN_QUERY = "/?:@!$&'()*+,;=%"


def is_document(scope: Scope) -> bool:
    """Whether this asks for a document, as most of what reads linked data does."""
    return get_route_path(scope).startswith(_DOC) and scope["method"] in {"GET", "HEAD"}


class _Asked(NamedTuple):
    """What an address below `/doc` names: a resource, and the end of the address."""

    resource: Resource
    suffix: str = ""
    form: Form | None = None


class Entities:
    """The entities, which lead to their documents, and the documents: answers from the index of the snapshot that is served."""

    def __init__(self, published: Published, settings: Settings) -> None:
        self._published = published
        self._settings = settings
        self._texts = settings.corpus if settings.show_texts else None
        self._kept: Bounded[tuple[str, bool], bytes] = Bounded(
            settings.cache_bytes, settings.cache_bytes // _LARGEST
        )

    async def identifier(self, request: Request) -> Response:
        """Lead from an entity to the document that describes it."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        index = self._published.index()
        resource = _resource(index, _name(request, _ID))
        base = addresses.base(request, self._settings)
        if resource.successor:
            return _moved(request, f"{base}/id/{encoded(resource.successor)}")
        location = f"{base}/doc/{encoded(resource.iri)}"
        headers = {
            "Location": _with_query(request, location),
            "Vary": "Accept",
            "Cache-Control": freshness.SHARED,
            "Link": links.header(
                (
                    *(Link(location + each.ending, "describedby", each.media_type) for each in RDF),
                    Link(LICENCE, "license"),
                )
            ),
        }
        return Response(status_code=303, headers=headers)

    async def document(self, request: Request) -> Response:
        """Describe an entity, in the form that was negotiated or that the address names."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        index = self._published.index()
        asked = _asked(index, _name(request, _DOC))
        base = addresses.base(request, self._settings)
        resource = asked.resource
        if resource.successor:
            return _moved(request, f"{base}/doc/{encoded(resource.successor)}{asked.suffix}")
        pages = pages_of(resource)
        posts = Signposts(base, resource, _page(request, pages), pages, asked.form)
        if asked.suffix == SET:
            return _linkset(request, posts)
        form = asked.form or negotiated(accept_of(request))
        headers = self._headers(request, posts, form)
        if freshness.is_fresh(request, headers):
            return Response(status_code=304, headers=headers)
        gzip = compression.wanted(request.headers.get("accept-encoding"))
        key = (headers["ETag"], gzip)  # the tag stands for all that decides the content
        content = self._kept.get(key)
        if content is None:
            content = self._content(request, index, posts, form)
            if gzip and len(content) >= compression.MINIMUM:
                content = compression.compress(content)
            self._kept.put(key, content, len(content))
        if content.startswith(compression.MAGIC):
            headers["Content-Encoding"] = "gzip"
        return WholeResponse(content, headers)

    def _headers(self, request: Request, posts: Signposts, form: Form) -> dict[str, str]:
        resource = posts.resource
        decisive: list[object] = [
            *(resource.digest, resource.created, resource.modified),
            *(posts.page, form.media_type, __version__),
        ]
        vary = ["Accept-Encoding"] if posts.fixed else ["Accept", "Accept-Encoding"]
        headers = {
            "Content-Type": form.format.content_type,
            "Cache-Control": freshness.SHARED,
            "Last-Modified": freshness.last_modified(resource.modified),
            "Link": posts.header(form),
        }
        if posts.fixed is None:
            headers["Content-Location"] = posts.address(form)
        if form == HTML:
            language = html.language_of(request)
            # A page shows more than the description has: names on the way up to the country.
            version = self._published.current().version
            today = datetime.now(UTC).date()  # as the page is cited
            decisive += [language, posts.base, self._texts, self._settings.map, version, today]
            vary.append("Accept-Language")
            headers |= html.headers(language)
        return {**headers, "ETag": freshness.tag(*decisive), "Vary": ", ".join(vary)}

    def _content(self, request: Request, index: Index, posts: Signposts, form: Form) -> bytes:
        description = describe(index, posts.resource, posts.page)
        if form != HTML:
            return serialise(description, form)
        return render(
            EntityPage(
                description=description,
                index=index,
                frame=self._frame(request, posts),
                base=posts.base,
                alternates=tuple(
                    html.Alternate(each.name, each.media_type, posts.address(each)) for each in RDF
                ),
                json_ld=None,
                corpus=self._texts,
            )
        )

    def _frame(self, request: Request, posts: Signposts) -> html.Frame:
        """Return the frame of a page; it holds at every address that the page answers at."""
        snapshot = self._published.current()
        return html.Frame(
            language=html.language_of(request),
            root=f"{urlsplit(posts.base).path.rstrip('/')}/",
            kept=(("page", str(posts.page)),) if posts.page > 1 else (),
            snapshot=snapshot.version,
            published=snapshot.manifest.created.date(),
            permanent=posts.resource.iri,
            map=self._settings.map,
        )


def routes(entities: Entities) -> list[BaseRoute]:
    """Return the routes of the entities and of their documents."""
    methods = list(_METHODS)
    return [
        Route(_ID + "{name:path}", entities.identifier, methods=methods, name="id"),
        Route(_DOC + "{name:path}", entities.document, methods=methods, name="doc"),
    ]


def _name(request: Request, folder: str) -> str:
    """Return what the path has behind the folder."""
    return get_route_path(request.scope).removeprefix(folder)


def _asked(index: Index, name: str) -> _Asked:
    """Return what is named; a key that ends like a suffix goes before the suffix."""
    stem, form = split(name)
    suffix = form.ending if form else ""
    if form is None and name.endswith(SET):
        stem, suffix = name.removesuffix(SET), SET
    if suffix and index.find(f"{BASE}id/{name}") is None:
        return _Asked(_resource(index, stem), suffix, form)
    return _Asked(_resource(index, name))


def _resource(index: Index, name: str) -> Resource:
    """Return the resource; raises `entity-absent` (404) or `entity-gone` (410)."""
    iri = f"{BASE}id/{name}"
    resource = index.find(iri)
    if resource is not None:
        return resource
    deleted = index.deleted(iri)
    if deleted is not None or index.withdrawn(iri):
        raise unknown.gone(iri, deleted.at if deleted else None)
    raise unknown.absent(iri)


def _page(request: Request, pages: int) -> int:
    """Return the number of `?page=`, 1 without it; raises `page-invalid` or `page-missing`."""
    if not request.scope["query_string"]:
        return 1
    given = request.query_params.getlist("page")
    if not given:
        return 1
    if len(given) > 1 or _NUMBER.fullmatch(given[0]) is None:
        raise unknown.page_invalid()
    number = int(given[0][:_DIGITS])  # longer ones are past any end all the same
    if number > pages:
        raise unknown.page_missing(pages)
    return number


def _moved(request: Request, address: str) -> Response:
    """Lead to what took its place, for good."""
    headers = {"Location": _with_query(request, address), "Cache-Control": freshness.SHARED}
    return Response(status_code=301, headers=headers)


def _with_query(request: Request, address: str) -> str:
    """Return the address with the parameters that the request had: a page, a language."""
    query = request.scope["query_string"].decode("ascii", "replace")
    return f"{address}?{quote(query, safe=_IN_QUERY)}" if query else address


def _linkset(request: Request, posts: Signposts) -> Response:
    headers = {
        "Content-Type": links.LINKSET,
        "Cache-Control": freshness.SHARED,
        "Last-Modified": freshness.last_modified(posts.resource.modified),
        "ETag": freshness.tag(posts.resource.digest, posts.base, posts.page, SET, __version__),
        "Vary": "Accept-Encoding",
    }
    if freshness.is_fresh(request, headers):
        return Response(status_code=304, headers=headers)
    return _sent(request, links.linkset(posts.all()), headers)


def _sent(request: Request, content: bytes, headers: dict[str, str]) -> Response:
    """Return the whole document, compressed where it pays."""
    accepted = request.headers.get("accept-encoding")
    if len(content) >= compression.MINIMUM and compression.wanted(accepted):
        content = compression.compress(content)
        headers["Content-Encoding"] = "gzip"
    return Response(content, headers=headers)
