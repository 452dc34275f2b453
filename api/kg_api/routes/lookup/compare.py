"""`/lookup/compare`: several places by several indicators in one table; JSON, CSV or XLSX."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from kg.names.named import Named
from kg.settings import Settings
from kg_api import addresses
from kg_api.lookup import answers, wrong
from kg_api.lookup.place import days, point
from kg_api.lookup.reading import Json, Reading
from kg_api.lookup.route import LookupRoute
from kg_api.lookup.searching import Names, label_of
from kg_api.lookup.sources import Source, Sources
from kg_api.lookup.tables import Cell, Table
from kg_api.models.compare import Comparison
from kg_api.models.lists import CompareParameters

_MOST = 100  # places, or indicators
_EMPTY: Json = dict.fromkeys(
    (
        *("measure", "period", "value", "unit", "bound"),
        *("valueText", "baseValue", "baseUnit", "basePeriod", "fact"),
    )
)
_COLUMNS = (
    *("county", "county_zh", "county_en", "indicator", "indicator_zh", "indicator_en", "measure"),
    *("period_begin", "period_end", "value", "unit", "bound", "value_text"),
    *("base_value", "base_unit", "base_period_begin", "base_period_end", "fact"),
)


def routes(sources: Sources, settings: Settings) -> list[BaseRoute]:
    """Return the route of the comparison."""

    async def compare(
        request: Request, parameters: Annotated[CompareParameters, Query()]
    ) -> Response:
        """Compare places by indicators in one table: what no article tells is null, never 0."""
        source = sources.current()
        name = parameters.format
        format_ = answers.chosen(request, name)
        base = addresses.base(request, settings)
        keeping = answers.Keeping(request, source.version, format_, base)
        if keeping.fresh:
            return keeping.fresh
        places = _resolved(source, parameters.counties, ("division",), "counties")
        indicators = _resolved(source, parameters.indicators, ("indicator",), "indicators")
        rows = list(_rows(source, places, indicators))
        if format_ is not answers.JSON:
            suffix = "csv" if format_ is answers.CSV else "xlsx"
            table = Table("compare", _COLUMNS, [_cells(row) for row in rows])
            more = {"Content-Disposition": f'attachment; filename="compare.{suffix}"'}
            return keeping.answer(table.written(keeping, bom=parameters.bom == "true"), more)
        document = {
            "snapshot": source.version,
            "counties": [_ref(each) for each in places],
            "indicators": [_ref(each) for each in indicators],
            "rows": rows,
        }
        return keeping.model(Comparison.model_validate(document))

    return [
        LookupRoute(
            "/lookup/compare",
            compare,
            response_model=Comparison,
            name="lookup-compare",
            tables=True,
        )
    ]


def _resolved(source: Source, given: str, kinds: tuple[str, ...], parameter: str) -> list[Named]:
    names = Names(source.names, source.searcher)
    wanted = [name.strip() for name in given.replace("，", ",").split(",")]
    found = {
        each.iri: each for name in wanted if name for each in (names.one(name, kinds, parameter),)
    }
    if not 0 < len(found) <= _MOST:
        raise wrong.name_unknown(given, parameter)
    return list(found.values())


def _rows(source: Source, places: list[Named], indicators: list[Named]) -> Iterator[Json]:
    facts = source.records.facts_of_both(
        [each.iri for each in places], [each.iri for each in indicators]
    )
    reading = Reading(source.index, facts)
    told = [reading.fact(each) for each in facts]
    for place in places:
        for indicator in indicators:
            start = {"county": _ref(place), "indicator": _ref(indicator)}
            figures = list(_figures(told, place.iri, indicator.iri))
            yield from ({**start, **_EMPTY, **each} for each in figures or [{}])


def _figures(facts: Iterable[Json], place: str, indicator: str) -> list[Json]:
    found = [
        {"measure": fact.get("measure"), **point(fact)}
        for fact in facts
        if fact.get("indicator", {}).get("id") == indicator
        and any(each["id"] == place for each in fact.get("about", []))
    ]
    return sorted(found, key=lambda each: (str((each["measure"] or {}).get("code")), days(each)))


def _ref(entity: Named) -> Json:
    return {"id": entity.iri, "label": label_of(entity)}


def _cells(row: Json) -> list[Cell]:
    period, base = row["period"] or {}, row["basePeriod"] or {}
    named: list[Cell] = []
    for name in ("county", "indicator"):
        label = row[name]["label"]
        named += (row[name]["id"].rpartition("/")[2], label.get("zh"), label.get("en"))
    return [
        *named,
        (row["measure"] or {}).get("code"),
        *(period.get("begin"), period.get("end")),
        row["value"],
        (row["unit"] or {}).get("symbol"),
        (row["bound"] or {}).get("code"),
        row["valueText"],
        row["baseValue"],
        (row["baseUnit"] or {}).get("symbol"),
        *(base.get("begin"), base.get("end")),
        row["fact"],
    ]
