"""VoID, and DCAT-AP 3.0.1 by its SHACL shapes, through HTTP over the project's own data.

They need KG_SUITES: `suites/dcat-ap` (SEMICeu/DCAT-AP) and `conformance/metadata.py`, the runner.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from api.serving import serving
from kg.vocab import BASE

if TYPE_CHECKING:
    from pathlib import Path

CHECKS = (
    "VoID: description served as RDF",
    "VoID: a void:Dataset",
    *(f"VoID: dcterms:{name}" for name in ("title", "description", "license", "publisher")),
    "VoID: dcterms:modified",
    *(f"VoID: void:{name}" for name in ("sparqlEndpoint", "uriSpace", "exampleResource")),
    *(f"VoID: void:{name}" for name in ("vocabulary", "triples", "entities", "classes")),
    *(f"VoID: void:{name}" for name in ("properties", "dataDump")),
    *(f"VoID: void:{name}" for name in ("classPartition", "propertyPartition")),
    "VoID: sparqlEndpoint answers",
    "VoID: void:triples is the true count",
    "VoID: class partitions carry true counts",
    "VoID: example resources dereference",
    "VoID: data dumps download",
    "DCAT: dcat:Dataset served as RDF",
    "DCAT: dcat:Catalog, Distribution and DataService",
    *(f"DCAT-AP 3.0.1 {name}.ttl conforms" for name in ("shapes", "range", "shapes_recommended")),
)
_LINE = re.compile(r"^(ok  |FAIL) (.+?)(?:  \[(.*)\])?$", re.MULTILINE)


@pytest.fixture(scope="module")
def results(suites: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each check that the runner made, with what is wrong, nothing where it passed."""
    log = tmp_path_factory.mktemp("metadata") / "log"
    with serving(log, "--store", str(built), KG_ACCESS_LOG="false") as running:
        command = [
            *(sys.executable, str(suites / "conformance" / "metadata.py"), "-v"),
            *("--base", running.address, "--query", "/sparql", "--iri-base", BASE),
            *("--void", "/.well-known/void", "--dcat", "/.well-known/void"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=170)
    assert done.returncode in {0, 1}, done.stderr
    return {
        name: "" if result == "ok  " else why or "failed"
        for result, name, why in _LINE.findall(done.stdout)
    }


@pytest.mark.parametrize("check", CHECKS)
def test_check(results: dict[str, str], check: str) -> None:
    assert results[check] == ""


def test_no_check_is_left_out(results: dict[str, str]) -> None:
    assert set(results) == set(CHECKS)
