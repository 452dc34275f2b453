"""What a list of entities takes."""

from typing import Annotated, Literal, get_args

from fastapi import Path
from pydantic import Field, StringConstraints

from kg.model.codes import HonorKind, Level
from kg_api.lookup import cursors
from kg_api.lookup.answers import FORMATS
from kg_api.lookup.kinds import DIVISIONS, KINDS
from kg_api.lookup.records import SORTS
from kg_api.models.base import Among, Asked, Name
from kg_api.models.entity import FIELDS

MOST = 1000
"""Entities of a page at most."""
KindPath = Annotated[
    str,
    Path(
        description="A kind that /lookup lists.",
        json_schema_extra={"enum": list(KINDS)},
        examples=["county"],
    ),
]
"""A kind of entity, or fact; what is none of them is not found."""
LevelName = Annotated[str, Among(tuple(dict.fromkeys((*DIVISIONS, *get_args(Level)))))]
"""A level: of divisions, or of honors, agencies and instruments."""
Sort = Annotated[str, Among(tuple(name for sort in SORTS for name in (sort, f"-{sort}")))]
"""By what a list is sorted; `-` turns it round."""
FormatName = Annotated[str, Among(tuple(FORMATS))]
"""A format of a table."""
Cursor = Annotated[str, StringConstraints(pattern=cursors.PATTERN)]
Slug = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x20\x7f/]{1,200}$")]
_FIELD = "|".join(FIELDS)
_MOMENT = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?$"
)
Moment = Annotated[str, StringConstraints(pattern=_MOMENT)]


class Form(Asked):
    """In which form a table is wanted."""

    format: FormatName | None = Field(None, description="Instead of the header Accept.")
    bom: Literal["true", "false"] = Field(
        "false", description="Whether a CSV file begins with a byte order mark, as Excel wants it."
    )


class ListParameters(Form):
    """Which entities, in which order, a page at a time."""

    within: Name | None = Field(
        None,
        description="Only what is in this division: a name, a code or an IRI.",
        examples=["山东省"],
    )
    level: LevelName | None = Field(None, description="Only those of this level.")
    honor_kind: HonorKind | None = Field(None, description="Only honors of this kind.")
    honor: Name | None = Field(
        None, description="Only those that received this honor: its name, key or IRI."
    )
    current: Literal["true", "false", "any"] = Field(
        "true", description="Divisions that are there now, that are not any more, or both."
    )
    changed_since: Moment | None = Field(
        None,
        description="Only what changed since this time (UTC), the oldest change first, and what "
        "was deleted; `sort` does not count then.",
        examples=["2024-01-01"],
    )
    fields: Annotated[str, StringConstraints(pattern=rf"^({_FIELD})(,({_FIELD}))*$")] | None = (
        Field(None, description="Only these members, by comma.", examples=["id,label,code"])
    )
    sort: Sort = Field("key", description="By what; `-` before it turns it round.")
    limit: int = Field(100, ge=1, le=MOST, description="Entities of a page.")
    cursor: Cursor | None = Field(
        None, description="Where the page begins: follow `next`, which has it."
    )


class DocumentParameters(Asked):
    """Which facts of an entity, a page at a time."""

    rollup: Literal["true", "false"] = Field(
        "false", description="Whether facts of what is in the place count as well."
    )
    limit: int = Field(100, ge=1, le=MOST, description="Facts of a page.")
    cursor: Cursor | None = Field(
        None, description="Where the page begins: follow `next`, which has it."
    )


class CompareParameters(Form):
    """Which places by which indicators."""

    counties: Annotated[
        str, StringConstraints(min_length=1, max_length=4000, pattern=r"^[^\x00-\x1f\x7f]+$")
    ] = Field(description="Divisions, by comma: names, codes or IRIs.", examples=["胶州市,莱西市"])
    indicators: Annotated[
        str, StringConstraints(min_length=1, max_length=4000, pattern=r"^[^\x00-\x1f\x7f]+$")
    ] = Field(description="Indicators, by comma: names or IRIs.", examples=["地区生产总值"])
