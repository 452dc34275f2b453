"""The rows of a saved query."""

from pydantic import Field

from kg_api.models.base import Answer, Label, Told


class Column(Told):
    """A column, and what it is called."""

    name: str
    label: Label


class Rows(Answer):
    """A page of the rows of a saved query."""

    query: str
    title: Label
    parameters: dict[str, str] = Field(description="The values that were used.")
    columns: list[Column]
    page: int
    limit: int
    rows: list[dict[str, str | int | float | bool | None]] = Field(
        description="Rows by column; what is not known is null."
    )
