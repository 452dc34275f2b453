"""What the models have in common: members in camelCase, nothing beside those declared."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, core_schema

PLAIN = r"^[^\x00-\x1f\x7f]+$"
"""A text without control characters."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=PLAIN)]
"""What somebody calls a thing: a name, a code, an IRI."""


@dataclass(frozen=True)
class Among:
    """Marks a text that is one of these names: `Annotated[str, Among(("a", "b"))]`."""

    names: tuple[str, ...]

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.names))


class Asked(BaseModel):
    """Parameters or rows of a request; what is not known is refused."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


class Told(BaseModel):
    """A part of an answer. Members may be added in later versions; readers pass over those."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Label(Told):
    """What it is called, in each language that is known."""

    zh: str | None = None
    en: str | None = None


class Type(Told):
    """A class of the ontology (or of another vocabulary)."""

    id: str
    label: Label


class Ref(Told):
    """An entity, as others mention it."""

    id: str
    label: Label
    symbol: str | None = Field(None, description="Of a unit: as it is printed.")


class Code(Told):
    """A code of one of the ontology's lists; `code` is its name without the list's."""

    id: str
    code: str
    label: Label


class Period(Told):
    """A period; `begin` or `end` (first and last day, ISO 8601) is absent where it is open."""

    id: str
    label: Label
    begin: str | None = None
    end: str | None = None


class Evidence(Told):
    """A passage: characters of one line of an article, from 0, end exclusive; lines from 1."""

    article: str
    headline: str | None = None
    paragraph: int
    start: int
    end: int
    exact: str | None = Field(None, description="The words, where the texts are at hand.")


class Answer(Told):
    """What every answer has: the version of the snapshot that it is from."""

    snapshot: str = Field(description="Version of the snapshot.")


class Problem(BaseModel):
    """An error (RFC 9457). The members that an error adds are told in the list of codes."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Leads to the meaning of the code.")
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable: programs may rely on it.")
    mend: str | None = Field(None, description="What to do about it.")
