"""Identifiers of entities: short ones, as a spreadsheet can show them, for IRIs.

`division/371002` is what stands in the answers; identifierSpace and id make the IRI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.vocab import BASE
from kg_api import unknown

if TYPE_CHECKING:
    from kg.lookup.index import Index, Resource

SPACE = f"{BASE}id/"
_DOCUMENTS = f"{BASE}doc/"


def short(iri: str) -> str:
    """Return the identifier of an entity.

    >>> short("https://w3id.org/county-kg/id/division/371002")
    'division/371002'
    """
    return iri.removeprefix(SPACE)


def iri(identifier: str) -> str:
    """Return the IRI for an identifier, or for an IRI of an entity or of its document.

    >>> iri("division/371002")
    'https://w3id.org/county-kg/id/division/371002'
    """
    text = identifier.strip()
    for space in (SPACE, _DOCUMENTS):
        if text.startswith(space):
            return SPACE + text.removeprefix(space)
    return SPACE + text


def find(index: Index, identifier: str) -> Resource | None:
    """Return the entity, or what it was merged into; `None` where there is none any more."""
    resource = index.find(iri(identifier))
    if resource is not None and resource.successor:
        return index.find(resource.successor) or resource
    return resource


def require(index: Index, identifier: str) -> Resource:
    """Return the entity as `find` does.

    Raises `QueryError` `entity-absent` (404) or `entity-gone` (410).
    """
    resource = find(index, identifier)
    if resource is not None:
        return resource
    named = iri(identifier)
    deleted = index.deleted(named)
    if deleted is not None or index.withdrawn(named):
        raise unknown.gone(named, deleted.at if deleted else None)
    raise unknown.absent(named)
