"""What the parent of the workers is started with, as one argument of its command line."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Options(BaseModel):
    """What a parent is started with.

    `control` is the descriptor of its socket, `front` the process that started it. Without a
    `version` it begins with an empty store. `memory` bounds a worker, in bytes beyond what the
    parent has; `keep_queries` bounds how long it is used.
    """

    model_config = ConfigDict(frozen=True)

    control: int
    front: int
    store: Path
    version: str | None
    union: bool
    memory: int
    keep_queries: int
