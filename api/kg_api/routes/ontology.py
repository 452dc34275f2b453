"""`/ontology`: the ontology, in forms of RDF and as a bilingual page; `/context.jsonld`.

`/ontology/{version}` is what the version IRI leads to. The service has the version that its data
use; one before is gone, and the answer tells which is current.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import ResultFormat
from kg.errors import QueryError
from kg.ontology import context, document
from kg.ontology.terms import Terms
from kg.publication import jsonld
from kg.queries import SavedQuery
from kg.settings import Settings
from kg_api import addresses, documents, forms, html, options
from kg_api.bounded import Bounded
from kg_api.pages.ontology import Example, View

_KEPT = 8 << 20  # bytes of pages that are kept ready
_METHODS = ("GET", "HEAD", "OPTIONS")
_FORMS = (*forms.GRAPH_FORMS[:4], forms.HTML)
_CONTEXT = ResultFormat("application/ld+json", "application/ld+json")
_CONTEXT_HEADERS = {"Cache-Control": "public, max-age=86400", "Vary": "Accept-Encoding"}


def routes(settings: Settings, saved: Sequence[SavedQuery]) -> list[BaseRoute]:
    """Return the routes of the ontology; its page links to the saved queries that use a term."""
    pages = _Pages(saved)

    async def ontology(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        return _answer(request, request.path_params.get("suffix"))

    async def version(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        name, suffix = forms.split(request.path_params["version"], _FORMS)
        current = document.load()
        if name != current.version:
            raise _other_version(name, current)
        return _answer(request, suffix)

    def _answer(request: Request, suffix: str | None) -> Response:
        """Answer with the current version: under any address it is the same document."""
        chosen = forms.choose(request, _FORMS, suffix)
        address = f"{addresses.base(request, settings)}/ontology"
        more = forms.headers(address, chosen, _FORMS, negotiated=suffix is None, iri=document.IRI)
        if chosen != forms.HTML:
            return documents.answer(request, _written(chosen), chosen.format, more)
        frame = html.frame(request)
        return documents.page(request, pages.page(frame), frame, more)

    async def names(request: Request) -> Response:
        """Answer with the JSON-LD context of the documents of this service."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        return documents.answer(request, _context(), _CONTEXT, _CONTEXT_HEADERS)

    methods = list(_METHODS)
    return [
        Route("/ontology", ontology, methods=methods, name="ontology"),
        Route("/ontology.{suffix}", ontology, methods=methods, name="ontology"),
        Route("/ontology/{version}", version, methods=methods, name="ontology"),
        Route("/context.jsonld", names, methods=methods, name="context"),
    ]


class _Pages:
    """The page in each frame, made once: in either language, one step or two below the start."""

    def __init__(self, saved: Sequence[SavedQuery]) -> None:
        self._saved = [query for query in saved if query.publish]
        self._made: Bounded[html.Frame, bytes] = Bounded(_KEPT, _KEPT)

    def page(self, frame: html.Frame) -> bytes:
        content = self._made.get(frame)
        if content is None:
            current = document.load()
            view = View(Terms(current), frame.language, self._saved, _examples())
            content = html.render(
                "ontology.html",
                frame,
                t=view.words,
                view=view,
                iri=document.IRI,
                canonical=document.IRI,
                version=current.version,
                alternates=forms.alternates(f"{frame.root}ontology", _FORMS),
            )
            self._made.put(frame, content, len(content))
        return content


@cache
def _examples() -> dict[str, Example]:
    text = resources.files("kg_api").joinpath("example_facts.json").read_text("utf-8")
    return {
        kind: Example(
            each["fact"],
            each["turtle"],
            each["query"],
            tuple(each["columns"]),
            tuple(tuple(row) for row in each["rows"]),
        )
        for kind, each in json.loads(text).items()
    }


@cache
def _written(form: forms.Form) -> bytes:
    """Return the ontology in a form of RDF; as Turtle it is as it was written."""
    current = document.load()
    if form.suffix == "ttl":
        return current.text
    if form.suffix == "jsonld":
        return _json(jsonld.flat(current.triples))
    file_format = ox.RdfFormat.from_media_type(form.format.media_type)
    assert file_format is not None  # noqa: S101 - one of ours
    prefixes = document.prefixes(current)
    return ox.serialize(current.triples, format=file_format, prefixes=prefixes) or b""


@cache
def _context() -> bytes:
    return _json(context.context())


def _json(found: object) -> bytes:
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _other_version(name: str, current: document.Document) -> QueryError:
    mend_zh = f"现行版本为 {current.version}：{current.version_iri}。"
    mend_en = f"The current one is {current.version}: {current.version_iri}."
    extra = {"current": current.version_iri}
    if f"{document.IRI}/{name}" in current.prior:
        return QueryError(
            "version-gone",
            status=410,
            zh=f"本服务不再提供本体 {name} 版。",
            en=f"This service does not offer version {name} of the ontology any more.",
            mend_zh=mend_zh,
            mend_en=mend_en,
            extra=extra,
        )
    return QueryError(
        "version-unknown",
        status=404,
        zh=f"本体没有 {name} 版。",
        en=f"The ontology has no version {name}.",
        mend_zh=mend_zh,
        mend_en=mend_en,
        extra=extra,
    )
