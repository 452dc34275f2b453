"""The description of the dataset as it is served: the snapshot's own, and what only a server knows.

Addresses, the snapshot's version, and of each dump its size and checksum are no part of the data:
they depend on where it is served, and on the files made from it.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.mapping.counts import THE_DATASET
from kg.publication.description import FILE
from kg.store.snapshot import DATA, FileEntry, Manifest, Snapshot
from kg.vocab import BASE, RDF_TYPE, term

DUMPS = f"{BASE}dumps/"
_SAME_FILE = {"county-kg.nq.gz": DATA}
"""Dumps that stand in the snapshot under another name."""
_DISTRIBUTION, _SERVICE = term("dcat:Distribution"), term("dcat:DataService")


def description(snapshot: Snapshot, address: str) -> tuple[Triple, ...]:
    """Return the description of the dataset, served at this address (without a last slash).

    The dataset itself comes first. A distribution whose file the snapshot has not is left out.
    Raises `SnapshotError` (`snapshot-damaged`) where the file cannot be read.
    """
    own = read(snapshot, FILE)
    files = _dumps(snapshot.manifest)
    absent = {
        triple.subject.value
        for triple in own
        if (triple.predicate, triple.object) == (RDF_TYPE, _DISTRIBUTION)
        and isinstance(triple.subject, NamedNode)
        and triple.subject.value.removeprefix(DUMPS) not in files
    }
    kept = [t for t in own if not {_value(t.subject), _value(t.object)} & absent]
    added = _added(kept, files, snapshot.version, address)
    return tuple(sorted((*kept, *added), key=lambda triple: triple.subject != THE_DATASET))


def read(snapshot: Snapshot, name: str) -> tuple[Triple, ...]:
    """Return the triples of a Turtle file of the snapshot; raises as `description` does."""
    try:
        return _parsed(snapshot.folder / name)
    except OSError as error:
        raise snapshot.damaged(f"{name}: {error.strerror}") from error


@lru_cache(maxsize=8)
def _parsed(path: Path) -> tuple[Triple, ...]:
    """Parse a file that never changes: the folder bears the version."""
    return tuple(quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE))


def _dumps(manifest: Manifest) -> dict[str, FileEntry]:
    """Return the files of the snapshot by the names under which they are offered."""
    files = {entry.name: entry for entry in manifest.files}
    return files | {name: files[own] for name, own in _SAME_FILE.items() if own in files}


def _added(
    triples: Iterable[Triple], files: dict[str, FileEntry], version: str, address: str
) -> Iterator[Triple]:
    endpoint = NamedNode(f"{address}/sparql")
    yield Triple(THE_DATASET, term("void:sparqlEndpoint"), endpoint)
    yield Triple(THE_DATASET, term("dcat:version"), Literal(version))
    for triple in triples:
        if triple.predicate != RDF_TYPE or not isinstance(triple.subject, NamedNode):
            continue
        if triple.object == _SERVICE:
            # Without a query that address gives the description of the service.
            yield Triple(triple.subject, term("dcat:endpointURL"), endpoint)
            yield Triple(triple.subject, term("dcat:endpointDescription"), endpoint)
        elif triple.object == _DISTRIBUTION:
            name = triple.subject.value.removeprefix(DUMPS)
            yield from _file(triple.subject, name, files[name], address)


def _file(node: NamedNode, name: str, entry: FileEntry, address: str) -> Iterator[Triple]:
    checksum = NamedNode(f"{BASE}dataset#checksum-{name}")
    size = Literal(str(entry.bytes), datatype=term("xsd:nonNegativeInteger"))
    digest = Literal(entry.sha256, datatype=term("xsd:hexBinary"))
    yield Triple(node, term("dcat:accessURL"), NamedNode(f"{address}/dumps"))
    yield Triple(node, term("dcat:downloadURL"), NamedNode(f"{address}/dumps/{name}"))
    yield Triple(node, term("dcat:byteSize"), size)
    yield Triple(node, term("spdx:checksum"), checksum)
    yield Triple(checksum, RDF_TYPE, term("spdx:Checksum"))
    yield Triple(checksum, term("spdx:algorithm"), term("spdx:checksumAlgorithm_sha256"))
    yield Triple(checksum, term("spdx:checksumValue"), digest)


def _value(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else ""
