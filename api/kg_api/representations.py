"""The forms in which a description is offered, and the writing of the RDF ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from kg.engine.base import ResultFormat
from kg.lookup.description import Description, about
from kg.vocab import PREFIXES


@dataclass(frozen=True, slots=True)
class Representation:
    """A form: `suffix` is the end of its own address, with the dot."""

    suffix: str
    format: ResultFormat

    @property
    def media_type(self) -> str:
        """The media type, without parameters."""
        return self.format.media_type


def _form(suffix: str, media_type: str, *, is_text: bool = False) -> Representation:
    return Representation(
        suffix,
        ResultFormat(media_type, f"{media_type}; charset=utf-8" if is_text else media_type),
    )


TURTLE = _form(".ttl", "text/turtle", is_text=True)
JSON_LD = _form(".jsonld", "application/ld+json")
HTML = _form(".html", "text/html", is_text=True)
RDF = (
    TURTLE,
    JSON_LD,
    _form(".nt", "application/n-triples"),
    _form(".rdf", "application/rdf+xml"),
)
FORMS = (*RDF, HTML)
"""All forms; the first one is for a program that says nothing of what it takes."""
_JSON = ResultFormat("application/json", JSON_LD.format.content_type)
"""JSON-LD is JSON: whoever asks for that gets it."""

OFFERED = {**{form.format: form for form in FORMS}, _JSON: JSON_LD}
"""What is negotiated, and the form that it leads to."""


def split(name: str) -> tuple[str, Representation | None]:
    """Return a name without the suffix of a form, and that form, if it ends in one."""
    for form in FORMS:
        if name.endswith(form.suffix):
            return name.removesuffix(form.suffix), form
    return name, None


def serialise(description: Description, form: Representation) -> bytes:
    """Return the description, and what is said of the document, in an RDF form."""
    said = about(description)
    if form.suffix == ".nt":
        return (ox.serialize(said, format=ox.RdfFormat.N_TRIPLES) or b"") + description.text
    file_format = ox.RdfFormat.from_media_type(form.media_type)
    assert file_format is not None  # noqa: S101 - one of RDF
    triples = chain(said, _triples(description))
    return ox.serialize(triples, format=file_format, prefixes=PREFIXES) or b""


def _triples(description: Description) -> Iterator[ox.Triple]:
    quads = ox.parse(description.text, format=ox.RdfFormat.N_TRIPLES)
    return (quad.triple for quad in quads)
