"""HTML pages that are rendered on the server: language, policy, entity tag, what may be kept."""

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from kg.engine.base import ResultFormat
from kg.errors import Language
from kg_api import documents
from kg_api.negotiate import choose_language

HTML = ResultFormat("text/html", "text/html; charset=utf-8")
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_ENVIRONMENT = Environment(
    loader=PackageLoader("kg_api"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def language_of(request: Request) -> Language:
    """Return the language of `?lang=`, else the one of Accept-Language."""
    match request.query_params.get("lang"):
        case "zh":
            return "zh"
        case "en":
            return "en"
        case _:
            return choose_language(request)


def place(request: Request) -> dict[str, object]:
    """Return what a page's links need: `root`, and `here` in zh and en.

    They are relative, so that they hold behind any proxy.
    """
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return {
        "root": "../" * (path.count("/") - 1) or "./",
        "here": {
            language: f"?{request.url.include_query_params(lang=language).query}"
            for language in ("zh", "en")
        },
    }


def render(
    request: Request,
    template: str,
    language: Language,
    values: Mapping[str, object],
    more_headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with a page in this language; `values` are those of its template."""
    other = "en" if language == "zh" else "zh"
    text = _ENVIRONMENT.get_template(template).render(language=language, other=other, **values)
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Content-Language": language,
        "Vary": "Accept, Accept-Encoding, Accept-Language",
        **(more_headers or {}),
    }
    return documents.answer(request, text.encode(), HTML, headers)
