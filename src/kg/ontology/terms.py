"""What the ontology says of each of its terms, as a reader of one language wants to know it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.ontology.document import IRI, is_ours, short
from kg.vocab import RDF_TYPE, term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.ontology.document import Document

Texts = dict[str, str]
"""Language (zh, en) → text."""


class Kind(StrEnum):
    """What a term is."""

    CLASS = "class"
    OBJECT = "object property"
    DATATYPE = "datatype property"
    ANNOTATION = "annotation property"
    SCHEME = "code list"
    CODE = "code"


_KINDS = {
    term("owl:ObjectProperty"): Kind.OBJECT,
    term("owl:DatatypeProperty"): Kind.DATATYPE,
    term("owl:AnnotationProperty"): Kind.ANNOTATION,
    term("owl:Class"): Kind.CLASS,
    term("skos:ConceptScheme"): Kind.SCHEME,
    term("cdo:Code"): Kind.CODE,
}
_CHARACTERISTICS = {
    term("owl:FunctionalProperty"): "functional",
    term("owl:TransitiveProperty"): "transitive",
    term("owl:AsymmetricProperty"): "asymmetric",
    term("owl:IrreflexiveProperty"): "irreflexive",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of this ontology, or one of another vocabulary that it uses.

    What points at other terms are IRIs. `above` and `below` are the next broader and narrower
    terms that have a name; `chains` are property paths of SPARQL from which a property follows.
    """

    iri: str
    kind: Kind
    label: Texts
    definition: Texts = field(repr=False)
    note: Texts = field(repr=False)
    inferred: bool
    deprecated: bool
    replaced_by: tuple[str, ...]
    characteristics: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    chains: tuple[str, ...]
    scheme: str | None
    """Of a property the code list of its values, of a code its own."""
    see_also: tuple[str, ...]

    @property
    def name(self) -> str:
        """The local name, which is the anchor on the page; with a prefix where it is not ours."""
        return short(self.iri)

    @property
    def is_property(self) -> bool:
        """Whether statements are made with it."""
        return self.kind in {Kind.OBJECT, Kind.DATATYPE, Kind.ANNOTATION}


class Terms:
    """The terms of a document, in its order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._said: dict[object, dict[str, list[NamedNode | BlankNode | Literal]]] = {}
        self._of: dict[tuple[str, str], list[str]] = {}
        for triple in document.triples:
            prop, value = triple.predicate.value, triple.object
            assert isinstance(value, NamedNode | BlankNode | Literal)  # noqa: S101 - see `of`
            self._said.setdefault(triple.subject, {}).setdefault(prop, []).append(value)
            if isinstance(value, NamedNode) and isinstance(triple.subject, NamedNode):
                self._of.setdefault((prop, value.value), []).append(triple.subject.value)

    @cached_property
    def by_iri(self) -> Mapping[str, Term]:
        """Every declared term, those of others too."""
        found = {}
        for node in self._said:
            if isinstance(node, NamedNode) and (kind := self._kind(node)):
                found[node.value] = self._term(node, kind)
        return found

    def own(self, *kinds: Kind) -> tuple[Term, ...]:
        """Return our own terms of these kinds."""
        return tuple(t for t in self.by_iri.values() if t.kind in kinds and is_ours(t.iri))

    def others(self) -> tuple[Term, ...]:
        """Return the terms of other vocabularies that have labels: those that stand in the data."""
        return tuple(t for t in self.by_iri.values() if t.label and not is_ours(t.iri))

    def codes(self, scheme: str) -> tuple[Term, ...]:
        """Return the codes of a list."""
        iris = self._of.get((term("skos:inScheme").value, scheme), ())
        return tuple(self.by_iri[iri] for iri in iris if iri in self.by_iri)

    def header(self, prop: str) -> Texts:
        """Return a text of the header by language; what has none stands under ''."""
        return self._texts(NamedNode(IRI), prop)

    def _kind(self, node: NamedNode) -> Kind | None:
        types = self._values(node, RDF_TYPE.value)
        return next((kind for type_, kind in _KINDS.items() if type_ in types), None)

    def _term(self, node: NamedNode, kind: Kind) -> Term:
        relation = "rdfs:subClassOf" if kind is Kind.CLASS else "rdfs:subPropertyOf"
        types = self._values(node, RDF_TYPE.value)
        scheme = [
            *self._iris(node, "cdo:codeList"),
            *(self._iris(node, "skos:inScheme") if kind is Kind.CODE else ()),
        ]
        return Term(
            node.value,
            kind,
            self._texts(node, "rdfs:label"),
            self._texts(node, "skos:definition"),
            self._texts(node, "skos:scopeNote"),
            inferred=self._is(node, "cdo:inferred"),
            deprecated=self._is(node, "owl:deprecated"),
            replaced_by=self._iris(node, "dcterms:isReplacedBy"),
            characteristics=tuple(
                name for type_, name in _CHARACTERISTICS.items() if type_ in types
            ),
            above=self._iris(node, relation),
            below=tuple(self._of.get((term(relation).value, node.value), ())),
            domain=self._iris(node, "rdfs:domain"),
            range=self._iris(node, "rdfs:range"),
            chains=tuple(self._chains(node)),
            scheme=scheme[0] if scheme else None,
            see_also=self._iris(node, "rdfs:seeAlso"),
        )

    def _chains(self, node: NamedNode) -> Iterator[str]:
        for head in self._values(node, term("owl:propertyChainAxiom").value):
            yield " / ".join(self._step(step) for step in self._list(head))

    def _step(self, node: object) -> str:
        if isinstance(node, NamedNode):
            return short(node.value)
        (inverse,) = self._values(node, term("owl:inverseOf").value)
        return f"^{self._step(inverse)}"

    def _list(self, head: object) -> Iterator[object]:
        while head != term("rdf:nil"):
            yield from self._values(head, term("rdf:first").value)
            (head,) = self._values(head, term("rdf:rest").value)

    def _values(self, node: object, prop: str) -> list[NamedNode | BlankNode | Literal]:
        return self._said.get(node, {}).get(prop, [])

    def _iris(self, node: NamedNode, prop: str) -> tuple[str, ...]:
        values = self._values(node, term(prop).value)
        return tuple(value.value for value in values if isinstance(value, NamedNode))

    def _texts(self, node: NamedNode, prop: str) -> Texts:
        values = self._values(node, term(prop).value)
        return {v.language or "": v.value for v in values if isinstance(v, Literal)}

    def _is(self, node: NamedNode, prop: str) -> bool:
        values = self._values(node, term(prop).value)
        return any(isinstance(value, Literal) and value.value == "true" for value in values)
