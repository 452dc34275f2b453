"""A published store of a few entities, two days old: something was deleted in between."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from kg.lookup.schema import FILE
from kg.settings import Settings
from kg.store.publish import publish
from kg_api.app import create_app
from lookup.dataset import TEXT, nquads
from lookup.indexes import make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx2

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


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "html": "text/html",
}
"""Suffix of an address → media type."""
RDF = [name for name in FORMS if name != "html"]
DOC = "/doc/division/850102"


@contextmanager
def client_of(store: Path) -> Iterator[TestClient]:
    """A client that asks for nothing in particular unless told to."""
    with TestClient(create_app(Settings(store=store)), raise_server_exceptions=False) as made:
        made.headers.pop("accept")
        yield made


def get(client: TestClient, path: str, **headers: str) -> httpx2.Response:
    """GET without following redirects; `If_None_Match` is the header If-None-Match."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=named, follow_redirects=False)


def links(answer: httpx2.Response) -> dict[str, list[str]]:
    """The targets of the links by relation."""
    found: dict[str, list[str]] = {}
    for link in answer.headers["link"].split(", <"):
        target, _, rest = link.strip("<").partition(">")
        found.setdefault(rest.split('rel="')[1].partition('"')[0], []).append(target)
    return found
