"""The words that a query over this graph is made of: prefixes, classes, properties, codes.

What an editor offers while somebody writes: the classes and properties that the snapshot really
has (its VoID partitions), the most used first, with the names that the ontology gives them.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import QueryError, SnapshotError
from kg.ontology import document
from kg.ontology.terms import Kind, Term, Terms
from kg.vocab import BASE, PREFIXES
from kg_api import described
from kg_api.pages.dataset import Term as Counted
from kg_api.pages.dataset import view
from kg_api.published import Published
from kg_api.statements import short

Entry = dict[str, Any]
_PROPERTIES = (Kind.OBJECT, Kind.DATATYPE, Kind.ANNOTATION)


class Vocabulary:
    """The words of the snapshot that is served, made once for each."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._kept: tuple[str, bytes] | None = None

    def document(self) -> bytes:
        """Return the words as JSON.

        `{"version", "prefixes": {prefix: namespace}, "classes": [{"name", "zh", "en", "number"}],
        "properties": […], "codes": […]}`: `name` is prefixed, `number` how many entities or
        triples have it. Without a published snapshot the words are those of the ontology.
        """
        try:
            version = self._published.current().version
        except (QueryError, SnapshotError):
            version = ""
        if self._kept is None or self._kept[0] != version:
            self._kept = (version, self._made(version))
        return self._kept[1]

    def _made(self, version: str) -> bytes:
        terms = Terms(document.load())
        if version:
            seen = view(described.description(self._published.current(), BASE.rstrip("/")), "en")
            classes = _counted(seen.classes, terms.by_iri)
            properties = _counted(seen.properties, terms.by_iri)
        else:
            classes, properties = _named(terms.own(Kind.CLASS)), _named(terms.own(*_PROPERTIES))
        made = {
            "version": version,
            "prefixes": PREFIXES,
            "classes": classes,
            "properties": properties,
            "codes": _named(terms.own(Kind.CODE)),
        }
        return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _counted(found: Iterable[Counted], terms: Mapping[str, Term]) -> list[Entry]:
    return [
        {"name": each.name, **_labels(terms.get(each.iri)), "number": each.number} for each in found
    ]


def _named(terms: Iterable[Term]) -> list[Entry]:
    return [{"name": short(each.iri), **_labels(each)} for each in terms if not each.deprecated]


def _labels(term: Term | None) -> dict[str, str]:
    label = term.label if term else {}
    return {language: label[language] for language in ("zh", "en") if language in label}
