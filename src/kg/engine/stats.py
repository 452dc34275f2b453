"""The figures of an engine, for `/metrics` and the tests."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EngineStats:
    """A look at an engine at one time; what is a sum counts since its start."""

    version: str | None
    """The version that is served, if any."""
    idle: int
    """Workers without a query."""
    short: int
    """Queries that have just begun."""
    long: int
    """Queries that run for some time."""
    waiting: int
    """Queries without a place yet."""
    behind: int
    """Queries that wait for their readers."""
    memory: int
    """Bytes that the workers hold beside the data that they share, at most."""
    sums: Mapping[str, int]
    """`queries`, `forks`, `recycled`, `restarts`, `switches`, `refused`, and for each reason to
    end a worker `killed_timeout`, `killed_gone`, `killed_crowded`, `killed_unread`,
    `killed_memory`, `ended_memory`, `ended_crashed`."""

    @property
    def busy(self) -> int:
        """Workers with a query."""
        return self.short + self.long + self.behind

    def figures(self) -> dict[str, float]:
        """Return the figures by name; what only ever grows ends in `_total`."""
        now = {
            "idle": self.idle,
            "short": self.short,
            "long": self.long,
            "waiting": self.waiting,
            "behind": self.behind,
            "private_bytes": self.memory,
        }
        return {**now, **{f"{name}_total": count for name, count in self.sums.items()}}
