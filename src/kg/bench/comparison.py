"""The service beside a peer: the rates of both, and how they compare."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rates of the service and of a peer, round by round: answers a second."""

    what: str
    peer: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    goal: float | None

    @property
    def ratio(self) -> float:
        """The service's rate in parts of the peer's."""
        return median(self.ours) / median(self.theirs)

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the largest ratio of a round."""
        ratios = [ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)]
        return min(ratios), max(ratios)
