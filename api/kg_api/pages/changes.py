"""What the page of changes shows: a page of the feed, the newest first, with names and links."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import Language
from kg.lookup.feed import Feed
from kg_api.pages.entity.parts import Linker, Part
from kg_api.pages.entity.reading import Reading


@dataclass(frozen=True, slots=True)
class Shown:
    """A change: `kind` is create, update or delete, `at` an xsd:dateTime."""

    kind: str
    at: str
    thing: Part


def changes(feed: Feed, number: int, language: Language, base: str) -> Iterator[Shown]:
    """Yield the members of a page of the feed, the newest first; `base` as of `Linker`."""
    members = feed.members(number)
    linker = Linker(Reading(()), language, base, "")
    linker.reading.add_labels(feed.index, [member.iri for member in members])
    for member in reversed(members):
        yield Shown(member.kind, member.at, linker.thing(member.iri))
