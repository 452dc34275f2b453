"""The kinds of things that the lookup knows by name: the folders of the IRIs, and levels of divisions.

`/lookup/honor/…` are the honors. `province`, `prefecture` and `county` are the divisions of that
level: `/lookup/county/371002` and `/lookup/division/371002` are one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import QueryError
from kg.mapping.terms import CLASSES
from kg.model.fact import KINDS as FACTS
from kg.vocab import BASE, PREFIXES

_SHOWN = 40
_OWN = PREFIXES["cdo"]
DIVISIONS = {"province": "Province", "prefecture": "Prefecture", "county": "County"}
"""Levels of divisions, the highest first → class."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its folder in the IRIs and its classes, as the indexes name them."""

    name: str
    folder: str
    classes: tuple[str, ...]

    @property
    def prefix(self) -> str:
        """What the IRIs of its entities begin with."""
        return f"{BASE}id/{self.folder}/"


def _kinds() -> dict[str, Kind]:
    found = {"division": Kind("division", "division", tuple(DIVISIONS.values()))}
    found |= {name: Kind(name, "division", (own,)) for name, own in DIVISIONS.items()}
    for folder, iri in CLASSES.items():
        found[folder] = Kind(folder, folder, (iri.value.removeprefix(_OWN),))
    found["article"] = Kind("article", "article", ("Article",))
    found["fact"] = Kind("fact", "fact", tuple(FACTS))
    return found


KINDS: Mapping[str, Kind] = _kinds()
NAMED = tuple(name for name in KINDS if name not in {"unit", "article", "fact"})
"""Those that have names which are searched."""


def kind_of(name: str) -> Kind:
    """Return the kind; raises `QueryError` `kind-unknown` (404)."""
    found = KINDS.get(name)
    if found is None:
        raise QueryError(
            "kind-unknown",
            status=404,
            zh=f"没有 {name[:_SHOWN]} 这类事物。",
            en=f"There is no kind {name[:_SHOWN]}.",
            mend_zh=f"种类为：{'、'.join(KINDS)}。",
            mend_en=f"The kinds are {', '.join(KINDS)}.",
            extra={"available": list(KINDS)},
        )
    return found


def folder_of(iri: str) -> str:
    """Return the folder of an entity's IRI.

    >>> folder_of("https://w3id.org/county-kg/id/honor/model")
    'honor'
    """
    return iri.removeprefix(f"{BASE}id/").partition("/")[0]


def key_of(iri: str) -> str:
    """Return the end of an entity's IRI.

    >>> key_of("https://w3id.org/county-kg/id/honor/model")
    'model'
    """
    return iri.removeprefix(f"{BASE}id/").partition("/")[2]
