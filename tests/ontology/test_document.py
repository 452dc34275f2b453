"""The ontology as one document: the three files together, nothing lost, always the same."""

from __future__ import annotations

import subprocess
import sys

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from kg import assets
from kg.ontology import document

CURRENT = document.load()
HEADER = "@prefix owl: <http://www.w3.org/2002/07/owl#> . <https://w3id.org/county-kg/ontology> "


def test_it_is_the_three_files_together() -> None:
    files = Graph()
    for path in assets.folder("ontology").glob("*.ttl"):
        files.parse(path)
    data = ox.serialize(CURRENT.triples, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    assert isomorphic(files, Graph().parse(data=data, format="nt"))
    assert isomorphic(files, Graph().parse(data=CURRENT.text, format="turtle"))


def test_the_header_tells_the_versions() -> None:
    assert f"{document.IRI}/{CURRENT.version}" == CURRENT.version_iri
    assert all(prior.startswith(f"{document.IRI}/") for prior in CURRENT.prior)


def test_another_process_reads_the_same_blank_nodes() -> None:
    """Else an entity tag would change with each start of the service."""
    code = (
        "from kg.ontology import document; import hashlib;"
        "print(hashlib.sha256(str(document.load().triples).encode()).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


@pytest.mark.parametrize("said", ["a owl:Ontology .", 'owl:versionInfo "1" .'])
def test_a_header_without_a_version_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        document.of([HEADER + said])


def test_what_is_no_turtle_is_refused() -> None:
    with pytest.raises(SyntaxError):
        document.of(["no turtle"])


def test_every_iri_that_has_a_prefix_of_ours_is_written_short() -> None:
    names = document.prefixes(CURRENT)
    assert {"cdo", "owl", "rdfs", "skos", "xsd", "geo", "eli"} <= names.keys()
    assert not {"void", "hydra", "sh"} & names.keys()
    assert document.short(names["geo"] + "sfWithin") == "geo:sfWithin"
    assert document.short("http://ex.org/x") == "http://ex.org/x"
