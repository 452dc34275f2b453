"""`/errors`: what each code of an error means, and what to do about it.

The `type` of a problem leads here: a page in zh or en, or the same as JSON.
"""

import json
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg import error_codes
from kg.engine.base import ResultFormat
from kg.error_codes import Section
from kg.errors import Language
from kg.vocab import BASE
from kg_api import documents, html, options
from kg_api.negotiate import accept_of, choose_format
from kg_api.texts.errors import TEXTS

_JSON = ResultFormat("application/json", "application/json")
_METHODS = ("GET", "HEAD", "OPTIONS")
_HEADERS = {"Cache-Control": "public, max-age=3600"}


class _Row(NamedTuple):
    code: str
    status: int | None
    meaning: str
    mend: str


def routes() -> list[BaseRoute]:
    """Return the route of the list."""

    async def errors(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        if choose_format(accept_of(request), (html.HTML, _JSON)) == _JSON:
            content = json.dumps(_document(), ensure_ascii=False, indent=1).encode()
            return documents.answer(request, content, _JSON, _HEADERS)
        frame = html.frame(request)
        content = html.render(
            "errors.html",
            frame,
            t=TEXTS[frame.language],
            sections=[_shown(section, frame.language) for section in error_codes.sections()],
        )
        return documents.page(request, content, frame, _HEADERS)

    return [Route("/errors", errors, methods=list(_METHODS))]


def _shown(section: Section, language: Language) -> tuple[str, list[_Row]]:
    """Return the heading and the rows of a section in one language."""
    if language == "zh":
        return section.zh, [_Row(c.code, c.status, c.zh, c.mend_zh) for c in section.codes]
    return section.en, [_Row(c.code, c.status, c.en, c.mend_en) for c in section.codes]


def _document() -> list[dict[str, object]]:
    """Return the list as JSON has it; `type` is what a problem carries."""
    return [
        {"type": f"{BASE}errors#{code.code}", **code.model_dump(exclude_none=True)}
        for section in error_codes.sections()
        for code in section.codes
    ]
