"""One class a kind of entity: its names and its reference data, as data/registry/<kind>.yaml has it.

Whatever an article says about an entity is a fact and stands in the article's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from kg.model.base import ArticleId, Many, Model, Slug
from kg.model.codes import HonorKind, Level

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Label = Annotated[str, StringConstraints(min_length=1, max_length=100)]
DivisionCode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]


class Aliases(Model):
    """Other names that hold everywhere, by language."""

    zh: Many[Label] = ()
    en: Many[Label] = ()


class _ZhIfPlain:
    """A plain list of aliases is one of Chinese aliases."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        label = {"type": "string"}
        return {"anyOf": [handler(core), label, {"type": "array", "items": label}]}


def _zh_aliases(value: Any) -> Any:
    return value if isinstance(value, (Mapping, Aliases)) else {"zh": value}


class Named(Model):
    """What has names besides its labels."""

    aliases: Annotated[Aliases, BeforeValidator(_zh_aliases), _ZhIfPlain()] = Aliases()
    scoped_aliases: Mapping[ArticleId, Many[Label]] = Field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """Return the names that find it everywhere."""
        return (*self.aliases.zh, *self.aliases.en)


class Entity(Named):
    """What every entity of the registry has; the kinds below add their reference data."""

    slug: Slug
    zh: Label | None = None
    en: Label | None = None
    described_as: Label | None = None
    merged_into: Slug | None = None
    withdrawn: Label | None = None

    @model_validator(mode="after")
    def _named_or_described(self) -> Entity:
        if self.described_as is None and not (self.zh and self.en):
            raise ValueError("needs zh and en, or describedAs for a thing that has no name")
        if self.described_as is not None and (self.zh or self.en):
            raise ValueError("has a name (zh, en) and describedAs: keep one of the two")
        if self.merged_into and self.withdrawn:
            raise ValueError("is merged and withdrawn: keep one of the two")
        return self

    def names(self) -> tuple[str, ...]:
        """Return the names that find it everywhere."""
        own = (self.zh, self.en, self.described_as)
        return (*(name for name in own if name), *super().names())


class Ranked(Entity):
    """An entity that may have a level."""

    level: Level | None = None


class Concept(Ranked):
    """An entity that may stand below a broader one of its kind (SKOS)."""

    broader: Many[Slug] = ()


class Honor(Concept):
    """A title, designation, pilot status, place on a list or incentive."""

    honor_kind: HonorKind | None = None


class Indicator(Entity):
    """A quantity that can be measured; a share names what it is a share of."""

    numerator: Slug | None = None
    denominator: Slug | None = None
    broader: Many[Slug] = ()


class Agency(Ranked):
    """A public agency, its level, and the divisions it serves (codes)."""

    jurisdiction: Many[DivisionCode] = ()


class Unit(Entity):
    """A unit as printed, and the factor to its base unit."""

    symbol: Label
    scaling_of: Slug | None = None
    conversion_multiplier: Decimal | None = None

    def names(self) -> tuple[str, ...]:
        """Return the names that find it; a unit is found by its symbol too."""
        return (*super().names(), self.symbol)


class DivisionNames(Named):
    """Further names of a division; the rest of it stands in data/divisions."""

    code: DivisionCode


KINDS: Mapping[str, type[Entity]] = {
    "zone": Entity,
    "facility": Entity,
    "place": Entity,
    "agency": Agency,
    "enterprise": Entity,
    "institution": Entity,
    "organization": Entity,
    "person": Entity,
    "post": Entity,
    "honor": Honor,
    "indicator": Indicator,
    "topic": Concept,
    "offering": Entity,
    "program": Ranked,
    "document": Ranked,
    "principle": Ranked,
    "mechanism": Ranked,
    "register": Ranked,
    "platform": Ranked,
    "unit": Unit,
}
"""Kind (the folder in the IRI, the name of the file) → class of its entries."""
