"""The forms of a document: media types to negotiate, each with a suffix that asks for it outright.

`/ontology` negotiates; `/ontology.ttl` is Turtle whatever Accept says. The negotiated answer names
the form it gives (`Content-Location`) and all the others (`Link`, `alternate`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from kg.engine.base import GRAPH_FORMATS, ResultFormat
from kg_api import bad_request, html
from kg_api.negotiate import accept_of, choose_format


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its suffix (without the dot), what people call it, its media type."""

    suffix: str
    name: str
    format: ResultFormat

    @property
    def ending(self) -> str:
        """The suffix with its dot."""
        return f".{self.suffix}"

    @property
    def media_type(self) -> str:
        """The media type, without parameters."""
        return self.format.media_type


_KNOWN = {
    "text/turtle": ("ttl", "Turtle"),
    "application/n-triples": ("nt", "N-Triples"),
    "application/ld+json": ("jsonld", "JSON-LD"),
    "application/rdf+xml": ("rdf", "RDF/XML"),
    "application/trig": ("trig", "TriG"),
    "application/n-quads": ("nq", "N-Quads"),
}
GRAPH_FORMS = tuple(Form(*_KNOWN[each.media_type], each) for each in GRAPH_FORMATS)
"""Forms of triples, Turtle first."""
HTML = Form("html", "HTML", html.HTML)
_SPARQL = "application/sparql-query"
SPARQL = Form("rq", "SPARQL", ResultFormat(_SPARQL, f"{_SPARQL}; charset=utf-8"))


def choose(request: Request, offered: Sequence[Form], suffix: str | None) -> Form:
    """Return the form of this suffix, else the one that the request likes best.

    Raises `QueryError` `not-acceptable` (406); `suffix-unknown` (404).
    """
    if suffix is None:
        chosen = choose_format(accept_of(request), tuple(form.format for form in offered))
        return next(form for form in offered if form.format == chosen)
    found = next((form for form in offered if form.suffix == suffix), None)
    if found is None:
        raise bad_request.suffix(suffix, tuple(form.suffix for form in offered))
    return found


def split(name: str, offered: Iterable[Form]) -> tuple[str, str | None]:
    """Return a name without its suffix, and the suffix, if it has one of these.

    >>> split("0.3.0.ttl", GRAPH_FORMS)
    ('0.3.0', 'ttl')
    >>> split("0.3.0", GRAPH_FORMS)
    ('0.3.0', None)
    """
    stem, _, suffix = name.rpartition(".")
    return (stem, suffix) if suffix in {form.suffix for form in offered} else (name, None)


def alternates(address: str, offered: Iterable[Form]) -> tuple[html.Alternate, ...]:
    """Return the forms of a document for its page; `address` is without a suffix."""
    return tuple(
        html.Alternate(form.name, form.media_type, address + form.ending)
        for form in offered
        if form != HTML
    )


def headers(
    address: str, chosen: Form, offered: Sequence[Form], *, negotiated: bool, iri: str
) -> dict[str, str]:
    """Return what tells of the forms; `address` is that of the document, without a suffix.

    `iri` is what the document is about, `negotiated` whether Accept had a say.
    """
    links = [f'<{iri}>; rel="describes"']
    links += [
        f'<{address}.{form.suffix}>; rel="alternate"; type="{form.media_type}"'
        for form in offered
        if form != chosen
    ]
    vary = ["Accept"] if negotiated else []
    vary += ["Accept-Encoding"]
    vary += ["Accept-Language"] if negotiated or chosen == HTML else []
    return {
        "Content-Location": f"{address}.{chosen.suffix}",
        "Link": ", ".join(links),
        "Vary": ", ".join(vary),
    }
