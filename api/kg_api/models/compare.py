"""Comparing several places by several indicators."""

from pydantic import Field

from kg_api.models.base import Answer, Code, Period, Ref, Told


class Figure(Told):
    """A value of one place by one indicator; where no article tells one, all is null."""

    county: Ref
    indicator: Ref
    measure: Code | None
    period: Period | None
    value: float | None = Field(description="As printed, in `unit`; read it with `bound`.")
    unit: Ref | None
    bound: Code | None
    value_text: str | None
    base_value: float | None
    base_unit: Ref | None
    base_period: Period | None
    fact: str | None


class Comparison(Answer):
    """Every value of every place by every indicator, and a row of nulls where there is none."""

    counties: list[Ref]
    indicators: list[Ref]
    rows: list[Figure]
