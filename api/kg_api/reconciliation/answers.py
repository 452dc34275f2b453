"""Answers in JSON: negotiated, kept where they may be, or wrapped for clients without CORS."""

import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.engine.base import ResultFormat
from kg.errors import Language
from kg_api import caching, compression, documents
from kg_api.negotiate import accept_of, choose_format
from kg_api.reconciliation import refusals

JSON = ResultFormat("application/json", "application/json")
_SCRIPT = ResultFormat("text/javascript", "text/javascript; charset=utf-8")
_NAME = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*", re.ASCII)
_LONGEST = 100  # characters of the name of a function


def callback_of(values: tuple[str, ...]) -> str | None:
    """Return the name of the function that the answer shall call (JSONP), if there is one.

    Raises `QueryError` `callback-invalid` (400): the name stands in a script, so it must be one.
    """
    if not values:
        return None
    name = values[0]
    if len(values) > 1 or len(name) > _LONGEST or _NAME.fullmatch(name) is None:
        raise refusals.callback()
    return name


def answer(
    request: Request, document: Mapping[str, Any], language: Language, callback: str | None = None
) -> Response:
    """Answer with a JSON document; to GET with an entity tag, to POST never to be kept.

    Raises `QueryError` `not-acceptable` (406).
    """
    headers = {"Vary": "Accept, Accept-Encoding, Accept-Language", "Content-Language": language}
    if callback is not None:
        # The comment keeps what begins with a name from being read as anything but a script;
        # ASCII alone, since scripts may be read in the encoding of the page.
        content = f"/**/{callback}({json.dumps(document)});".encode()
        return documents.answer(request, content, _SCRIPT, headers)
    choose_format(accept_of(request), (JSON,))
    content = json.dumps(document, ensure_ascii=False).encode()
    if request.method != "POST":
        return documents.answer(request, content, JSON, headers)
    headers |= {"Content-Type": JSON.content_type, "Cache-Control": caching.PRIVATE}
    accepted = request.headers.get("accept-encoding")
    if len(content) >= compression.MINIMUM and compression.wanted(accepted):
        content = compression.compress(content)
        headers["Content-Encoding"] = "gzip"
    return Response(content, headers=headers)
