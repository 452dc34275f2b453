"""Triples by subject and property, as the pages read them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import Language
from kg.vocab import PREFIXES, RDF_TYPE, term

Value = NamedNode | BlankNode | Literal
_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


class Statements:
    """A lookup of some triples; every answer keeps their order."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._found: defaultdict[tuple[str, str], list[Value]] = defaultdict(list)
        self._typed: defaultdict[str, list[str]] = defaultdict(list)
        for triple in triples:
            value = triple.object
            if isinstance(triple.subject, NamedNode) and not isinstance(value, Triple):
                self._found[triple.subject.value, triple.predicate.value].append(value)
                if triple.predicate == RDF_TYPE:
                    self._typed[value.value].append(triple.subject.value)

    def typed(self, curie: str) -> list[str]:
        """Return the IRIs of what has this class."""
        return self._typed.get(term(curie).value, [])

    def values(self, subject: str, curie: str) -> list[str]:
        """Return the values of a property: IRIs and lexical forms."""
        return [value.value for value in self._found.get((subject, term(curie).value), ())]

    def one(self, subject: str, curie: str, default: str = "") -> str:
        """Return the first value of a property."""
        return next(iter(self.values(subject, curie)), default)

    def text(self, subject: str, curie: str, language: Language) -> str:
        """Return the text in this language, else in any, else nothing."""
        found = self._found.get((subject, term(curie).value), ())
        texts = [value for value in found if isinstance(value, Literal)]
        own = (value.value for value in texts if value.language == language)
        return next(own, texts[0].value if texts else "")

    def texts(self, subject: str, curie: str, language: Language) -> Iterator[str]:
        """Yield every text in this language."""
        for value in self._found.get((subject, term(curie).value), ()):
            if isinstance(value, Literal) and value.language == language:
                yield value.value


def short(iri: str) -> str:
    """Return a prefixed name where a prefix fits, else the IRI: `cdo:Conferral`."""
    for prefix, namespace in _BY_LENGTH:
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
