"""The validation report of SHACL (section 3.6), as both validators of this room return it.

A `Finding` is a sh:ValidationResult. `Report.conforms` asks whether the data may enter: a Warning
is advice and does not reject. `sh:conforms`, which SHACL 1.0 makes false by any result at all, is
`Report.sh_conforms`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.vocab import BASE, PREFIXES, RDF_TYPE, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.errors import Language
    from kg.shacl.path import Path

Term: TypeAlias = NamedNode | BlankNode | Literal


class Severity(Enum):
    """The severities of SHACL, gravest first; the value is the local name of the term."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"

    @property
    def iri(self) -> NamedNode:
        """The term, such as sh:Warning."""
        return term(f"sh:{self.value}")

    @classmethod
    def of(cls, iri: str) -> Severity:
        """Return the severity of a term; one that SHACL does not define counts as a Violation."""
        return next((each for each in cls if each.iri.value == iri), cls.VIOLATION)


@dataclass(frozen=True)
class Finding:
    """One validation result. `messages` is language tag → text (tag "" where there is none)."""

    focus_node: Term
    source_shape: Term
    component: NamedNode
    severity: Severity
    messages: Mapping[str, str]
    path: Path | None = None
    value: Term | None = None

    def message(self, language: Language = "en") -> str:
        """Return the message in one language, else in any."""
        return self.messages.get(language) or next(iter(self.messages.values()), "")


@dataclass(frozen=True)
class Report:
    """What a validation found: nothing, advice, or reasons to refuse the data."""

    findings: tuple[Finding, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether the data may enter: no finding is a Violation."""
        return not self.violations

    @property
    def sh_conforms(self) -> bool:
        """The value of sh:conforms: whether there is no result at all."""
        return not self.findings

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that refuse the data."""
        return tuple(each for each in self.findings if each.severity is Severity.VIOLATION)

    @classmethod
    def joined(cls, reports: Iterable[Report]) -> Report:
        """Return one report with the findings of several, in their order."""
        return cls(tuple(finding for report in reports for finding in report.findings))

    def to_triples(self, base: str) -> list[Triple]:
        """Return the sh:ValidationReport: its node is `base`, its results are `{base}#result-1` ff.

        No blank node of its own; those of the data, in a value or a focus node, stay what they
        are.
        """
        report = NamedNode(base)
        triples = [
            Triple(report, RDF_TYPE, term("sh:ValidationReport")),
            Triple(report, term("sh:conforms"), Literal(self.sh_conforms)),
        ]
        for number, finding in enumerate(self.findings, 1):
            node = NamedNode(f"{base}#result-{number}")
            triples.append(Triple(report, term("sh:result"), node))
            triples += _result(finding, node)
        return triples

    def to_turtle(self, base: str) -> str:
        """Return the sh:ValidationReport as Turtle, its node `base`."""
        prefixes = {name: PREFIXES[name] for name in ("cdo", "sh", "xsd", "rdf")}
        data = serialize(self.to_triples(base), format=RdfFormat.TURTLE, prefixes=prefixes)
        return (data or b"").decode("utf-8")


def _result(finding: Finding, node: NamedNode) -> list[Triple]:
    triples = [
        Triple(node, RDF_TYPE, term("sh:ValidationResult")),
        Triple(node, term("sh:focusNode"), finding.focus_node),
        Triple(node, term("sh:resultSeverity"), finding.severity.iri),
        Triple(node, term("sh:sourceShape"), finding.source_shape),
        Triple(node, term("sh:sourceConstraintComponent"), finding.component),
    ]
    if finding.path is not None:
        path, own = _path(finding.path)
        triples += [Triple(node, term("sh:resultPath"), path), *own]
    if finding.value is not None:
        triples.append(Triple(node, term("sh:value"), finding.value))
    for language, text in finding.messages.items():
        message = Literal(text, language=language) if language else Literal(text)
        triples.append(Triple(node, term("sh:resultMessage"), message))
    return triples


def _path(path: Path) -> tuple[NamedNode, list[Triple]]:
    """Write a path, its blank nodes skolemised (RDF 1.1 Concepts, section 3.5) by what it says."""
    digest = sha256(str(path).encode()).hexdigest()[:16]
    steps = count(1)
    return path.write(lambda: NamedNode(f"{BASE}.well-known/genid/{digest}-{next(steps)}"))
