"""Property paths as SPARQL writes them (SPARQL 1.1, section 9.1)."""

from __future__ import annotations

import pytest

from kg.shacl.path import Path

A, B = Path.of("urn:a"), Path.of("urn:b")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (A, "<urn:a>"),
        (Path.inverse(A), "^<urn:a>"),
        (Path("sequence", parts=(A, B)), "<urn:a>/<urn:b>"),
        (Path("alternative", parts=(A, B)), "<urn:a>|<urn:b>"),
        (Path("zero-or-one", parts=(A,)), "<urn:a>?"),
        (Path("one-or-more", parts=(Path("sequence", parts=(A, B)),)), "(<urn:a>/<urn:b>)+"),
        (
            Path("sequence", parts=(Path("alternative", parts=(A, B)), B)),
            "(<urn:a>|<urn:b>)/<urn:b>",
        ),
    ],
)
def test_path_as_text(path: Path, text: str) -> None:
    assert str(path) == text
