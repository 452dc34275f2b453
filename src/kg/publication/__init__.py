"""What a snapshot holds beside its data, made at build so that serving only has to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.publication import description, downloads, resources

if TYPE_CHECKING:
    from kg.publication.content import Content

_MAKERS = (description.files, downloads.files, resources.files)


def files(content: Content) -> dict[str, bytes]:
    """Return every extra file of the snapshot by name."""
    return {name: data for make in _MAKERS for name, data in make(content).items()}
