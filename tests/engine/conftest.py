"""A small store with three named graphs, published as a snapshot."""

from pathlib import Path

import pytest

from kg.store.publish import publish

SMALL = """
<http://ex.org/环翠> <http://ex.org/label> "环翠区"@zh <http://ex.org/g1> .
<http://ex.org/rushan> <http://ex.org/label> "Rushan"@en <http://ex.org/g1> .
<http://ex.org/rushan> <http://ex.org/code> "371083" <http://ex.org/g2> .
<http://ex.org/g2> <http://ex.org/label> "second graph"@en <http://ex.org/g3> .
""".encode()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    publish(tmp_path, SMALL, report=b"", software="0.1", counts={"articles": 2, "facts": 3})
    return tmp_path
