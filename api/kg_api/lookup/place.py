"""What the articles say of a division, by what it is about: honors, series, enterprises, programs."""

from collections.abc import Iterable, Sequence
from typing import Any

from kg.vocab import PREFIXES
from kg_api.lookup.kinds import folder_of
from kg_api.lookup.reading import Json

_POINT = ("period", "value", "unit", "bound", "valueText", "baseValue", "baseUnit", "basePeriod")
_HONOR = ("honor", "recipient", "period", "streak", "conferredBy")
_OWN = PREFIXES["cdo"]


def place(
    facts: Sequence[Json], subjects: frozenset[str], enterprises: Sequence[Json], *, complete: bool
) -> Json:
    """Return the members of `kg_api.models.entity.Place`.

    `facts` are facts as `Reading.fact` gives them; `subjects` the IRIs of the place and, rolled
    up, of what is in it: honors and figures are told of these.
    """
    return {
        "honors": [
            {"verb": [], **{name: fact[name] for name in (*_HONOR, "verb") if name in fact},
             "fact": fact["id"]}
            for fact in facts
            if _is(fact, "Conferral") and fact["recipient"]["id"] in subjects
        ],
        "indicators": series(fact for fact in facts if _is_of(fact, subjects)),
        "enterprises": list(enterprises),
        "programs": programs(facts),
        "timeline": timeline(facts),
        "complete": complete,
    }  # fmt: skip


def series(facts: Iterable[Json]) -> list[Json]:
    """Return the figures by subject, indicator and measure, each by its first day."""
    found: dict[tuple[object, ...], Json] = {}
    for fact in facts:
        if "indicator" not in fact or "measure" not in fact:
            continue
        about = fact.get("about", [])
        key = (tuple(each["id"] for each in about), fact["indicator"]["id"], fact["measure"]["id"])
        told = found.setdefault(
            key,
            {
                "about": about,
                "indicator": fact["indicator"],
                "measure": fact["measure"],
                "points": [],
            },
        )
        told["points"].append(point(fact))
    for told in found.values():
        told["points"].sort(key=days)
    return [found[key] for key in sorted(found, key=str)]


def point(fact: Json) -> Json:
    """Return the value of a figure with its unit, its bound and its periods."""
    return {"fact": fact["id"], **{name: fact[name] for name in _POINT if name in fact}}


def programs(facts: Iterable[Json]) -> list[Json]:
    """Return the programs that the facts name in any role, by IRI."""
    found: dict[str, Json] = {}
    for fact in facts:
        for ref in _refs(fact):
            if folder_of(ref["id"]) == "program":
                found.setdefault(ref["id"], ref)
    return [found[iri] for iri in sorted(found)]


def timeline(facts: Iterable[Json]) -> list[Json]:
    """Return the facts that have a period, by its first day; an open one by its last."""
    rows = [
        {
            **{name: fact["period"][name] for name in ("begin", "end") if name in fact["period"]},
            "kind": fact["kind"],
            "about": fact.get("about", []),
            "fact": fact["id"],
        }
        for fact in facts
        if "period" in fact
    ]
    return sorted(rows, key=lambda row: (row.get("begin") or row.get("end") or "", row["fact"]))


def days(point_: Json) -> tuple[str, str, str]:
    """Return first day, last day and fact, to sort by."""
    period = point_.get("period", {})
    begin, end = period.get("begin"), period.get("end")
    return (begin or end or "", end or "", point_["fact"])


def _is(fact: Json, name: str) -> bool:
    return bool(fact["kind"]["id"] == _OWN + name)


def _is_of(fact: Json, subjects: frozenset[str]) -> bool:
    return any(each["id"] in subjects for each in fact.get("about", []))


def _refs(fact: Json) -> Iterable[Json]:
    for value in fact.values():
        values: list[Any] = value if isinstance(value, list) else [value]
        yield from (
            each
            for each in values
            if isinstance(each, dict) and "/id/" in str(each.get("id", "")) and "begin" not in each
        )
