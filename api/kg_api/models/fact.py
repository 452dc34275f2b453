"""A fact as JSON: its members follow from the models of the fact files (`kg.model.fact`).

So a new kind of fact, or a new property, is in the answers and in their description by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

from pydantic import create_model
from pydantic.fields import FieldInfo

from kg.model.base import Code as CodeMark
from kg.model.base import FactRef as FactMark
from kg.model.base import Ref as RefMark
from kg.model.fact import KINDS
from kg_api.models.base import Code, Evidence, Label, Period, Ref, Told, Type


class Shape(Enum):
    """What the value of a member is."""

    REF = Ref
    CODE = Code
    PERIOD = Period
    FACT = str
    TEXT = "text"
    INTEGER = int
    NUMBER = float
    BOOLEAN = bool

    @property
    def type(self) -> Any:
        """Its type in JSON."""
        return str if self is Shape.TEXT else self.value


@dataclass(frozen=True, slots=True)
class Member:
    """A member: the property that it is from, what its value is, and whether it has several."""

    name: str
    prop: str
    shape: Shape
    many: bool = False


_STRUCTURE = {"id", "kind", "at", "label"}
_SCALARS = {
    bool: Shape.BOOLEAN,
    int: Shape.INTEGER,
    Decimal: Shape.NUMBER,
}
_PERIODS = {"period", "base_period"}
_ROLE = Member("about", "cdo:about", Shape.REF, many=True)
_BASE = (
    Member("baseValue", "cdo:baseValue", Shape.NUMBER),
    Member("baseUnit", "cdo:baseUnit", Shape.REF),
)


def _members() -> Iterator[Member]:
    yield _ROLE
    seen = {_ROLE.name}
    for model in KINDS.values():
        for field, info in model.model_fields.items():
            name = info.alias or field
            if field not in _STRUCTURE and name not in seen:
                seen.add(name)
                yield Member(name, f"cdo:{name}", _shape(field, info), _is_many(info))
                if name == "unit":
                    yield from _BASE


def _shape(field: str, info: FieldInfo) -> Shape:
    if field in _PERIODS:
        return Shape.PERIOD
    for mark in info.metadata:
        match mark:
            case RefMark():
                return Shape.REF
            case FactMark():
                return Shape.FACT
            case CodeMark():
                return Shape.CODE
    return _scalar(info.annotation)


def _scalar(annotation: Any) -> Shape:
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    found = (_scalar(part) for part in get_args(annotation) if part is not type(None))
    return next(found, Shape.TEXT)


def _is_many(info: FieldInfo) -> bool:
    return get_origin(info.annotation) is tuple


MEMBERS: tuple[Member, ...] = tuple(_members())
"""The members of every kind of fact, besides those that all have."""


class FactBase(Told):
    """What an article says: one checkable thing, with the passages that say it."""

    id: str
    key: str
    kind: Type
    label: Label | None = None
    article: str
    evidence: list[Evidence]
    modified: str


def _fields(members: tuple[Member, ...]) -> Mapping[str, Any]:
    return {
        member.name: (
            (list[member.shape.type], []) if member.many else (member.shape.type | None, None)  # type: ignore[name-defined]
        )
        for member in members
    }


Fact: type[FactBase] = create_model(
    "Fact", __base__=FactBase, __doc__=FactBase.__doc__, **_fields(MEMBERS)
)
"""The model of a fact."""
