"""Pages: rendered on the server by Jinja2, whole without scripts, in the reader's language.

Every page extends `layout.html`, and a `Frame` is what stands there around its content.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from kg.engine.base import ResultFormat
from kg.errors import Language
from kg_api import addresses, built
from kg_api.citation import Citation
from kg_api.headers import day_of, public_url_of, snapshot_of
from kg_api.negotiate import choose_language
from kg_api.texts.layout import TAGS, TEXTS

HTML = ResultFormat("text/html", "text/html; charset=utf-8")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Alternate(NamedTuple):
    """Another form of a page: what people call it, its media type, and where it is."""

    name: str
    media_type: str
    href: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of a page.

    `root` is the way to the start page, as pages write it before their links; `path` the page's
    own address, empty for the one that the reader is at; `kept` the parameters that the page has
    in either language; `snapshot` the version of the data, where there is one, and `published`
    its day. `permanent` is the address to cite, empty for what is not to be cited; `map` whether
    there is a map to lead to.
    """

    language: Language
    root: str = "./"
    path: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    snapshot: str | None = None
    published: date | None = None
    permanent: str = ""
    map: bool = False

    @property
    def other(self) -> Language:
        """The language that the page is not in."""
        return "en" if self.language == "zh" else "zh"

    def here(self, language: Language) -> str:
        """Return the address of this page in a language."""
        return f"{self.path}?{urlencode((*self.kept, ('lang', language)))}"


@cache
def environment() -> Environment:
    """Return the environment of all templates; a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("kg_api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = "{:,}".format
    made.filters["moment"] = moment
    made.filters["query"] = urlencode
    made.globals |= {
        "language_tags": TAGS,
        "layout": TEXTS,
        "licence": LICENCE,
        "built": built,
        "cited": cited,
    }
    return made


def moment(text: str) -> str:
    """Return an xsd:dateTime as people read it, to the minute.

    >>> moment("2026-11-24T08:40:31Z")
    '2026-11-24 08:40 UTC'
    """
    return f"{text[:16].replace('T', ' ')} UTC"


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
    return "../" * (path.count("/") - 1) or "./"


def frame(request: Request, *kept: str) -> Frame:
    """Return the frame of the page that is asked for; `kept` are the names of its parameters.

    Raises `QueryError` `host-invalid` (400).
    """
    given = request.query_params.multi_items()
    pairs = tuple((name, text) for name, text in given if name in kept and text)
    path = quote(request.scope["path"].removeprefix(request.scope.get("root_path", "")))
    address = addresses.at(request, public_url_of(request.scope)) + path
    return Frame(
        language=language_of(request),
        root=root_of(request),
        kept=pairs,
        snapshot=snapshot_of(request.scope),
        published=day_of(request.scope),
        permanent=f"{address}?{urlencode(pairs)}" if pairs else address,
        map=getattr(request.app.state, "map", False),
    )


def cited(title: str, around: Frame) -> Citation | None:
    """Return how a page of this title is cited, where it is to be.

    As the day of access stands the day of the snapshot: a page that changed with the calendar
    would be fetched anew each day, from caches too.
    """
    if not around.permanent or around.snapshot is None or around.published is None:
        return None
    day = around.published
    return Citation(title, around.permanent, around.snapshot, day, day, around.language)


def start_frame(request: Request) -> Frame:
    """Return the frame of the start page, which also answers at `/sparql`, alone in its query."""
    address = addresses.at(request, public_url_of(request.scope))
    return replace(frame(request), path="./", permanent=f"{address}/")


def render(template: str, around: Frame, **values: object) -> bytes:
    """Return a page; the values are those of its template, `around` stands there as `frame`."""
    page = environment().get_template(template)
    return page.render(frame=around, language=around.language, root=around.root, **values).encode()


def headers(language: Language) -> dict[str, str]:
    """Return the headers of a page beside those of its document."""
    return {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Content-Language": language,
        "Vary": "Accept, Accept-Encoding, Accept-Language",
    }
