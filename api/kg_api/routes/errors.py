"""`/errors`: what each code of an error means, and what to do about it.

The `type` of a problem leads here: a page in zh or en, or the same as JSON.
"""

from collections.abc import Mapping
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import error_codes
from kg.engine.base import ResultFormat
from kg.error_codes import Section
from kg.errors import Language
from kg.vocab import BASE
from kg_api.html import CONTENT_SECURITY_POLICY, language_of
from kg_api.negotiate import accept_of, choose_format

_HTML = ResultFormat("text/html", "text/html; charset=utf-8")
_JSON = ResultFormat("application/json", "application/json")

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "name": "县域知识图谱",
        "title": "错误代码",
        "lead": "代码固定不变，程序可以依赖。服务以 application/problem+json 报告错误。",
        "other_language": "English",
        "skip": "跳到正文",
    },
    "en": {
        "name": "County KG",
        "title": "Error codes",
        "lead": "A code is stable: programs may rely on it. "
        "The service reports errors as application/problem+json.",
        "other_language": "中文",
        "skip": "Skip to the content",
    },
}


class _Row(NamedTuple):
    code: str
    status: int | None
    meaning: str
    mend: str


def routes() -> list[BaseRoute]:
    """Return the route of the list."""
    environment = Environment(
        loader=PackageLoader("kg_api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("errors.html")

    async def errors(request: Request) -> Response:
        if choose_format(accept_of(request), (_HTML, _JSON)) is _JSON:
            return JSONResponse(_document(), headers=_headers())
        language = language_of(request)
        page = template.render(
            language=language,
            other="en" if language == "zh" else "zh",
            t=_WORDS[language],
            sections=[_shown(section, language) for section in error_codes.sections()],
        )
        return HTMLResponse(page, headers=_headers(language))

    return [Route("/errors", errors)]


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


def _headers(language: Language | None = None) -> dict[str, str]:
    headers = {"Vary": "Accept, Accept-Language", "Cache-Control": "public, max-age=3600"}
    if language is not None:
        headers |= {
            "Content-Language": language,
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        }
    return headers
