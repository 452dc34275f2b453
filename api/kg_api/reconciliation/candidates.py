"""From a query to its candidates: the name search, then types and hints.

A candidate of another type than asked for (where types are wishes), or one that a hint
contradicts, has half its score for each of these and is no match. `match` is set for one
candidate at most: the one that the name search is certain of, or, where several have the name,
the only one of them that the hints speak for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.names.forms import fold, has_cjk
from kg.names.reasons import Reason
from kg.names.search import Asked
from kg_api.reconciliation import classes, hints, ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.errors import Language
    from kg.names.named import Named
    from kg.names.search import Candidate, Searcher
    from kg_api.reconciliation.hints import Hints, Verdict
    from kg_api.reconciliation.query import Query

_LOOKED_AT = 25  # of a name, however few are wanted: hints may prefer one further down
_CONFIRMED = 95.0
"""Points of a thing whose code was given, and whose name is at least like the one given."""
_LIKE = 40.0  # points of a name that is no accident beside the right code
_UNLIKE = 30.0  # points of a thing that has the code that was given, and another name
_PENALTY = 0.5
_EXACT = frozenset((Reason.CODE, Reason.LABEL))


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with what types and hints say of it."""

    candidate: Candidate
    score: float
    verdicts: tuple[tuple[str, Verdict], ...]
    confirmed: bool = False
    match: bool = False

    @property
    def agreements(self) -> int:
        """How many hints speak for it."""
        return sum(verdict is True for _, verdict in self.verdicts)

    @property
    def contradicted(self) -> bool:
        """Whether anything speaks against it."""
        return any(verdict is False for _, verdict in self.verdicts)


class Matcher:
    """Answers queries from the names of one snapshot; `language` is that of names of types."""

    def __init__(self, names: Searcher, language: Language, *, fixed: bool = False) -> None:
        self._names = names
        self._language = language
        self._fixed = fixed  # names of entities too are wanted in that language

    def candidates(self, query: Query) -> list[dict[str, Any]]:
        """Return the candidates, best first, as the answer has them."""
        known = hints.of(query.properties, self._names)
        text = query.query.strip() or next(iter(known.names), "")
        judged = list(self._judged(text, query, known))
        best = _matched(judged, known)
        shown = sorted(judged, key=_rank)
        if best is not None:
            # OpenRefine takes the match only where no other candidate has a higher score.
            first = replace(best, match=True, score=max(each.score for each in shown))
            shown = [first, *(each for each in shown if each is not best)]
        language = self._language_for(text)
        return [self._told(each, query, language) for each in shown[: query.most]]

    def _judged(self, text: str, query: Query, known: Hints) -> Iterator[Judged]:
        wished = classes.members(query.types)
        union = frozenset[str]().union(*wished)
        allowed: frozenset[str] | None = None
        if query.types and query.type_strict != "should":
            allowed = union if query.type_strict == "any" else wished[0].intersection(*wished)
        found = self._found(text, query, known, allowed, union)
        for candidate in found.values():
            entity = candidate.entity
            verdicts = [(hint.name, hint.judge(entity)) for hint in known.all]
            if query.types and query.type_strict == "should":
                verdicts.append(("type", entity.own_class in union))
            if known.at is not None and not entity.is_valid_at(known.at):
                verdicts.append(("at", False))
            yield _weighed(candidate, tuple(verdicts), known)

    def _found(
        self,
        text: str,
        query: Query,
        known: Hints,
        allowed: frozenset[str] | None,
        union: frozenset[str],
    ) -> dict[int, Candidate]:
        """Return candidates by number; the first search that finds one is the one that counts."""
        most = max(query.most, _LOOKED_AT)
        asked = Asked(text, allowed, limit=most)
        found: dict[int, Candidate] = {}

        def add(candidates: Iterable[Candidate]) -> None:
            for each in candidates:
                found.setdefault(each.entity.number, each)

        if allowed is not None and not allowed:
            return {}
        add(self._names.search(replace(asked, at=known.at)).candidates)
        for places in {hint.places for hint in known.all if hint.places}:
            add(self._names.search(replace(asked, within=places, at=known.at)).candidates)
        if allowed is None and union:
            add(self._names.search(replace(asked, classes=union, at=known.at)).candidates)
        if known.at is not None:
            add(replace(each, match=False) for each in self._names.search(asked).candidates)
        for code in {hint.code for hint in known.all if hint.code}:
            for each in self._names.search(Asked(code, allowed, limit=1)).candidates:
                if not text or fold(text) in each.entity.names:
                    add([each])
                else:  # a code beside another name makes no match
                    add([replace(each, score=_UNLIKE, match=False, certain=False)])
        return found

    def _language_for(self, text: str) -> Language:
        """Return the language of names: of the request where it was fixed, else of the query.

        OpenRefine compares the name with the cell, so it should be written like it.
        """
        if self._fixed:
            return self._language
        latin = not has_cjk(text) and any(char.isalpha() for char in text) and "/" not in text
        return "en" if latin else "zh"

    def _told(self, judged: Judged, query: Query, language: Language) -> dict[str, Any]:
        entity = judged.candidate.entity
        told = {
            "id": ids.short(entity.iri),
            "name": called(entity, language),
            "description": description(entity, self._names, language),
            "score": judged.score,
            "match": judged.match,
            "type": self._types(entity, query),
            "features": [
                {"id": "name", "value": judged.candidate.score},
                *(
                    {"id": name, "value": verdict}
                    for name, verdict in judged.verdicts
                    if verdict is not None
                ),
            ],
        }
        return {name: value for name, value in told.items() if value != ""}

    def _types(self, entity: Named, query: Query) -> list[dict[str, str]]:
        """Return its type, those of ours above it, and those that were asked for.

        OpenRefine looks there for the type that was chosen, and guesses one from what is there.
        """
        asked = {found.id for name in query.types if (found := classes.find(name))}
        shown = (
            each
            for position, each in enumerate(classes.chain(entity.own_class))
            if position == 0 or ":" not in each.id or each.id in asked
        )
        return [each.brief(self._language) for each in shown]


