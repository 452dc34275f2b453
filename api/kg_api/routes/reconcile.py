"""`/reconcile`: the Reconciliation API 0.2, for OpenRefine and other clients.

`/reconcile` answers in the language of the request, `/reconcile/zh` and `/reconcile/en` always in
that language: OpenRefine does not pass on what its user's browser prefers. Parameters that the
specification does not know are left alone, since clients add their own.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import Language
from kg.lookup.index import Index
from kg.settings import Settings
from kg_api import addresses, body, documents, html, options
from kg_api.body import FORM, Pairs
from kg_api.headers import FRAMED
from kg_api.published import Published
from kg_api.reconciliation import (
    answers,
    classes,
    extension,
    ids,
    preview,
    query,
    refusals,
    suggest,
)
from kg_api.reconciliation.candidates import Matcher
from kg_api.reconciliation.manifest import Place, manifest
from kg_api.reconciliation.preview import Preview
from kg_api.reconciliation.properties import Properties

PATH = "/reconcile"
_READ = ("GET", "HEAD", "OPTIONS")
_ASK = ("GET", "HEAD", "POST", "OPTIONS")


Answer = Callable[["_Asked"], Response]


def routes(published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the routes of the service, in each of its languages."""
    found: list[BaseRoute] = []
    # Those with a language first: any name would do for the last one.
    fixed: tuple[Language | None, ...] = ("zh", "en", None)
    for language in fixed:
        service = _Service(published, settings, language)
        found += [
            Route(service.path, service.endpoint, methods=list(_ASK), name="reconcile"),
            Route(
                f"{service.path}/{{name:path}}",
                service.below,
                methods=list(_READ),
                name="reconcile",
            ),
        ]
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request with its parameters, and the language of its answer."""

    request: Request
    fields: Pairs
    language: Language

    def one(self, name: str) -> str:
        """Return the value of a parameter, empty where it is not given."""
        values = body.values(self.fields, name)
        if len(values) > 1:
            raise refusals.repeated((name,))
        return values[0] if values else ""

    def answer(self, document: dict[str, Any]) -> Response:
        """Answer with a JSON document, or with a call of the function that was named.

        OpenRefine asks so for suggestions and flyouts where it was not told that CORS works.
        """
        names = () if self.request.method == "POST" else body.values(self.fields, "callback")
        callback = answers.callback_of(names)
        return answers.answer(self.request, document, self.language, callback)


class _Service:
    """The service in one language, or in that of each request."""

    def __init__(self, published: Published, settings: Settings, fixed: Language | None) -> None:
        self._published = published
        self._settings = settings
        self._fixed = fixed
        self.path = f"{PATH}/{fixed}" if fixed else PATH
        self._known: tuple[Index, Properties] | None = None

    def asked(self, request: Request, fields: Pairs) -> _Asked:
        """Return what a request asks."""
        return _Asked(request, fields, self._fixed or html.language_of(request))

    async def below(self, request: Request) -> Response:
        """Answer at an address below the endpoint."""
        answer = self._below.get(request.path_params["name"])
        if answer is None:
            raise HTTPException(404)
        if request.method == "OPTIONS":
            return options.answer(_READ)
        return answer(self.asked(request, body.pairs(request.scope["query_string"])))

    @property
    def _below(self) -> dict[str, Answer]:
        return {
            "suggest/entity": self.suggest_entity,
            "suggest/type": self.suggest_type,
            "suggest/property": self.suggest_property,
            "flyout/entity": self.flyout_entity,
            "flyout/type": self.flyout_type,
            "flyout/property": self.flyout_property,
            "preview": self.preview,
            "properties": self.properties,
        }

    async def endpoint(self, request: Request) -> Response:
        """Answer with the manifest, with candidates, or with values."""
        if request.method == "OPTIONS":
            return options.answer(_ASK, (FORM,))
        fields = body.pairs(request.scope["query_string"])
        if request.method == "POST":
            body.media_type(request.headers.get("content-type"), (FORM,))
            content = await body.read(request, self._settings.max_body)
            fields = [*fields, *body.pairs(content)]
        asked = self.asked(request, fields)
        queries = body.values(fields, "queries")
        extend = body.values(fields, "extend")
        if len(queries) + len(extend) > 1:
            raise refusals.repeated(("queries", "extend"))
        if queries:
            return asked.answer(await self._candidates(queries[0], asked.language))
        if extend:
            return asked.answer(await self._values(extend[0], asked.language))
        if request.method == "POST":
            raise refusals.nothing_asked()
        place = Place(addresses.base(request, self._settings), self.path, self._fixed)
        return asked.answer(manifest(place, asked.language))

    async def _candidates(self, text: str, language: Language) -> dict[str, Any]:
        batch = query.batch(text)
        while True:
            names = self._published.names()
            matcher = Matcher(names, language, fixed=self._fixed is not None)
            found = {}
            for key, each in batch.items():
                found[key] = {"result": matcher.candidates(each)}
                await asyncio.sleep(0)  # others get their turn
                if self._published.names() is not names:
                    break  # all of an answer is of one snapshot
            else:
                return found

    async def _values(self, text: str, language: Language) -> dict[str, Any]:
        asked = query.extension(text)
        while True:
            index, names = self._published.index(), self._published.names()
            columns = extension.Columns(asked, self._properties(index))
            rows = {}
            for identifier in asked.ids:
                rows[identifier] = columns.row(identifier, index, names, language)
                await asyncio.sleep(0)
                if self._published.index() is not index:
                    break
            else:
                return {"meta": columns.meta(language), "rows": rows}

    def _properties(self, index: Index) -> Properties:
        if self._known is None or self._known[0] is not index:
            self._known = (index, Properties(index))
        return self._known[1]

    def suggest_entity(self, asked: _Asked) -> Response:
        """Suggest entities."""
        wanted, names = suggest.Wanted.of(asked.fields), self._published.names()
        found = suggest.entities(wanted, names, self._fixed)
        return asked.answer({"result": found})

    def suggest_type(self, asked: _Asked) -> Response:
        """Suggest types."""
        found = suggest.types(suggest.Wanted.of(asked.fields), asked.language)
        return asked.answer({"result": found})

    def suggest_property(self, asked: _Asked) -> Response:
        """Suggest properties."""
        known = self._properties(self._published.index())
        found = suggest.properties(suggest.Wanted.of(asked.fields), known, asked.language)
        return asked.answer({"result": found})

    def properties(self, asked: _Asked) -> Response:
        """Propose properties for things of a type."""
        name = asked.one("type")
        known = self._properties(self._published.index())
        limit = suggest.number(asked.fields, "limit", extension.PROPOSED)
        proposed = list(extension.proposals(known, classes.find(name)))[:limit]
        told = [each.described(asked.language) for each in proposed]
        return asked.answer({"type": name, "limit": limit, "properties": told})

    def preview(self, asked: _Asked) -> Response:
        """Show an entity in a few lines."""
        shown = self._shown(asked)
        base = addresses.base(asked.request, self._settings)
        content = preview.page(shown, asked.language, base)
        headers = {
            "Content-Security-Policy": FRAMED,
            "Content-Language": asked.language,
            "Vary": "Accept-Encoding, Accept-Language",
        }
        return documents.answer(asked.request, content, html.HTML, headers)

    def flyout_entity(self, asked: _Asked) -> Response:
        """Tell of an entity in a line or two."""
        shown = self._shown(asked)
        text = preview.flyout(shown.title, shown.other, shown.kind, shown.description)
        return asked.answer({"id": asked.one("id"), "html": text})

    def flyout_type(self, asked: _Asked) -> Response:
        """Tell what a type is."""
        found = classes.find(asked.one("id"))
        if found is None:
            raise refusals.class_unknown(asked.one("id"))
        text = preview.flyout(found.label[asked.language], found.definition.get(asked.language, ""))
        return asked.answer({"id": asked.one("id"), "html": text})

    def flyout_property(self, asked: _Asked) -> Response:
        """Tell what a property is."""
        found = self._properties(self._published.index()).find(asked.one("id"))
        if found is None:
            raise refusals.property_unknown(asked.one("id"))
        told = found.described(asked.language)
        text = preview.flyout(told["name"], told.get("description", ""))
        return asked.answer({"id": asked.one("id"), "html": text})

    def _shown(self, asked: _Asked) -> Preview:
        index, names = self._published.index(), self._published.names()
        resource = ids.require(index, asked.one("id"))
        return preview.of(resource, index, names, asked.language)
