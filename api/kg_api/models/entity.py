"""An entity as JSON, and the lists and documents of entities."""

from typing import Any

from pydantic import Field, create_model

from kg_api.models.base import Answer, Code, Label, Period, Ref, Told, Type
from kg_api.models.fact import Fact, Member, Shape

MEMBERS = (
    Member("aliases", "skos:altLabel", Shape.TEXT, many=True),
    Member("code", "cdo:divisionCode", Shape.TEXT),
    Member("pinyin", "cdo:pinyin", Shape.TEXT),
    Member("longitude", "cdo:longitude", Shape.NUMBER),
    Member("latitude", "cdo:latitude", Shape.NUMBER),
    Member("level", "cdo:level", Shape.CODE),
    Member("honorKind", "cdo:honorKind", Shape.CODE),
    Member("symbol", "qudt:symbol", Shape.TEXT),
    Member("within", "cdo:within", Shape.REF, many=True),
    Member("locatedIn", "cdo:locatedIn", Shape.REF, many=True),
    Member("jurisdiction", "cdo:jurisdiction", Shape.REF, many=True),
    Member("broader", "skos:broader", Shape.REF, many=True),
    Member("numerator", "cdo:numerator", Shape.REF),
    Member("denominator", "cdo:denominator", Shape.REF),
    Member("honors", "cdo:hasHonor", Shape.REF, many=True),
    Member("validFrom", "cdo:validFrom", Shape.TEXT),
    Member("validUntil", "cdo:validUntil", Shape.TEXT),
    Member("replacedBy", "dcterms:isReplacedBy", Shape.REF, many=True),
)
"""What is told of an entity besides its names; what does not apply, or is not known, is absent."""


class EntityBase(Told):
    """An entity: its names and its reference data. Facts tell what articles say of it."""

    id: str
    kind: str = Field(description="The folder of its IRI.")
    key: str = Field(description="The end of its IRI.")
    type: Type
    label: Label
    current: bool = Field(description="False for a division that is not there any more.")
    links: int = Field(description="How many facts and entities point at it.")
    created: str
    modified: str


def _type(member: Member) -> Any:
    if member.many:
        return (list[member.shape.type], [])  # type: ignore[name-defined]
    return (member.shape.type | None, None)


Entity: type[EntityBase] = create_model(
    "Entity",
    __base__=EntityBase,
    __doc__=EntityBase.__doc__,
    **{member.name: _type(member) for member in MEMBERS},
)
"""The model of an entity."""
FIELDS = (*EntityBase.model_fields, *(member.name for member in MEMBERS))
"""The names that `fields` may have."""


class Deleted(Told):
    """An entity that is not there any more, and since when."""

    id: str
    deleted: bool = True
    modified: str


class KindRow(Told):
    """A kind of entity and how many of it there are."""

    kind: str
    type: list[Type]
    count: int
    href: str


class Kinds(Answer):
    """The kinds of entities."""

    kinds: list[KindRow]


class Entities(Answer):
    """A page of a list; `fields` narrows the members of `results`."""

    kind: str
    total: int | None = Field(None, description="How many there are in all; on the first page.")
    results: list[dict[str, Any]] = Field(
        description="Entities (schema Entity, Fact for facts), or those members that `fields` "
        "names; with `changedSince` also deletions (schema Deleted)."
    )
    next: str | None = Field(None, description="Address of the next page, where there is one.")


class SeriesPoint(Told):
    """A value of an indicator, as an article gives it."""

    fact: str
    period: Period | None = None
    value: float | None = None
    unit: Ref | None = None
    bound: Code | None = None
    value_text: str | None = None
    base_value: float | None = None
    base_unit: Ref | None = None
    base_period: Period | None = None


class Series(Told):
    """The values of one indicator by one measure for one subject, the earliest first."""

    about: list[Ref]
    indicator: Ref
    measure: Code
    points: list[SeriesPoint]


class HonorRow(Told):
    """An honor that a place, or something in it, received."""

    honor: Ref
    recipient: Ref
    verb: list[Code]
    period: Period | None = None
    streak: int | None = None
    conferred_by: Ref | None = None
    fact: str


class TimelineRow(Told):
    """A fact that has a period."""

    begin: str | None = None
    end: str | None = None
    kind: Type
    about: list[Ref]
    fact: str


class Place(Told):
    """What the articles say of a division, by what it is about."""

    honors: list[HonorRow]
    indicators: list[Series]
    enterprises: list[Ref]
    programs: list[Ref]
    timeline: list[TimelineRow]
    complete: bool = Field(
        description="False where there are more facts than are read for it: then page by `facts`."
    )


class EntityDocument(Answer):
    """An entity, a page of the facts that concern it and, for a division, what they amount to."""

    entity: Entity | None = Field(None, description="Absent for a fact, which is in `facts`.")
    rollup: bool = Field(description="Whether facts of what is in the place are among them.")
    facts: list[Fact]
    next: str | None = Field(None, description="Address of the next page of facts.")
    place: Place | None = None
