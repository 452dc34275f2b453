"""What the ontology's tests share: the merged ontology, data to hold against it, and Java."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, serialize
from rdflib import Graph

from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.build.candidate import Candidate

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """Return the three files as the one ontology that they are; not to be changed."""
    graph = Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def sample() -> Graph:
    """Return made-up data that use every class and every property; not to be changed."""
    return Graph().parse(HERE / "sample.ttl")


@pytest.fixture(scope="session")
def data_triples(candidate: Candidate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an N-Triples file of the project's own data: articles, registry, divisions.

    What is inferred stays out, since the reasoner finds it, and so does what the store says of
    its own graphs.
    """
    path = tmp_path_factory.mktemp("data") / "data.nt"
    apart = {f"{BASE}graph/{name}" for name in ("ontology", "inferred", "dataset")}
    triples = (
        quad.triple
        for quad in candidate.store
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value not in apart
    )
    serialize(triples, path, format=RdfFormat.N_TRIPLES)
    return path


@pytest.fixture(scope="session")
def run_java() -> Callable[[str, Iterable[Path]], list[tuple[str, str]]]:
    """Return a function that runs one of our Java sources on files; see there for its lines.

    The classes come with owlready2, whose HermiT.jar holds the OWL API too. The jar is found
    without importing owlready2, which would start to set up a quad store.
    """
    spec = find_spec("owlready2")
    assert spec is not None
    assert spec.origin is not None
    jar = Path(spec.origin).parent / "hermit" / "HermiT.jar"

    def run(source: str, files: Iterable[Path]) -> list[tuple[str, str]]:
        command = ["java", "-Xmx1g", "-cp", str(jar), str(HERE / source), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        lines = [line.partition("\t") for line in done.stdout.splitlines()]
        return [(key, value) for key, _, value in lines]

    return run
