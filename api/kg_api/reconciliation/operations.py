"""The operations of the service as OpenAPI 3.1 describes them, in the language of each request.

`/reconcile/zh` and `/reconcile/en` have the same ones.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from kg_api.body import FORM
from kg_api.reconciliation import classes, settings
from kg_api.reconciliation.properties import fixed
from kg_api.reconciliation.query import MOST, MOST_IDS, MOST_PROPERTIES, Query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]
_TAG = "reconciliation"
_PROBLEM: Json = {"$ref": "#/components/responses/Problem"}
_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_QUERIES = {"q0": {"query": "鼓楼区", "properties": [{"pid": "province", "v": "江苏"}]}}
_EXTEND = {"ids": ["division/370281"], "properties": [{"id": "hasHonor"}]}
_BELOW: tuple[tuple[str, str, tuple[tuple[str, Json, str], ...]], ...] = (
    (
        "suggest/entity",
        "Entities for what somebody types.",
        (("prefix", _TEXT, "环翠"), ("type", _TEXT, "County")),
    ),
    ("suggest/type", "Types for what somebody types.", (("prefix", _TEXT, "county"),)),
    (
        "suggest/property",
        "Properties for what somebody types.",
        (("prefix", _TEXT, "code"), ("type", _TEXT, "County")),
    ),
    ("flyout/entity", "An entity in a line or two.", (("id", _TEXT, "division/371002"),)),
    ("flyout/type", "What a type is.", (("id", {"enum": [*classes.every()]}, "County"),)),
    (
        "flyout/property",
        "What a property is.",
        (("id", {"enum": [each.id for each in fixed()]}, "divisionCode"),),
    ),
    ("preview", "An entity in a small page.", (("id", _TEXT, "division/371002"),)),
    (
        "properties",
        "Properties that things of a type may have.",
        (("type", _TEXT, "County"), ("limit", _WHOLE, "10")),
    ),
)


def paths() -> Iterator[tuple[str, Json]]:
    """Yield each path with its operations; errors are `#/components/responses/Problem`."""
    summary = "The manifest; with `queries` candidates, and with `extend` in its place values."
    schemas: dict[str, tuple[Json, Json]] = {
        "queries": (_batch(), _QUERIES),
        "extend": (_extension(), _EXTEND),
    }
    # No schema says that two parameters exclude each other: the other one is told by POST.
    schema, example = schemas["queries"]
    by_get = [
        {
            "name": "queries",
            "in": "query",
            "description": "JSON; queries of the Reconciliation API 0.2.",
            "content": {"application/json": {"schema": schema, "example": example}},
        }
    ]
    form = {
        "oneOf": [_form(name, schema, example) for name, (schema, example) in schemas.items()],
        "description": "Either `queries` or `extend`, as JSON; the values here are examples.",
    }
    by_post = {
        "required": True,
        "content": {
            FORM: {"schema": form, "example": {"queries": json.dumps(_QUERIES, ensure_ascii=False)}}
        },
    }
    yield (
        "/reconcile",
        {
            "get": _operation("reconcile", summary, by_get),
            "post": {
                **_operation("reconcile-by-form", "Candidates or values, by a form."),
                "requestBody": by_post,
            },
        },
    )
    for path, said, parameters in _BELOW:
        told = [
            {
                "name": name,
                "in": "query",
                "description": said,
                "schema": schema,
                "required": name == "id",
                "example": int(example) if schema is _WHOLE else example,
            }
            for name, schema, example in parameters
        ]
        gives = "text/html" if path == "preview" else "application/json"
        yield f"/reconcile/{path}", {"get": _operation(path.replace("/", "-"), said, told, gives)}


def _form(name: str, schema: Json, example: Json) -> Json:
    """Return a form with one field of JSON; that it is JSON keeps nobody from sending other text."""
    field = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": schema,
        "enum": [json.dumps(example, ensure_ascii=False)],
    }
    return {
        "type": "object",
        "required": [name],
        "properties": {name: field},
        "additionalProperties": False,
    }


def _operation(
    name: str, summary: str, parameters: Sequence[Json] = (), gives: str = "application/json"
) -> Json:
    return {
        "operationId": name,
        "tags": [_TAG],
        "summary": summary,
        "parameters": list(parameters),
        "responses": {
            "200": {"description": "As the specification has it.", "content": {gives: {}}},
            "4XX": _PROBLEM,
            "5XX": _PROBLEM,
        },
    }


def _batch() -> Json:
    """Return the schema of a batch, whole in itself: references would lead out of a parameter."""
    schema = TypeAdapter(dict[str, Query]).json_schema()
    found = _resolved(schema, schema.pop("$defs"))
    found["additionalProperties"]["anyOf"] = [
        {"required": ["query"]},
        {"required": ["properties"], "properties": {"properties": {"minItems": 1}}},
    ]
    return {**found, "maxProperties": MOST}


def _extension() -> Json:
    """Return the schema of a data extension query, with the properties that are always there."""
    wanted = {
        "limit": _WHOLE,
        "content": {"enum": list(settings.CONTENTS)},
        "at": {"type": "string", "pattern": "^[12][0-9]{3}$"},
    }
    of_property = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"enum": [each.id for each in fixed()]},
            "settings": {"type": "object", "properties": wanted, "additionalProperties": False},
        },
    }
    return {
        "type": "object",
        "required": ["ids", "properties"],
        "properties": {
            "ids": {"type": "array", "items": _TEXT, "maxItems": MOST_IDS},
            "properties": {"type": "array", "items": of_property, "maxItems": MOST_PROPERTIES},
        },
    }


def _resolved(schema: Any, definitions: Json) -> Any:
    """Return a schema with each reference replaced by what it leads to."""
    if isinstance(schema, list):
        return [_resolved(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _resolved(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {name: _resolved(value, definitions) for name, value in schema.items()}
