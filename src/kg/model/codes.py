"""The codes that a fact file may write, one Literal a list of the ontology.

They stand here so that type checkers and editors know them; a test holds them equal to
ontology/codes.ttl.
"""

from __future__ import annotations

from typing import Literal

Measure = Literal["level", "added", "total", "growth", "change", "share", "rank", "trend", "grade"]
Bound = Literal["exact", "about", "more-than", "at-least", "less-than", "at-most"]
RankKind = Literal["top", "first", "only", "largest", "leading"]
Level = Literal["national", "nationwide", "provincial", "provincial-up", "prefectural", "county"]
HonorKind = Literal["award", "designation", "pilot", "list", "incentive"]
Verb = Literal[
    "won",
    "named",
    "approved",
    "selected",
    "shortlisted",
    "listed",
    "retained",
    "holds",
    "issue",
    "draft",
    "set-up",
    "build",
    "open",
    "run",
    "improve",
    "cultivate",
    "support",
    "join",
    "survey",
    "publicise",
    "uphold",
    "say",
]
NameKind = Literal["full", "short", "other", "contextual"]
PartRole = Literal[
    "action",
    "theme",
    "list",
    "tier",
    "level",
    "kind",
    "stop",
    "member",
    "unit",
    "core-area",
    "work",
]
CreditRole = Literal["author", "reporter", "correspondent", "photo", "author-unit"]
Detail = Literal["newspaper", "date", "page", "address"]

SCHEMES = {
    "measure": Measure,
    "bound": Bound,
    "rank": RankKind,
    "level": Level,
    "honor": HonorKind,
    "verb": Verb,
    "name": NameKind,
    "part": PartRole,
    "credit": CreditRole,
    "detail": Detail,
    "modality": Literal["done", "ongoing", "planned", "purpose"],
}
"""Prefix of the codes in the ontology → the codes of that list."""
