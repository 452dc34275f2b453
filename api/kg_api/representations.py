"""The forms in which a description is offered, and the writing of the RDF ones."""

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import pyoxigraph as ox

from kg.engine.base import ResultFormat
from kg.lookup.description import Description, about
from kg.publication import jsonld
from kg.vocab import PREFIXES
from kg_api import prefixes
from kg_api.forms import GRAPH_FORMS, HTML, Form
from kg_api.negotiate import choose_format

_BY_SUFFIX = {form.suffix: form for form in GRAPH_FORMS}
TURTLE, JSON_LD = _BY_SUFFIX["ttl"], _BY_SUFFIX["jsonld"]
RDF = (TURTLE, JSON_LD, _BY_SUFFIX["nt"], _BY_SUFFIX["rdf"])
FORMS = (*RDF, HTML)
"""All forms; the first one is for a program that says nothing of what it takes."""
_JSON = ResultFormat("application/json", JSON_LD.format.content_type)
"""JSON-LD is JSON: whoever asks for that gets it."""

_OFFERED = {**{form.format: form for form in FORMS}, _JSON: JSON_LD}
"""What is negotiated, and the form that it leads to."""


@lru_cache(maxsize=512)
def negotiated(accept: str | None) -> Form:
    """Return the form that this Accept likes best; raises `not-acceptable` (406)."""
    return _OFFERED[choose_format(accept, tuple(_OFFERED))]


def split(name: str) -> tuple[str, Form | None]:
    """Return a name without the suffix of a form, and that form, if it ends in one."""
    for form in FORMS:
        if name.endswith(form.ending):
            return name.removesuffix(form.ending), form
    return name, None


def serialise(description: Description, form: Form) -> bytes:
    """Return the description, and what is said of the document, in an RDF form."""
    if form == TURTLE:
        return description.turtle()
    said = about(description)
    if form == JSON_LD:
        triples = chain(said, _triples(description))
        framed = jsonld.frame(description.iri, triples)
        return json.dumps(framed, ensure_ascii=False, separators=(",", ":")).encode()
    text = (ox.serialize(said, format=ox.RdfFormat.N_TRIPLES) or b"") + description.text
    file_format = ox.RdfFormat.from_media_type(form.media_type)
    if file_format is None or file_format == ox.RdfFormat.N_TRIPLES:
        return text
    return prefixes.serialize(text, file_format, PREFIXES)


def _triples(description: Description) -> Iterator[ox.Triple]:
    quads = ox.parse(description.text, format=ox.RdfFormat.N_TRIPLES)
    return (quad.triple for quad in quads)
