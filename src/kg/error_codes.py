"""The codes of errors with meaning and mend, in zh and en: one table for the docs and `/errors`.

The table is `error_codes.yaml`. Words may hold code between backticks. A test holds the table and
the code together.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_TABLE = Path(__file__).with_name("error_codes.yaml")


class ErrorCode(BaseModel):
    """A code: what it means and what to do; `status` where HTTP alone has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    status: int | None = None
    zh: str
    en: str
    mend_zh: str
    mend_en: str


class Section(BaseModel):
    """The codes that belong together, under a heading."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str
    zh: str
    en: str
    codes: tuple[ErrorCode, ...]


@cache
def sections() -> tuple[Section, ...]:
    """Return the whole table, in its order."""
    document = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return tuple(Section.model_validate(section) for section in document)
