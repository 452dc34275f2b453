"""Rules that need more than one graph, run once over the whole store by Oxigraph.

A rule is a shape with one sh:sparql. Its sh:select is the text of SHACL-SPARQL (section 5.3) and
returns one row a violation: `?this` the focus node, and where it helps `?path`, `?value` and what
the message names in braces. Unlike in SHACL-SPARQL it is not run once a focus node: `?this` is
not bound beforehand, and the default graph is the union of the named graphs. No rule may call out
(`SERVICE`): a test reads them all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Store

from kg.errors import ShapesError
from kg.shacl import shapes as shapes_files
from kg.shacl.path import Path
from kg.shacl.report import Finding, Report, Severity, Term
from kg.vocab import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path as FilePath

COMPONENT = term("sh:SPARQLConstraintComponent")
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True)
class Rule:
    """One store-wide rule: its shape, and its query with every prefix declared."""

    shape: NamedNode
    query: str
    severity: Severity
    messages: Mapping[str, str]


def check(store: Store, rules: Iterable[FilePath]) -> Report:
    """Run every rule of the files over the store; raises ShapesError where one cannot be read."""
    return run(store, load(rules))


def run(store: Store, rules: Iterable[Rule]) -> Report:
    """Run rules over the store; the findings keep the order of the rules."""
    return Report(tuple(finding for rule in rules for finding in _findings(store, rule)))


def load(files: Iterable[FilePath]) -> list[Rule]:
    """Read the rules of shapes files, in the order of the shapes' IRIs.

    Raises ShapesError: `shapes-unreadable` (no Turtle), `shapes-rule` (no sh:select or no
    message).
    """
    triples: dict[tuple[Term, str], list[Term]] = defaultdict(list)
    for quad in shapes_files.read(files):
        triples[_plain(quad.subject), quad.predicate.value].append(_plain(quad.object))
    with_query = [
        (shape, constraints[0])
        for (shape, predicate), constraints in triples.items()
        if predicate == term("sh:sparql").value and isinstance(shape, NamedNode)
    ]
    return [
        _rule(triples, shape, constraint)
        for shape, constraint in sorted(with_query, key=lambda pair: pair[0].value)
    ]


def _rule(
    triples: Mapping[tuple[Term, str], list[Term]], shape: NamedNode, constraint: Term
) -> Rule:
    def values(subject: Term, curie: str) -> list[Term]:
        return triples.get((subject, term(curie).value), [])

    declarations = "".join(
        f"PREFIX {prefix.value}: <{namespace.value}>\n"
        for owner in values(constraint, "sh:prefixes")
        for declaration in values(owner, "sh:declare")
        for prefix in values(declaration, "sh:prefix")
        for namespace in values(declaration, "sh:namespace")
    )
    selects = values(constraint, "sh:select")
    messages = {
        message.language or "": message.value
        for message in values(shape, "sh:message")
        if isinstance(message, Literal)
    }
    if not selects or not messages:
        raise _broken(shape, "sh:select" if not selects else "sh:message")
    severities = values(shape, "sh:severity")
    severity = Severity.of(severities[0].value) if severities else Severity.VIOLATION
    return Rule(shape, declarations + selects[0].value, severity, messages)


def _broken(shape: NamedNode, missing: str) -> ShapesError:
    return ShapesError(
        "shapes-rule",
        zh=f"规则缺少 {missing}。",
        en=f"The rule has no {missing}.",
        mend_zh="请补上。",
        mend_en="Add it.",
        subject=shape.value,
    )


def _findings(store: Store, rule: Rule) -> list[Finding]:
    try:
        solutions = store.query(rule.query, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise ShapesError(
            "shapes-rule",
            zh=f"规则的查询有语法错误:{error}。",
            en=f"The query of the rule is no SPARQL: {error}.",
            mend_zh="请改正 sh:select。",
            mend_en="Mend its sh:select.",
            subject=rule.shape.value,
        ) from error
    if not isinstance(solutions, QuerySolutions):
        raise _broken(rule.shape, "SELECT")
    names = [variable.value for variable in solutions.variables]
    found = [_finding(rule, names, solution) for solution in solutions]
    return sorted(found, key=lambda finding: str(finding.focus_node))


def _finding(rule: Rule, names: list[str], solution: QuerySolution) -> Finding:
    row = {name: value for name in names if (value := solution[name]) is not None}
    path, value = row.get("path"), row.get("value")
    return Finding(
        focus_node=_plain(row["this"]),
        source_shape=rule.shape,
        component=COMPONENT,
        severity=rule.severity,
        messages={
            language: _PLACEHOLDER.sub(lambda match: _show(row.get(match[1])), text)
            for language, text in rule.messages.items()
        },
        path=Path("predicate", path) if isinstance(path, NamedNode) else None,
        value=None if value is None else _plain(value),
    )


def _plain(value: object) -> Term:
    if not isinstance(value, (NamedNode, BlankNode, Literal)):
        raise TypeError(f"{value} is no RDF 1.1 term")
    return value


def _show(value: object) -> str:
    return value.value if isinstance(value, (NamedNode, Literal)) else str(value)
