"""The operations of the query workbench: a page, its files, and the words for its editor."""

from collections.abc import Iterator

from kg_api import body, workbook
from kg_api.openapi.operation import PAGE, Json, operation, query
from kg_api.openapi.sparql import ANY_QUERY, EXAMPLES

_TAG = "SPARQL"
_FILES = ("text/csv", workbook.FORMAT.media_type, "application/sparql-results+json", "text/turtle")
_QUERY = {"type": "string", "enum": list(EXAMPLES), "description": ANY_QUERY}
_FORMAT = {
    "type": "string",
    "enum": ["xlsx"],
    "description": "Or csv and json for a table, ttl for a graph of CONSTRUCT or DESCRIBE.",
}
_SAYS = "A page with a form; with `query` the answer as a table, with `format` as a file."


def paths() -> Iterator[tuple[str, Json]]:
    """Yield each path with its operations."""
    gives = (PAGE, *_FILES)
    parameters = (
        query("query", _QUERY, ANY_QUERY, EXAMPLES[1]),
        query("example", {"enum": ["growth-rates"]}, "The name of a saved query to begin from."),
        query("format", _FORMAT, "The suffix of the file that is sent in place of the page."),
        query("lang", {"enum": ["zh", "en"]}, "The language of the page.", "zh"),
    )
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": _QUERY, "format": _FORMAT},
    }
    content = {body.FORM: {"schema": form, "example": {"query": EXAMPLES[1], "format": "xlsx"}}}
    yield (
        "/query",
        {
            "get": operation(
                "workbench", _TAG, "The query workbench.", gives=gives, parameters=parameters,
                more={"description": _SAYS},
            ),
            "post": operation(
                "workbench-post", _TAG, "The same, for long queries.", gives=gives,
                more={"requestBody": {"required": True, "content": content}},
            ),
        },
    )  # fmt: skip
    summary = "Prefixes, classes, properties and codes of this graph, for an editor to complete."
    told = operation("vocabulary", _TAG, summary, gives=("application/json",))
    yield "/query/vocabulary.json", {"get": told}
