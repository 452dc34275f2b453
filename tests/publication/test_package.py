"""The Data Package is valid by the reference implementation, and the checksums hold."""

from __future__ import annotations

import hashlib
import json
import subprocess
from typing import TYPE_CHECKING

import frictionless
import pytest

from kg.publication import catalogue, package

if TYPE_CHECKING:
    from pathlib import Path


def descriptor(downloads: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        (downloads / catalogue.PACKAGE).read_text("utf-8")
    )
    return found


def test_the_descriptor_is_valid(downloads: Path) -> None:
    found = descriptor(downloads)
    assert list(frictionless.Package.metadata_validate(found)) == []
    assert found["$schema"] == package.PROFILE  # type: ignore[comparison-overlap]
    assert {licence["name"] for licence in found["licenses"]} == {"CC-BY-4.0"}
    assert len(found["sources"]) == 4


@pytest.mark.parametrize("name", catalogue.TABLES)
def test_a_table_is_what_its_schema_says(name: str, downloads: Path) -> None:
    """Types, codes, what must not be empty, keys, number of bytes and digest."""
    (resource,) = (r for r in descriptor(downloads)["resources"] if r["path"] == f"{name}.csv")
    assert resource["type"] == "table"
    found = frictionless.Resource.from_descriptor(resource, basepath=str(downloads)).validate()
    assert found.flatten(["type", "note", "rowNumber", "fieldName"]) == []


def test_a_cell_of_the_wrong_type_would_be_found(downloads: Path, tmp_path: Path) -> None:
    (resource,) = (r for r in descriptor(downloads)["resources"] if r["path"] == "panel.csv")
    text = (downloads / "panel.csv").read_text("utf-8-sig")
    assert ",1600," in text
    (tmp_path / "panel.csv").write_text(text.replace(",1600,", ",much,"), "utf-8")
    found = frictionless.Resource.from_descriptor(resource, basepath=str(tmp_path)).validate()
    assert {kind for (kind,) in found.flatten(["type"])} >= {"type-error", "hash-count"}


def test_every_file_is_described_with_its_size_and_digest(downloads: Path) -> None:
    described = {str(resource["path"]): resource for resource in descriptor(downloads)["resources"]}
    files = {path.name for path in downloads.iterdir()}
    assert set(described) == files - {catalogue.PACKAGE, catalogue.SUMS}
    for name, resource in described.items():
        content = (downloads / name).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    names = [str(resource["name"]) for resource in described.values()]
    assert len(names) == len(set(names))


def test_sha256sum_checks_every_file(downloads: Path) -> None:
    command = ["sha256sum", "--check", "--strict", catalogue.SUMS]
    done = subprocess.run(command, cwd=downloads, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    checked = {line.partition(": ")[0] for line in done.stdout.splitlines()}
    assert checked == {path.name for path in downloads.iterdir()} - {catalogue.SUMS}
