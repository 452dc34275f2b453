"""An error as a page, for a browser."""

from collections.abc import Mapping

from starlette.requests import Request

from kg.errors import Language
from kg_api import html
from kg_api.negotiate import accept_of, ranges
from kg_api.texts import TEXTS

_PAGES = ("text/html", "application/xhtml+xml")
_DATA = ("application/problem+json", "application/json")


def is_wanted(request: Request) -> bool:
    """Whether the client names HTML, and likes it at least as well as JSON: a browser does."""
    accepted = ranges(accept_of(request))
    best = max((quality for value, quality in accepted if value.lower() in _PAGES), default=0)
    return best > 0 and all(best >= accepted.quality(kind) for kind in _DATA)


def render(request: Request, problem: Mapping[str, object], language: Language) -> str:
    """Return the page that tells a problem, given as the members of its JSON document."""
    return (
        html.environment()
        .get_template("error.html")
        .render(
            language=language,
            t=TEXTS[language],
            problem=problem,
            root=request.scope.get("root_path", ""),
        )
    )
