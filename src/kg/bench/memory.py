"""What processes hold in memory, as Linux tells it (`proc(5)`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PARENT = "kg-parent"  # as the engine names its process
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of a running service, in bytes.

    `front`: the most that its front process ever held. `data`: what the process holds that has
    the data. `together`: that one and its workers, what they share counted once. `apart`: what
    they would hold if they shared nothing.
    """

    front: int
    data: int
    together: int
    apart: int
    workers: int

    @classmethod
    def of(cls, front: int) -> Memory:
        """Look at the processes of the service with this front process."""
        parent = next(pid for pid in _children(front) if _name(pid) == _PARENT)
        workers = _children(parent)
        everybody = (parent, *workers)
        return cls(
            front=_kilobytes(front, "status", "VmHWM"),
            data=resident(parent),
            together=sum(_kilobytes(pid, "smaps_rollup", "Pss") for pid in everybody),
            apart=sum(_kilobytes(pid, "smaps_rollup", "Rss") for pid in everybody),
            workers=len(workers),
        )


def resident(pid: int) -> int:
    """Return the bytes of memory that a process holds, shared or not."""
    return _kilobytes(pid, "status", "VmRSS")


def megabytes(size: int) -> str:
    """Return the size to be read: in MB of 2^20 bytes."""
    return f"{size / _MIB:.0f} MB"


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(child) for child in found.split()]


def _name(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text("ascii").strip()


def _kilobytes(pid: int, file: str, name: str) -> int:
    """Return the bytes of one line of a file of `/proc/<pid>`, which has them in kB."""
    for line in Path(f"/proc/{pid}/{file}").read_text("ascii").splitlines():
        if line.startswith(f"{name}:"):
            return 1024 * int(line.split()[1])
    raise ValueError(f"/proc/{pid}/{file} has no {name}")
