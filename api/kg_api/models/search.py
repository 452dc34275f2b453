"""Searching names, suggesting while somebody types, and resolving many rows."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StringConstraints

from kg_api.lookup.kinds import NAMED
from kg_api.models.base import Among, Answer, Asked, Label, Name, Ref, Told, Type

MOST = 100
"""Candidates that may be asked for."""
KindName = Annotated[str, Among(NAMED)]
"""A kind of entity that has names."""
Day = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"),
]
"""A year, a month or a day (ISO 8601)."""


class SearchParameters(Asked):
    """What to look for."""

    q: Name = Field(
        description="A name, a code, pinyin, initials, or an IRI.",
        examples=["环翠", "hcq", "371002"],
    )
    type: KindName | None = Field(None, description="Only entities of this kind.")
    within: Name | None = Field(
        None,
        description="Only what is in this division: a name, a code or an IRI.",
        examples=["威海"],
    )
    at: Day | None = Field(
        None,
        description="Only what was there at this time: finds divisions by old names and codes.",
        examples=["2010"],
    )
    lang: Literal["zh", "en"] | None = Field(
        None, description="The language of `text`, for interfaces that show one name only."
    )
    limit: int = Field(10, ge=1, le=MOST, description="Candidates at most.")
    prefix: Literal["true", "false"] = Field(
        "false",
        description="Whether the name is not typed to its end: names that begin so then come "
        "first, and nothing is said to match.",
    )


class Explanation(Told):
    """Why it is a candidate: a stable code, and words."""

    code: str
    zh: str
    en: str


class Result(Told):
    """A candidate, best first."""

    id: str
    label: Label
    type: Type
    score: float = Field(ge=0, le=100, description="Of 100; the explanation tells its worth.")
    match: bool = Field(description="True for one at most, and only where it is certain.")
    explanation: Explanation
    code: str | None = Field(None, description="Of a division: its code (GB/T 2260).")
    within: list[Ref] = Field(description="The places that it is in, the nearest first.")
    valid_from: str | None = None
    valid_until: str | None = None
    current: bool
    replaced_by: list[Ref] = Field(default_factory=list)
    text: str | None = Field(None, description="Its name in the language of `lang`.")


class Found(Answer):
    """The candidates for a name."""

    query: str
    ambiguous: bool = Field(description="Whether several are meant with equal right.")
    results: list[Result]


class Row(Asked):
    """A row to resolve: `name` or `code` at least.

    `parent` is a division that it is in, `type` a kind or a class by its name or IRI, `at` a time.
    """

    row_id: Annotated[str, StringConstraints(max_length=200)] | StrictInt | None = None
    name: Annotated[str, StringConstraints(max_length=200)] | None = None
    code: Annotated[str, StringConstraints(max_length=30)] | None = None
    parent: Annotated[str, StringConstraints(max_length=200)] | None = None
    type: Annotated[str, StringConstraints(max_length=200)] | None = None
    at: Day | None = None


class Resolved(Told):
    """What a row means: one line of the answer."""

    row_id: str | int
    match: str | None = Field(description="IRI of what is certainly meant, else null.")
    ambiguous: bool
    conflict: Explanation | None = Field(
        None,
        description="What in the row contradicts the data or itself: then nothing matches.",
    )
    results: list[Result]
