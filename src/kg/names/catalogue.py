"""What each entity is called, read from a dataset → the forms under which it is found."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.names import forms
from kg.names.roles import Role
from kg.vocab import BASE, RDF_TYPE, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad, Store

_ENTITIES, _DIVISIONS = graph("entities"), graph("divisions")
_ABOVE = tuple(term(name) for name in ("cdo:within", "cdo:locatedIn", "cdo:jurisdiction"))
_LEVELS = {"Province": 1, "Prefecture": 2, "County": 3}
_LABEL, _ALIAS = term("rdfs:label"), term("skos:altLabel")
_DESCRIBED, _CODE, _PINYIN = (
    term(name) for name in ("cdo:describedAs", "cdo:divisionCode", "cdo:pinyin")
)
_FROM, _UNTIL = term("cdo:validFrom"), term("cdo:validUntil")
_REPLACED, _DEPRECATED = term("dcterms:isReplacedBy"), term("owl:deprecated")
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|"
    "赫哲|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(
    rf"(?:(?:(?:{_PEOPLES})族)+|蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|撒拉)?自治(?P<rest>[区州县旗])$"
)
_GENERIC = re.compile(r"(?:特别行政区|林区|矿区|新区|地区|省|市|盟|区|县|旗)$")
_NO_DIVISION = 9
_UNNAMED = ("unit", "period")  # 家 and 2023 are no names that anybody looks up


@dataclass(slots=True)
class Entry:
    """An entity with its names.

    `names` are as written, with their roles; `within` the places that it is in, all levels.
    `begins` and `ends` are years or days where a source tells them; `level` is 1 for a
    province, 2 a prefecture, 3 a county, 9 for what is no division; `links` how many facts and
    other entities point at it.
    """

    iri: str
    own_class: str = ""
    zh: str = ""
    en: str = ""
    code: str = ""
    begins: str = ""
    ends: str = ""
    current: bool = True
    replaced_by: tuple[str, ...] = ()
    level: int = _NO_DIVISION
    links: int = 0
    within: frozenset[str] = frozenset()
    names: list[tuple[Role, str]] = field(default_factory=list)

    def forms(self) -> frozenset[tuple[str, Role]]:
        """Return the folded forms with their roles; of one form only the most trusted role."""
        found: dict[str, Role] = {}
        for role, name in sorted(self.names):
            folded = forms.fold(name)
            if folded:
                found.setdefault(folded, role)
        return frozenset(found.items())


def entries(store: Store) -> Iterator[Entry]:
    """Yield every entity that has a name: those of the registry, and the divisions."""
    within = _Within(store)
    for name in (_ENTITIES, _DIVISIONS):
        by_subject: defaultdict[NamedNode, list[Quad]] = defaultdict(list)
        for quad in store.quads_for_pattern(None, None, None, name):
            if isinstance(quad.subject, NamedNode):
                by_subject[quad.subject].append(quad)
        for node, quads in by_subject.items():
            kind = node.value.removeprefix(f"{BASE}id/").partition("/")[0]
            typed = any(quad.predicate == RDF_TYPE for quad in quads)
            if typed and kind not in _UNNAMED:
                more = store.quads_for_pattern(node, _ALIAS, None, _ENTITIES)
                entry = _entry(node, [*quads, *(more if name == _DIVISIONS else ())])
                entry.within = within.of(node)
                entry.links = sum(1 for _ in store.quads_for_pattern(None, None, node))
                if entry.names:
                    yield entry


def _entry(node: NamedNode, quads: list[Quad]) -> Entry:
    said: defaultdict[NamedNode, list[NamedNode | Literal]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.object, NamedNode | Literal):
            said[quad.predicate].append(quad.object)

    def first(prop: NamedNode) -> str:
        return said[prop][0].value if said[prop] else ""

    labels = {label.language: label.value for label in said[_LABEL] if isinstance(label, Literal)}
    own_class = first(RDF_TYPE).removeprefix(f"{BASE}ontology#")
    entry = Entry(
        node.value,
        own_class,
        zh=labels.get("zh") or first(_DESCRIBED),
        en=labels.get("en", ""),
        code=first(_CODE),
        begins=first(_FROM),
        ends=first(_UNTIL),
        current=not said[_DEPRECATED],
        replaced_by=tuple(sorted(each.value for each in said[_REPLACED])),
        level=_LEVELS.get(own_class, _NO_DIVISION),
    )
    entry.names += ((Role.ALIAS, alias.value) for alias in said[_ALIAS])
    entry.names += _names(entry, first(_PINYIN))
    return entry


def _names(entry: Entry, pinyin: str) -> Iterator[tuple[Role, str]]:
    if entry.code:
        yield Role.CODE, entry.code
    if entry.zh:
        yield Role.LABEL, entry.zh
    if entry.en:
        yield Role.ENGLISH, entry.en
    short = short_name(entry.zh) if entry.level < _NO_DIVISION else ""
    if short:
        yield Role.SHORT, short
        if autonomous := _AUTONOMOUS.search(entry.zh):
            yield Role.SHORT, short + autonomous["rest"]
    yield from _read(entry.zh, short, pinyin.split() if pinyin else forms.syllables(entry.zh))


def short_name(zh: str) -> str:
    """Return a division's name without its generic term; '' where one character would be left.

    >>> short_name("环翠区"), short_name("恩施土家族苗族自治州"), short_name("单县")
    ('环翠', '恩施', '')
    """
    shortened = (
        _AUTONOMOUS.sub("", zh),
        zh.removesuffix("自治区"),  # 内蒙古: the people's name is part of the place's
        _GENERIC.sub("", zh),
    )
    return next((short for short in shortened if short != zh and len(short) > 1), "")


def _read(zh: str, short: str, read: list[str] | tuple[str, ...]) -> Iterator[tuple[Role, str]]:
    if not zh or not read:
        return
    yield Role.PINYIN, "".join(read)
    yield Role.INITIALS, "".join(forms.fold(part)[:1] for part in read)
    if short and len(read) == len(zh) and zh.startswith(short):
        yield Role.SHORT_PINYIN, "".join(read[: len(short)])
        yield Role.SHORT_INITIALS, "".join(forms.fold(part)[:1] for part in read[: len(short)])


class _Within:
    """All places that a thing is in, from one step to the next."""

    def __init__(self, store: Store) -> None:
        self._steps: defaultdict[str, set[str]] = defaultdict(set)
        for prop in _ABOVE:
            for quad in store.quads_for_pattern(None, prop, None):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                    self._steps[quad.subject.value].add(quad.object.value)

    def of(self, node: NamedNode) -> frozenset[str]:
        found: set[str] = set()
        ahead = [node.value]
        while ahead:
            new = self._steps.get(ahead.pop(), set()) - found
            found |= new
            ahead += new
        return frozenset(found - {node.value})
