"""What all HTML pages share: the templates, and what a page may load and do."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from kg.errors import Language
from kg_api.negotiate import choose_language

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@cache
def environment() -> Environment:
    """Return the environment of the templates: whatever is put into a page is escaped."""
    return Environment(
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
