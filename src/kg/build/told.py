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


def error(
    finding: Finding, articles: Mapping[str, Article], registry: Registry
) -> GateError:
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


def _place(
    finding: Finding, articles: Mapping[str, Article], registry: Registry
) -> tuple[str | None, int | None, str]:
    node = finding.focus_node
    match = _NODE.match(node.value) if isinstance(node, NamedNode) else None
    if not match:
        return None, None, node.value
    kind, key = match.groups()
    article = articles.get(key.partition("-")[0])
    if kind in {"fact", "passage", "paragraph", "article"} and article:
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
