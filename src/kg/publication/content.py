"""What a build has to publish, and what it knows of the snapshot before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pyoxigraph import Store

    from kg.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Content:
    """The dataset of a build.

    `text` is N-Quads, sorted, in UTF-8; `store` holds the same quads. `created` is the time of
    the build, `software` the version of the program, `before` the snapshot that this one
    follows, if there is one.
    """

    text: bytes
    store: Store
    created: datetime
    software: str
    before: Snapshot | None
