"""`/lookup/{kind}/{key}`: an entity with the facts that concern it; of a division what they amount to."""

import hashlib
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Path, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from kg.lookup.index import Resource
from kg.settings import Settings
from kg_api import addresses, unknown
from kg_api.links import Link
from kg_api.lookup import answers, cursors
from kg_api.lookup.cursors import Cursor
from kg_api.lookup.kinds import folder_of, key_of, kind_of
from kg_api.lookup.place import place
from kg_api.lookup.reading import Json, Reading
from kg_api.lookup.route import LookupRoute
from kg_api.lookup.sources import Source, Sources
from kg_api.models.entity import EntityDocument
from kg_api.models.lists import DocumentParameters, KindPath, Slug

_READ = 2000  # facts that are read for what they amount to


def routes(sources: Sources, settings: Settings) -> list[BaseRoute]:
    """Return the route of the entities."""

    async def entity(
        request: Request,
        kind: KindPath,
        key: Annotated[
            Slug,
            Path(description="The end of its IRI; of a division its code.", examples=["371002"]),
        ],
        parameters: Annotated[DocumentParameters, Query()],
    ) -> Response:
        """Tell of an entity and of the facts that concern it; of a division what they amount to."""
        identity = _identity(request, rollup=parameters.rollup)
        cursor = cursors.read(parameters.cursor, identity) if parameters.cursor else None
        source = sources.of(cursor.version) if cursor else sources.current()
        base = addresses.base(request, settings)
        resource = _resource(source, kind, key)
        if resource.successor:
            to = resource.successor
            return RedirectResponse(f"{base}/lookup/{folder_of(to)}/{key_of(to)}", 301)
        keeping = answers.Keeping(request, source.version, answers.JSON, base, varied=False)
        if keeping.fresh:
            return keeping.fresh
        subject = _Subject(source, resource, rollup=parameters.rollup == "true")
        if subject.is_fact:
            fact = Reading(source.index, [resource]).fact(resource)
            members = {"facts": [fact], "rollup": False}
            return keeping.model(
                EntityDocument.model_validate({"snapshot": source.version, **members})
            )
        after = cursor.number if cursor else 0
        facts = subject.facts(parameters.limit + 1, after)
        shown, rest = facts[: parameters.limit], facts[parameters.limit :]
        address = None
        more = {}
        if rest:
            last = Cursor(source.version, 0, shown[-1].number)
            query = {**request.query_params, "cursor": cursors.write(last, identity)}
            address = f"{base}/lookup/{kind}/{key}?{urlencode(query)}"
            more["Link"] = str(Link(address, "next"))
        reading = Reading(source.index, [resource, *shown])
        document = {
            "snapshot": source.version,
            "entity": reading.entity(resource),
            "rollup": subject.rollup,
            "facts": [reading.fact(each) for each in shown],
            **({"next": address} if address else {}),
            **({"place": subject.place()} if subject.is_place and not cursor else {}),
        }
        return keeping.model(EntityDocument.model_validate(document), more)

    return [
        LookupRoute(
            "/lookup/{kind}/{key}",
            entity,
            response_model=EntityDocument,
            name="lookup-entity",
            responses={301: {"description": "It was merged into another one."}},
        )
    ]


class _Subject:
    """What a document is about, and the facts that belong to it."""

    def __init__(self, source: Source, resource: Resource, *, rollup: bool) -> None:
        self._source = source
        self._resource = resource
        named = source.names.by_iri(resource.iri)
        self._number = named.number if named else None
        self.is_place = folder_of(resource.iri) == "division"
        self.is_fact = folder_of(resource.iri) == "fact"
        self.rollup = rollup and self._number is not None

    def facts(self, most: int, after: int = 0) -> list[Resource]:
        """Return facts of it, and rolled up of what is in it."""
        records = self._source.records
        if self.rollup and self._number is not None:
            return records.facts_within(self._number, self._resource.iri, most, after)
        return records.facts([self._resource.iri], most, after)

    def place(self) -> Json:
        """Return what the facts amount to."""
        facts = self.facts(_READ + 1)
        index, records = self._source.index, self._source.records
        inside = records.inside(self._number, "Enterprise") if self._number is not None else []
        found = [each for iri in inside if (each := index.find(iri))]
        reading = Reading(index, [*facts[:_READ], *found])
        told = [reading.fact(each) for each in facts[:_READ]]
        subjects = {self._resource.iri}
        if self.rollup:
            subjects |= {ref["id"] for fact in told for ref in fact.get("about", [])}
        return place(
            told,
            frozenset(subjects),
            [reading.ref(each.iri) for each in found],
            complete=len(facts) <= _READ,
        )


def _resource(source: Source, kind: str, key: str) -> Resource:
    """Return the resource; raises `entity-absent` (404) or `entity-gone` (410)."""
    wanted = kind_of(kind)
    iri = wanted.prefix + key
    found = source.index.find(iri)
    if found is not None and found.own_class in wanted.classes:
        return found
    deleted = source.index.deleted(iri) if found is None else None
    if deleted is not None or (found is None and source.index.withdrawn(iri)):
        raise unknown.gone(iri, deleted.at if deleted else None)
    raise unknown.absent(iri)


def _identity(request: Request, *, rollup: str) -> str:
    text = f"{request.url.path}?rollup={rollup}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
