"""Data extension: the values of properties of many entities, and which properties there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg_api.reconciliation import ids, refusals, settings
from kg_api.reconciliation.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.errors import Language
    from kg.lookup.index import Index
    from kg.names.search import Searcher
    from kg_api.reconciliation.classes import EntityClass
    from kg_api.reconciliation.properties import Properties, Property
    from kg_api.reconciliation.query import Extension
    from kg_api.reconciliation.settings import Settings

PROPOSED = 100
"""Properties that are proposed where nobody asks for more or fewer."""


class Columns:
    """The properties of one data extension query, with their settings."""

    def __init__(self, asked: Extension, properties: Properties) -> None:
        """Raises `QueryError`: `property-unknown`, `setting-invalid` or `measure-open` (400)."""
        self._all: list[tuple[str, Property, Settings]] = []
        for wanted in asked.properties:
            prop = properties.find(wanted.id)
            if prop is None:
                raise refusals.property_unknown(wanted.id)
            self._all.append((wanted.id, prop, settings.of(wanted.settings, prop)))

    def meta(self, language: Language) -> list[dict[str, Any]]:
        """Return what each column is; its id is the one that was asked for."""
        return [{**prop.brief(language), "id": name} for name, prop, _ in self._all]

    def row(
        self, identifier: str, index: Index, names: Searcher, language: Language
    ) -> dict[str, Any]:
        """Return the values of one entity; of one that there is not, none."""
        resource = ids.find(index, identifier)
        if resource is None:
            return {name: [] for name, *_ in self._all}
        values = Values(index, names, resource, language)
        return {name: values.of(prop, wanted) for name, prop, wanted in self._all}


def proposals(properties: Properties, found: EntityClass | None) -> Iterator[Property]:
    """Yield the properties that things of a type may have, all where the type is not known.

    Figures of one measure are found by `suggest`, and proposed under the figure as a whole.
    """
    for each in properties.all():
        if not each.measure and (found is None or each.is_of(found.id)):
            yield each
