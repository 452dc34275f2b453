"""A published store of a few entities, two days old: something was deleted in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lookup.schema import FILE
from kg.store.publish import publish
from lookup.dataset import TEXT, nquads
from lookup.indexes import make

if TYPE_CHECKING:
    from pathlib import Path

DELETED = 'graph:entities { honor:gone a cdo:Honor ; rdfs:label "Gone"@en . }\n'
MORE = 'graph:entities { <https://w3id.org/county-kg/id/topic/环翠> rdfs:label "环翠"@zh }\n'
MANY = "graph:entities {{ {} }}".format(
    "".join(f"agency:a{n} a cdo:Agency ; cdo:jurisdiction division:850000 .\n" for n in range(60))
)


def make_store(folder: Path, *, more: str = "") -> Path:
    """Publish the dataset of the second day; returns the root of the store."""
    folder.mkdir(exist_ok=True)
    first = make(folder, nquads(TEXT + MORE + MANY + DELETED), on=1)
    text = nquads(TEXT + MORE + MANY + more)
    second = make(folder, text, on=2, before=first)
    publish(folder / "store", text, report=b"", software="0", files={FILE: second.read_bytes()})
    return folder / "store"
