"""Processor time of processes, as Linux tells it (`proc(5)`), and what a document costs of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_USER, _SYSTEM = 11, 12  # places after the name, which may hold spaces


def seconds(pids: Iterable[int]) -> float:
    """Return the seconds that these processes have worked so far, all their threads together."""
    ticks = 0
    for pid in pids:
        parts = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        ticks += int(parts[_USER]) + int(parts[_SYSTEM])
    return ticks / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Cost:
    """What the documents of one kind cost a server: processor time in seconds, bytes sent."""

    what: str
    server: str
    requests: int = 0
    seconds: float = 0.0
    bytes: int = 0

    @property
    def milliseconds(self) -> float:
        """Processor time of one document."""
        return 1000 * self.seconds / max(self.requests, 1)

    @property
    def size(self) -> int:
        """Bytes of one answer, its head included."""
        return self.bytes // max(self.requests, 1)
