"""Pages: rendered on the server by Jinja2, whole without scripts, in the reader's language."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from kg.errors import Language
from kg_api.negotiate import choose_language
from kg_api.texts import LAYOUT

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@cache
def environment() -> Environment:
    """Return the environment of all templates; a name that is not given is an error."""
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


def root_of(request: Request) -> str:
    """Return the way from the page to the start page, as pages write it before their links.

    It is relative, so that it holds behind a proxy that offers the service below a path.
    """
    path: str = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return "../" * (path.count("/") - 1)


def render(template: str, language: Language, root: str, **values: object) -> bytes:
    """Return a page that extends `layout.html`; the values are those of its template."""
    page = environment().get_template(template)
    other: Language = "en" if language == "zh" else "zh"
    texts = LAYOUT[language]
    return page.render(language=language, other=other, root=root, layout=texts, **values).encode()


def headers(language: Language) -> dict[str, str]:
    """Return the headers of a page beside those of its document."""
    return {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Content-Language": language}
