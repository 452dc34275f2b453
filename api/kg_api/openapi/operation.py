"""An operation that FastAPI does not know, as OpenAPI describes it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
PROBLEM: Json = {"$ref": "#/components/responses/Problem"}
ERRORS: Mapping[str, Json] = {"4XX": PROBLEM, "5XX": PROBLEM}

RDF = (
    "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml",
)  # fmt: skip
GRAPHS = (*RDF, "application/trig", "application/n-quads")
PAGE = "text/html"
NOTHING = ""
"""Media type of an answer without content."""


def operation(
    name: str,
    tag: str,
    summary: str,
    *,
    gives: Iterable[str] = (),
    parameters: Sequence[Json] = (),
    statuses: Iterable[str] = ("200",),
    more: Mapping[str, Any] | None = None,
) -> Json:
    """Return an operation that gives documents of these media types, or problems."""
    content: Json = {media_type: {} for media_type in gives if media_type}
    answer: Json = {"description": "The document, in the form that Accept asks for."}
    if content:
        answer["content"] = content
    told: Json = {
        "operationId": name,
        "tags": [tag],
        "summary": summary,
        "responses": {**dict.fromkeys(statuses, answer), **ERRORS},
    }
    if parameters:
        told["parameters"] = list(parameters)
    return {**told, **(more or {})}


def query(name: str, schema: Json, description: str, example: object = None) -> Json:
    """Return a parameter of the query string."""
    return _parameter("query", name, schema, description, example)


def path(name: str, schema: Json, description: str, example: object) -> Json:
    """Return a part of the path."""
    return {**_parameter("path", name, schema, description, example), "required": True}


def _parameter(place: str, name: str, schema: Json, description: str, example: object) -> Json:
    told = {"name": name, "in": place, "description": description, "schema": schema}
    return told if example is None else {**told, "example": example}
