"""The base of every model that is read from a file, and the markers its fields carry.

A field is written in Python as `value_text` and in the file as `valueText`, which is also the
local name of its property in the ontology: one name in three places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

MAX_PHRASE = 40
"""Characters of the longest phrase as printed: a fact quotes, it does not copy."""


class Model(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True
    )


@dataclass(frozen=True)
class Ref:
    """The field names an entity of one of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class FactRef:
    """The field names a fact by its id."""


@dataclass(frozen=True)
class Code:
    """The field holds a code of one of the ontology's lists, without the list's prefix."""

    scheme: str


@dataclass(frozen=True)
class Printed:
    """The field holds a phrase of the article, as printed."""


def as_tuple(value: object) -> object:
    """Let a file write one value where several may stand."""
    if value is None or (isinstance(value, Sequence) and not isinstance(value, str)):
        return value
    return (value,)


class _OneOrMany:
    """Tells the JSON Schema that one item may stand for a list of one."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(core)
        return {"anyOf": [many["items"], many]}


T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(as_tuple), _OneOrMany()]
Some = Annotated[tuple[T, ...], Field(min_length=1), BeforeValidator(as_tuple), _OneOrMany()]
"""As Many, and not empty."""
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=MAX_PHRASE)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
FactId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*-[0-9]{3,6}$")]
ArticleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*$")]
