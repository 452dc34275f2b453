"""What the page of a comparison is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kg_api.pages.compare.choosing import MOST, choose, told_of
from kg_api.pages.compare.gathering import gather
from kg_api.pages.compare.rows import Group, Row, honors, indicators
from kg_api.pages.entity.parts import Part, Parts
from kg_api.pages.entity.reading import local
from kg_api.texts.compare import TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lookup.index import Index
    from kg.names.search import Searcher
    from kg_api.pages.entity.parts import Linker

_BLANK = 3
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class County:
    """A county that is compared or may be: its code, its name, the place above it."""

    code: str
    name: Part
    above: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The counties of the picker, those chosen in order, the two tables, and what went wrong.

    `together` tells of two or more of them, `alone` of one; `blank` is how many more may be named.
    """

    counties: tuple[County, ...]
    chosen: tuple[County, ...]
    together: tuple[Group, ...]
    alone: tuple[Group, ...]
    honors: tuple[Row, ...]
    notices: tuple[Parts, ...]
    blank: int


def comparison(written: Sequence[str], index: Index, names: Searcher, linker: Linker) -> Comparison:
    """Return the comparison of the counties that these texts mean."""
    words = TEXTS[linker.language]
    choice = choose(written, names)
    told = gather(choice.iris, index, linker)
    offered = [iri for each in choice.unclear for iri in each.offered]
    known = [each.iri for each in told_of(index)]
    _read(dict.fromkeys((*choice.iris, *offered, *known)), index, linker)
    notices: list[Parts] = []
    for each in choice.unclear:
        if each.offered:
            named = linker.listed([_offered(iri, choice.iris, linker) for iri in each.offered])
            notices.append((Part(words["unclear"].format(each.text)), *named))
        else:
            notices.append((Part(words["unknown"].format(each.text)),))
    if choice.left_out:
        notices.append((Part(words["left_out"].format(choice.left_out)),))
    beyond = sum(each.beyond for each in told)
    if beyond:
        notices.append((Part(words["beyond"].format(beyond)),))
    groups = indicators(told, index, linker)
    chosen = tuple(_county(iri, linker, chosen=True) for iri in choice.iris)
    others = tuple(_county(iri, linker, chosen=False) for iri in known if iri not in choice.iris)
    return Comparison(
        (*chosen, *others),
        chosen,
        tuple(group for group in groups if group.told >= _SEVERAL),
        tuple(group for group in groups if group.told < _SEVERAL),
        honors(told, linker),
        tuple(notices),
        min(_BLANK, MOST - len(chosen)),
    )


def _offered(iri: str, chosen: Sequence[str], linker: Linker) -> Part:
    """Return a county that may be meant, as a link that adds it to those that are compared."""
    above = sorted(linker.reading.iris(iri, "cdo:within"))
    opening, closing = ("（", "）") if linker.language == "zh" else (" (", ")")
    name = linker.label(iri) + (f"{opening}{linker.label(above[-1])}{closing}" if above else "")
    codes = [("division", local(each)) for each in (*chosen, iri)]
    return Part(name, linker.static(f"compare?{urlencode([*codes, ('lang', linker.language)])}"))


def _read(iris: Sequence[str] | dict[str, None], index: Index, linker: Linker) -> None:
    """Read these divisions, and the names of those above them."""
    found = [each for iri in iris if (each := index.find(iri))]
    linker.reading.add_own(index, found)
    above = {to for iri in iris for to in linker.reading.iris(iri, "cdo:within")}
    linker.reading.add_labels(index, above)


def _county(iri: str, linker: Linker, *, chosen: bool) -> County:
    code = linker.reading.text(iri, "cdo:divisionCode") or iri.rpartition("/")[2]
    above = sorted(linker.reading.iris(iri, "cdo:within"))
    return County(code, linker.thing(iri), linker.label(above[-1]) if above else "", chosen)
