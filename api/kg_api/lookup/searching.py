"""From what somebody looks for to candidates as JSON members."""

from dataclasses import dataclass, replace

from kg.names.index import NameIndex
from kg.names.named import Named
from kg.names.reasons import Reason
from kg.names.search import Asked, Candidate, Found, Searcher
from kg_api.lookup import wrong
from kg_api.lookup.kinds import KINDS
from kg_api.lookup.reading import Json, type_of

_SUGGESTED = 100  # names that begin so, of which the best are given
_ORDER = {Reason.BEGINNING: 0, Reason.CORE: 0, Reason.INSIDE: 0, Reason.PART: 1}


@dataclass(frozen=True, slots=True)
class Names:
    """The name index of a snapshot with what searches it."""

    index: NameIndex
    searcher: Searcher

    def search(self, asked: Asked) -> Found:
        """Return the candidates for a whole name."""
        return self.searcher.search(asked)

    def suggest(self, asked: Asked) -> Found:
        """Return what begins as somebody types: the largest and most linked first.

        Nothing matches yet, since the name may go on; former divisions come only with `at`.
        """
        found = self.searcher.beginning(replace(asked, limit=_SUGGESTED)).candidates
        standing = [each for each in found if asked.at or each.entity.current]
        ranked = sorted(standing, key=_rank)[: asked.limit]
        return Found(tuple(replace(each, match=False) for each in ranked))

    def places(self, name: str, parameter: str = "within") -> frozenset[int]:
        """Return the divisions that a name means; raises `place-unknown` (404)."""
        found = self.searcher.places(name)
        if not found:
            raise wrong.place_unknown(name, parameter)
        return found

    def one(self, name: str, kinds: tuple[str, ...], parameter: str) -> Named:
        """Return the one entity that a name means.

        Raises `QueryError` `name-unknown` (404), or `name-ambiguous` (409) with candidates where
        it is not certain.
        """
        found = self.searcher.search(Asked(name, classes_of(*kinds)))
        if found.match is not None:
            return found.match.entity
        iris = [each.entity.iri for each in found.candidates]
        if not iris:
            raise wrong.name_unknown(name, parameter)
        raise wrong.name_ambiguous(name, parameter, iris)


def classes_of(*kinds: str) -> frozenset[str]:
    """Return the classes of some kinds, as the indexes name them."""
    return frozenset(name for kind in kinds for name in KINDS[kind].classes)


def result(names: NameIndex, candidate: Candidate, language: str | None = None) -> Json:
    """Return the members of a candidate (`kg_api.models.search.Result`)."""
    entity, reason = candidate.entity, candidate.reason
    label = label_of(entity)
    places = sorted((names.get(number) for number in entity.within), key=_nearest)
    optional = {
        "code": entity.code,
        "validFrom": entity.begins,
        "validUntil": entity.ends,
        "replacedBy": [_other(names, iri) for iri in entity.replaced_by],
        "text": (label.get(language) or next(iter(label.values()), "")) if language else "",
    }
    return {
        "id": entity.iri,
        "label": label,
        "type": type_of(entity.own_class),
        "score": candidate.score,
        "match": candidate.match,
        "explanation": {"code": reason.code, "zh": reason.zh, "en": reason.en},
        "within": [{"id": each.iri, "label": label_of(each)} for each in places],
        "current": entity.current,
        **{name: value for name, value in optional.items() if value},
    }


def label_of(entity: Named) -> Json:
    """Return the names of an entity by language."""
    return {name: text for name, text in (("zh", entity.zh), ("en", entity.en)) if text}


def _other(names: NameIndex, iri: str) -> Json:
    entity = names.by_iri(iri)
    return {"id": iri, "label": label_of(entity) if entity else {}}


def _nearest(place: Named) -> tuple[int, str]:
    return (-place.level, place.iri)


def _rank(candidate: Candidate) -> tuple[object, ...]:
    entity = candidate.entity
    place = _ORDER.get(candidate.reason, -1)  # first what is called so
    return (place, entity.level, -entity.links, -candidate.score, entity.iri)
