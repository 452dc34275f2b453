"""What is asked, as the JSON Schemas of the specification have it: queries and extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from kg_api.reconciliation import jsontext, refusals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.errors import QueryError

BATCH = 50
"""Queries that a client should send at a time; the manifest says so."""
MOST = 200
"""Queries that a request may have."""
MOST_IDS = 500
MOST_PROPERTIES = 50
LIMIT, MOST_CANDIDATES = 10, 50
_TOLD = 5  # mistakes of a request that are told


class Entity(BaseModel):
    """A value that is an entity, reconciled before."""

    model_config = ConfigDict(strict=True)

    id: str
    name: str = ""


Value = str | float | bool | Entity


class PropertyValue(BaseModel):
    """A value that is known of what is looked for; `pid` names the property."""

    model_config = ConfigDict(strict=True)

    pid: str
    v: Value | list[Value]

    @property
    def values(self) -> list[Value]:
        """The values, one or several."""
        return self.v if isinstance(self.v, list) else [self.v]


class Query(BaseModel):
    """One query of a batch: a name, or at least a property."""

    model_config = ConfigDict(strict=True, extra="forbid")

    query: str = ""
    type: str | list[str] = []
    limit: float = LIMIT
    properties: list[PropertyValue] = []
    type_strict: Literal["any", "should", "all"] = "any"

    @model_validator(mode="after")
    def _asks_for_something(self) -> Query:
        if "query" not in self.model_fields_set and not self.properties:
            raise ValueError("neither query nor properties")
        return self

    @property
    def types(self) -> list[str]:
        """The ids of the types, none where any will do."""
        return [self.type] if isinstance(self.type, str) else self.type

    @property
    def most(self) -> int:
        """How many candidates may be given."""
        return int(min(max(self.limit, 0), MOST_CANDIDATES))


class Wanted(BaseModel):
    """A property to fetch, with its settings as the client has them."""

    model_config = ConfigDict(strict=True)

    id: str
    settings: dict[str, Any] = {}


class Extension(BaseModel):
    """A data extension query: values of these properties of these entities."""

    model_config = ConfigDict(strict=True)

    ids: Annotated[list[str], Field(description="Identifiers of entities.")]
    properties: list[Wanted]


_BATCH: TypeAdapter[dict[str, Query]] = TypeAdapter(dict[str, Query])
_EXTENSION = TypeAdapter(Extension)
_T = TypeVar("_T")


def batch(text: str) -> Mapping[str, Query]:
    """Return the queries by their keys.

    Raises `QueryError`: `json-invalid`, `reconcile-invalid` (400) or `batch-too-large` (413).
    """
    queries = _validated(_BATCH, text, "queries")
    if len(queries) > MOST:
        raise refusals.too_many("queries", len(queries), MOST)
    return queries


def extension(text: str) -> Extension:
    """Return the data extension query; raises as `batch` does."""
    asked = _validated(_EXTENSION, text, "extend")
    for name, given, most in (
        ("ids", len(asked.ids), MOST_IDS),
        ("properties", len(asked.properties), MOST_PROPERTIES),
    ):
        if given > most:
            raise refusals.too_many(name, given, most)
    return asked


def _validated(adapter: TypeAdapter[_T], text: str, field: str) -> _T:
    document = jsontext.parsed(text, field)
    try:
        return adapter.validate_python(document, strict=True)
    except ValidationError as error:
        raise _invalid(field, error) from error


def _invalid(field: str, error: ValidationError) -> QueryError:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    told = [
        f"{'/'.join(str(part) for part in each['loc']) or '.'}: {each['msg'].removeprefix('Value error, ')}"
        for each in found[:_TOLD]
    ]
    return refusals.invalid(field, told)
