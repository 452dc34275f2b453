"""One class a kind of fact, as the ontology has them (docs/model.md).

A field bears the name of its property. References name an entity by a name that holds in the
article, or as `kind/slug`; references to facts are fact ids.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, PositiveInt, StringConstraints, WithJsonSchema

from kg.model import codes
from kg.model.base import Code, FactId, FactRef, Many, Model, Phrase, Printed, Ref, Some
from kg.model.quantity import Period
from kg.model.text import LocatorField

PLACES = ("division", "zone", "facility", "place")
ORGANIZATIONS = ("agency", "enterprise", "institution", "organization")
AGENTS = (*ORGANIZATIONS, "person")
INSTRUMENTS = ("program", "document", "principle", "mechanism", "register", "platform")
CONCEPTS = ("honor", "indicator", "topic")
ANYTHING = (*PLACES, *AGENTS, *INSTRUMENTS, *CONCEPTS, "offering", "article")

Figure = Annotated[
    Decimal, Field(max_digits=18, decimal_places=6), WithJsonSchema({"type": "number"})
]
"""A number that SPARQL engines reckon with exactly."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
_DATE = r"[0-9]{4}(-[0-9]{2}){0,2}"
_EDTF = rf"^(\.\.|{_DATE})(/(\.\.|{_DATE}))?$"
Edtf = Annotated[
    str,
    StringConstraints(pattern=_EDTF),
    AfterValidator(lambda text: Period.parse(text).edtf),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": _EDTF}, {"type": "integer", "minimum": 1000}]}
    ),
]
Thing = Annotated[Name | None, Ref(ANYTHING)]
Things = Annotated[Many[Name], Ref(ANYTHING)]
Phrases = Annotated[Many[Phrase], Printed()]
OnePhrase = Annotated[Phrase | None, Printed()]


class OwnWords(Model):
    """A short statement in our own words, in both languages."""

    zh: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    en: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Fact(Model):
    """One checkable thing that one article states, with the passages that state it."""

    id: FactId
    at: Some[LocatorField]
    implied: bool | None = None
    among_others: bool | None = None
    speaker: Annotated[Name | None, Ref(AGENTS)] = None
    in_capacity: Annotated[FactId | None, FactRef()] = None
    restates: Annotated[Many[FactId], FactRef()] = ()
    counted_in: Annotated[Many[FactId], FactRef()] = ()
    under: Annotated[Many[Name], Ref(INSTRUMENTS)] = ()
    position: PositiveInt | None = None
    batch: PositiveInt | None = None
    batch_text: OnePhrase = None
    period: Edtf | None = None
    period_text: OnePhrase = None
    period_inferred: bool | None = None
    verb: Annotated[Many[codes.Verb], Code("verb")] = ()
    verb_text: Phrases = ()

    def periods(self) -> tuple[str, ...]:
        """Return every period that the fact names, as EDTF."""
        return (self.period,) if self.period else ()


class Conferral(Fact):
    """That one recipient received or holds one honor."""

    kind: Literal["Conferral"]
    recipient: Annotated[Name, Ref((*PLACES, *ORGANIZATIONS, "offering", "platform", "topic"))]
    honor: Annotated[Name, Ref(("honor",))]
    for_work: Annotated[Name | None, Ref(("offering",))] = None
    conferred_by: Annotated[Name | None, Ref(ORGANIZATIONS)] = None
    streak: PositiveInt | None = None
    streak_text: OnePhrase = None


class Observation(Fact):
    """One value, or one trend in words, of one indicator for one subject and period."""

    kind: Literal["Observation"]
    about: Things = ()
    object: Things = ()
    indicator: Annotated[Name | None, Ref(("indicator",))] = None
    measure: Annotated[codes.Measure, Code("measure")]
    value: Figure | None = None
    value_text: OnePhrase = None
    unit: Annotated[Name | None, Ref(("unit",))] = None
    bound: Annotated[codes.Bound | None, Code("bound")] = None
    base_period: Edtf | None = None
    out_of: Annotated[FactId | None, FactRef()] = None
    rank_kind: Annotated[codes.RankKind | None, Code("rank")] = None
    scope: Annotated[Name | None, Ref(PLACES)] = None
    peers: Annotated[Name | None, Ref(CONCEPTS)] = None
    ranks: Annotated[Many[FactId], FactRef()] = ()

    def periods(self) -> tuple[str, ...]:
        """Return every period that the fact names, as EDTF."""
        return (*super().periods(), *((self.base_period,) if self.base_period else ()))


class HonorTally(Observation):
    """How many conferrals of an honor belong to the subject."""

    kind: Literal["HonorTally"]  # type: ignore[assignment]  # a tally is an observation too
    honor: Annotated[Name, Ref(("honor",))]


class Activity(Fact):
    """That an actor did or is doing something; what it sets up by that is the result."""

    kind: Literal["Activity"]
    actor: Things = ()
    modality: Annotated[Literal["done", "ongoing"], Code("modality")]
    object: Things = ()
    object_text: Phrases = ()
    result: Things = ()


class Partnership(Activity):
    """An activity that two or more parties carry on together."""

    kind: Literal["Partnership"]  # type: ignore[assignment]  # a partnership is an activity too
    party: Things


class Goal(Fact):
    """An intention, aim or purpose; it asserts no outcome."""

    kind: Literal["Goal"]
    actor: Things = ()
    about: Things = ()
    modality: Annotated[Literal["planned", "purpose"], Code("modality")]
    object: Things = ()
    object_text: Phrases = ()


class Claim(Fact):
    """An assessment that is no figure, honor, activity or goal, in our own words."""

    kind: Literal["Claim"]
    about: Things
    object: Things = ()
    object_text: Phrases = ()
    label: OwnWords


class Engagement(Fact):
    """That a person holds one or more posts in an organisation."""

    kind: Literal["Engagement"]
    holder: Annotated[Name, Ref(("person",))]
    post: Annotated[Many[Name], Ref(("post",))]
    employer: Annotated[Name, Ref(ORGANIZATIONS)]


class Byline(Fact):
    """That an article credits a person or body in one role."""

    kind: Literal["Byline"]
    credits: Annotated[Name, Ref(AGENTS)]
    credit_role: Annotated[codes.CreditRole, Code("credit")]


class Naming(Fact):
    """That an article calls a thing by a name; the name holds in that article only."""

    kind: Literal["Naming"]
    about: Annotated[Name, Ref(ANYTHING)]
    name: Annotated[Phrase, Printed()]
    name_kind: Annotated[codes.NameKind, Code("name")]


class Siting(Fact):
    """That an article puts a thing inside or beside a place."""

    kind: Literal["Siting"]
    about: Things
    inside: Annotated[Many[Name], Ref(PLACES)] = ()
    beside: Annotated[Many[Name], Ref(PLACES)] = ()


class Composition(Fact):
    """That a whole has this part, in a role and, where the text orders them, at a position."""

    kind: Literal["Composition"]
    whole: Annotated[Name, Ref(ANYTHING)]
    part: Annotated[Name, Ref(ANYTHING)]
    part_role: Annotated[codes.PartRole, Code("part")]


AnyFact = Annotated[
    Conferral
    | Observation
    | HonorTally
    | Activity
    | Partnership
    | Goal
    | Claim
    | Engagement
    | Byline
    | Naming
    | Siting
    | Composition,
    Field(discriminator="kind"),
]
KINDS: dict[str, type[Fact]] = {cls.__name__: cls for cls in get_args(get_args(AnyFact)[0])}
"""Class name → class, in the order of the model table."""
