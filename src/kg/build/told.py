"""A finding of SHACL as an error that says in which file, line and fact the focus node stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.errors import GateError
from kg.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.article import Article
    from kg.model.registry import Place, Registry
    from kg.shacl.report import Finding

_NODE = re.compile(rf"^{re.escape(BASE)}id/([a-z]+)/([A-Za-z0-9.-]+)$")

_PARTS = frozenset({"fact", "passage", "paragraph", "article"})
"""Kinds of node whose key begins with the id of their article."""


def error(finding: Finding, articles: Mapping[str, Article], registry: Registry) -> GateError:
    """Return the error `shape-violation` of a finding; its message says how to mend it."""
    file, line, subject = _place(finding, articles, registry)
    shape = _local(finding.source_shape)
    value = f" ({finding.value})" if finding.value is not None else ""
    return GateError(
        "shape-violation",
        zh=f"{finding.message('zh')}{value}(形状 {shape})",
        en=f"{finding.message('en')}{value} (shape {shape})",
        file=file,
        line=line,
        subject=subject,
    )


def article_of(finding: Finding) -> str | None:
    """Return the id of the article that the focus node is a part of."""
    match = _match(finding)
    return match[2].partition("-")[0] if match and match[1] in _PARTS else None


def _match(finding: Finding) -> re.Match[str] | None:
    node = finding.focus_node
    return _NODE.match(node.value) if isinstance(node, NamedNode) else None


def _place(
    finding: Finding, articles: Mapping[str, Article], registry: Registry
) -> tuple[str | None, int | None, str]:
    match = _match(finding)
    if not match:
        return None, None, finding.focus_node.value
    kind, key = match.groups()
    if article := articles.get(article_of(finding) or ""):
        fact = _fact(article, kind, key)
        path = _local(finding.path.predicate) if finding.path and finding.path.predicate else None
        return article.document.file, _line(article, fact, path), fact or key
    place: Place | None = registry.places.get((kind, key))
    return (*place, f"{kind}/{key}") if place else (None, None, f"{kind}/{key}")


def _fact(article: Article, kind: str, key: str) -> str | None:
    if kind == "fact":
        return key
    passage = key.partition("-")[2]
    holders = (fact.id for fact in article.facts if passage in {locator.key for locator in fact.at})
    return next(holders, None) if kind == "passage" else None


def _line(article: Article, fact: str | None, key: str | None) -> int | None:
    return article.line_of(fact, key) if fact else article.document.line(("article",))


def _local(term: object) -> str:
    value = term.value if isinstance(term, NamedNode) else str(term)
    for namespace in (f"{BASE}shapes#", PREFIXES["cdo"]):
        value = value.removeprefix(namespace)
    return value
