"""One address of each kind of page, with a name for its screenshot."""

from __future__ import annotations

KINDS = {
    "start": "/",
    "search": "/search?q=huancui",
    "counties": "/counties",
    "honors": "/honors",
    "indicators": "/indicators",
    "county": "/doc/division/371002",
    "province": "/doc/division/370000",
    "honor": "/doc/honor/high-quality-development-county",
    "indicator": "/doc/indicator/gross-regional-product",
    "program": "/doc/program/work-for-relief",
    "enterprise": "/doc/enterprise/triangle-tyre",
    "person": "/doc/person/lin-haitao",
    "fact": "/doc/fact/a1-001",
    "article": "/doc/article/a2",
    "passage": "/doc/passage/a1-3-5-34",
    "compare": "/compare?division=371002&division=370281",
    "map": "/map",
    "query": "/query",
    "result": "/query?example=advanced-counties&run=1",
    "examples": "/queries",
    "example": "/queries/advanced-counties",
    "quality": "/quality",
    "report": "/report",
    "changes": "/changes",
    "dataset": "/dataset",
    "dumps": "/dumps",
    "ontology": "/ontology",
    "errors": "/errors",
    "api": "/docs",
    "missing": "/no-such-page",
}
LANGUAGES = ("zh", "en")
ENTITIES = (
    *("county", "province", "honor", "indicator", "program", "enterprise", "person", "fact"),
    *("article", "compare"),
)
"""Those that show what the graph says of something."""


def address(kind: str, language: str) -> str:
    """The address of a page in a language."""
    path = KINDS[kind]
    return f"{path}{'&' if '?' in path else '?'}lang={language}"
