"""Find the files that travel with the code: ontology, shapes, data, queries.

In a checkout they are folders beside `src`; in an installed wheel they are `kg/_assets`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_assets"


def root() -> Path:
    """Return the folder that holds `ontology`, `shapes`, `data` and `queries`."""
    return _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parents[1]


def folder(name: str) -> Path:
    """Return one asset folder by its name, such as `shapes`."""
    return root() / name
