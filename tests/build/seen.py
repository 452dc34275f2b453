"""What can be seen of a build from outside: the files of its snapshot, its store; and `kg build`."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, parse

from build import small
from kg.store.primary import open_primary
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from build.small import Small


def files(root: Path) -> dict[str, tuple[str, int]]:
    """Of each file that readers see: its digest, and when it was written."""
    paths = [root / "current", *sorted((root / "snapshots").rglob("*"))]
    return {
        str(path.relative_to(root)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in paths
        if path.is_file()
    }


def stored(root: Path) -> set[Quad]:
    with open_primary(root) as primary:
        return set(primary.quads())


def published(root: Path) -> set[Quad]:
    snapshot = Snapshot.load(root)
    snapshot.verify()
    with snapshot.open_data() as data:
        return set(parse(data, format=RdfFormat.N_QUADS))


def change(project: Small) -> None:
    project.edit(project.article("t1"), "valueText: 322.7万元", "valueText: 完成投资322.7万元")


def command(project: Small, **environment: str) -> subprocess.Popen[bytes]:
    """A real `kg build`, with corpus, in a process of its own."""
    arguments = ["build", "--data", str(project.data), "--store", str(project.store)]
    return subprocess.Popen(
        [sys.executable, "-m", "kg.cli", *arguments, "--corpus", str(project.corpus)],
        env=small.environment(**environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