def called(entity: Named, language: Language) -> str:
    """Return the name of an entity in this language, or in the other one."""
    return (entity.zh or entity.en) if language == "zh" else (entity.en or entity.zh)


def description(entity: Named, names: Searcher, language: Language) -> str:
    """Return what tells an entity from its namesakes: code, place, whether it has ended."""
    places = [called(place, language) for place in above(entity, names)]
    ended = "" if entity.current else ("已撤销" if language == "zh" else "former")
    place = "".join(places) if language == "zh" else ", ".join(reversed(places))
    return " · ".join(part for part in (entity.code, place, ended) if part)


def above(entity: Named, names: Searcher) -> list[Named]:
    """Return the places that an entity is in, the largest first."""
    places = (names.index.get(number) for number in entity.within)
    return sorted(places, key=lambda place: (place.level, place.iri))


def _weighed(
    candidate: Candidate, verdicts: tuple[tuple[str, Verdict], ...], known: Hints
) -> Judged:
    against = sum(verdict is False for _, verdict in verdicts)
    codes = {hint.name for hint in known.all if hint.code}
    by_code = any(name in codes and verdict is True for name, verdict in verdicts)
    is_like = candidate.score >= _LIKE and candidate.reason is not Reason.ELSEWHERE
    confirmed = by_code and not against and is_like
    score = max(candidate.score, _CONFIRMED) if confirmed else candidate.score
    if by_code and not candidate.certain and not confirmed:
        against += 1  # the code is this one's, and the name is not
    return Judged(candidate, round(score * _PENALTY**against, 1), verdicts, confirmed)


def _matched(judged: list[Judged], known: Hints) -> Judged | None:
    """Return the one that is certainly meant, if there is such a one."""
    standing = [
        each
        for each in judged
        if (each.candidate.certain or each.confirmed or each.candidate.match)
        and not each.contradicted
    ]
    confirmed = [each for each in standing if each.confirmed]
    if confirmed:
        return confirmed[0] if len(confirmed) == 1 else None
    if any(hint.open for hint in known.all):
        return None
    supported = [each for each in standing if each.agreements]
    if supported:
        most = max(each.agreements for each in supported)
        supported = [each for each in supported if each.agreements == most]
        for narrower in (_is_exact, _is_current):
            supported = list(filter(narrower, supported)) or supported
        return supported[0] if len(supported) == 1 else None
    first = [each for each in standing if each.candidate.match]
    return first[0] if len(first) == 1 else None


def _is_exact(judged: Judged) -> bool:
    return judged.candidate.reason in _EXACT


def _is_current(judged: Judged) -> bool:
    return judged.candidate.entity.current


def _rank(judged: Judged) -> tuple[object, ...]:
    entity = judged.candidate.entity
    return (
        -judged.score,
        -judged.agreements,
        entity.level,
        not entity.current,
        -entity.links,
        entity.iri,
    )
