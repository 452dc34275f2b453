"""`/lookup/{kind}`: the entities of a kind, filtered, sorted, a page at a time; JSON, CSV or XLSX."""

import hashlib
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from kg.lookup.index import Resource
from kg.settings import Settings
from kg.vocab import BASE
from kg_api import addresses
from kg_api.links import Link
from kg_api.lookup import answers, cursors
from kg_api.lookup.cursors import Cursor
from kg_api.lookup.kinds import DIVISIONS, Kind, kind_of
from kg_api.lookup.reading import Json, Reading
from kg_api.lookup.records import Wanted
from kg_api.lookup.route import LookupRoute
from kg_api.lookup.searching import Names
from kg_api.lookup.sources import Source, Sources
from kg_api.lookup.tables import Table, columns_of, flat
from kg_api.models.entity import FIELDS, Entities
from kg_api.models.fact import Fact
from kg_api.models.lists import KindPath, ListParameters

_FACT_COLUMNS = tuple(name for name in Fact.model_fields if name != "evidence")


def routes(sources: Sources, settings: Settings) -> list[BaseRoute]:
    """Return the route of the lists."""

    async def entities(
        request: Request,
        kind: KindPath,
        parameters: Annotated[ListParameters, Query()],
    ) -> Response:
        """List the entities of a kind: filtered, sorted, a page at a time; JSON, CSV or XLSX."""
        wanted_by = _identity(request)
        cursor = cursors.read(parameters.cursor, wanted_by) if parameters.cursor else None
        source = sources.of(cursor.version) if cursor else sources.current()
        base = addresses.base(request, settings)
        format_ = answers.chosen(request, parameters.format)
        keeping = answers.Keeping(request, source.version, format_, base)
        if keeping.fresh:
            return keeping.fresh
        listing = _Listing(source, kind_of(kind), parameters)
        results, last = listing.page(cursor)
        more: dict[str, str] = {}
        address = None
        if last is not None:
            query = {**request.query_params, "cursor": cursors.write(last, wanted_by)}
            address = f"{base}/lookup/{kind}?{urlencode(query)}"
            more["Link"] = str(Link(address, "next"))
        if format_ is not answers.JSON:
            table = Table(kind, columns_of(listing.fields), listing.cells(results))
            name = f'attachment; filename="{kind}.{"csv" if format_ is answers.CSV else "xlsx"}"'
            more["Content-Disposition"] = name
            return keeping.answer(table.written(keeping, bom=parameters.bom == "true"), more)
        document = {
            "snapshot": source.version,
            "kind": kind,
            **({} if cursor else {"total": listing.total()}),
            "results": [listing.narrowed(each) for each in results],
            **({"next": address} if address else {}),
        }
        return keeping.model(Entities.model_validate(document), more)

    return [
        LookupRoute(
            "/lookup/{kind}",
            entities,
            response_model=Entities,
            name="lookup-list",
            tables=True,
            besides=frozenset(("resolve",)),
        )
    ]


class _Listing:
    """One list over one snapshot."""

    def __init__(self, source: Source, kind: Kind, parameters: ListParameters) -> None:
        self._source = source
        self._kind = kind
        self._parameters = parameters
        self._wanted = self._filter()
        every = _FACT_COLUMNS if kind.name == "fact" else FIELDS
        chosen = parameters.fields.split(",") if parameters.fields else every
        self.fields = [name for name in dict.fromkeys(chosen) if name in every]

    def total(self) -> int | None:
        """How many there are; not told of changes."""
        if self._parameters.changed_since:
            return None
        return self._source.records.count(self._wanted)

    def page(self, cursor: Cursor | None) -> tuple[list[Json], Cursor | None]:
        """Return a page, and where the next one begins, if there is one."""
        limit, records = self._parameters.limit, self._source.records
        if since := self._parameters.changed_since:
            news = records.changed(self._wanted, since, limit + 1, cursor.number if cursor else 0)
            told = self._told([each.resource for each in news[:limit] if each.resource])
            results = [
                told[each.iri]
                if each.resource
                else {"id": each.iri, "deleted": True, "modified": each.at}
                for each in news[:limit]
            ]
            end = Cursor(self._source.version, 0, news[limit - 1].number) if news[limit:] else None
            return results, end
        after = (cursor.after, cursor.number) if cursor else None
        rows = records.page(self._wanted, self._parameters.sort, limit + 1, after)
        shown = [row.resource for row in rows[:limit]]
        told = self._told(shown)
        end = None
        if rows[limit:]:
            last = rows[limit - 1]
            end = Cursor(self._source.version, last.value, last.resource.number)
        return [told[each.iri] for each in shown], end

    def narrowed(self, record: Json) -> Json:
        """Return the members that are wanted; of what was deleted all."""
        if "deleted" in record or not self._parameters.fields:
            return record
        return {name: record[name] for name in self.fields if name in record}

    def cells(self, records: list[Json]) -> list[list[str | int | float | bool | None]]:
        """Return the rows of the table; what was deleted has no row there."""
        columns = columns_of(self.fields)
        return [flat(each, columns) for each in records if "deleted" not in each]

    def _told(self, resources: list[Resource]) -> dict[str, Json]:
        reading = Reading(self._source.index, resources)
        told = reading.fact if self._kind.name == "fact" else reading.entity
        return {each.iri: told(each) for each in resources}

    def _filter(self) -> Wanted:
        given, kind = self._parameters, self._kind
        names = Names(self._source.names, self._source.searcher)
        classes, says = kind.classes, []
        if given.level:
            level = given.level
            if kind.folder == "division":
                classes = tuple(each for each in classes if each == DIVISIONS.get(level)) or ("-",)
            else:
                says.append(("cdo:level", f"cdo:level-{level}"))
        if given.honor_kind:
            says.append(("cdo:honorKind", f"cdo:honor-{given.honor_kind}"))
        return Wanted(
            prefix=kind.prefix,
            classes=classes,
            within=tuple(sorted(names.places(given.within))) if given.within else None,
            says=tuple(says),
            honor=_honor(names, given.honor) if given.honor else None,
            current=None if given.current == "any" else given.current == "true",
        )


def _honor(names: Names, given: str) -> str:
    entity = names.index.by_iri(f"{BASE}id/honor/{given}")
    return entity.iri if entity else names.one(given, ("honor",), "honor").iri


def _identity(request: Request) -> str:
    """Return what stands for the list: its address without the cursor."""
    rest = sorted(
        pair
        for pair in request.query_params.multi_items()
        if pair[0] not in {"cursor", "format", "bom"}
    )
    text = f"{request.url.path}?{urlencode(rest)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
