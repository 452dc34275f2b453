"""The operations of SPARQL: the protocol, the graph store, the saved queries."""

from collections.abc import Iterator, Sequence
from typing import Any

from kg.engine.base import GRAPH_FORMATS, TABLE_FORMATS
from kg.queries import CODE, LEXICAL, Param, SavedQuery
from kg_api import body, saved_answer
from kg_api.lookup import answers
from kg_api.models.base import PLAIN
from kg_api.openapi.operation import ERRORS, GRAPHS, PAGE, Json, operation, query

_TAG = "SPARQL"
_PROTOCOL = {
    "url": "https://www.w3.org/TR/sparql11-protocol/",
    "description": "SPARQL 1.1 Protocol",
}
_STORE = {
    "url": "https://www.w3.org/TR/sparql11-http-rdf-update/",
    "description": "SPARQL 1.1 Graph Store HTTP Protocol",
}
_SAYS = (
    "The operations are those of the standard, which says what each parameter and form of request "
    "means; POST also takes a query as it is (application/sparql-query). The description of the "
    "service itself is RDF: GET without parameters."
)
ANY_QUERY = "Any SPARQL 1.1 query; those listed are examples. What a query is, SPARQL says."
EXAMPLES = (
    "ASK {}",
    "SELECT * { ?s ?p ?o } LIMIT 10",
    "DESCRIBE <https://w3id.org/county-kg/id/division/371002>",
)
_QUERY = {"type": "string", "enum": list(EXAMPLES), "description": ANY_QUERY}
_RESULTS = tuple(dict.fromkeys(each.media_type for each in (*TABLE_FORMATS, *GRAPH_FORMATS)))
_GRAPH = query(
    "graph",
    {"type": "string", "pattern": r"^https://w3id\.org/county-kg/graph/[a-z0-9/]{1,60}$"},
    "IRI of a named graph.",
    "https://w3id.org/county-kg/graph/ontology",
)


def paths(saved: Sequence[SavedQuery]) -> Iterator[tuple[str, Json]]:
    """Yield each path with its operations; one path a saved query that gives rows."""
    yield "/sparql", _sparql()
    yield (
        "/update",
        {"post": _write("update", "SPARQL Update, for the bearer of the token.", _PROTOCOL)},
    )
    yield "/graph-store", _graph_store()
    yield (
        "/queries",
        {
            "get": operation(
                "queries", _TAG, "The saved queries, as RDF or a page.", gives=(*GRAPHS, PAGE)
            )
        },
    )
    for each in saved:
        if each.publish and saved_answer.is_table(each):
            yield f"/queries/{each.name}", {"get": _saved(each)}


def _sparql() -> Json:
    more = {"description": _SAYS, "externalDocs": _PROTOCOL}
    gives = (*_RESULTS, PAGE)
    form = {"type": "object", "required": ["query"], "properties": {"query": _QUERY}}
    content = {
        body.FORM: {"schema": form, "example": {"query": EXAMPLES[0]}},
    }
    sent = {"requestBody": {"required": True, "content": content}}
    return {
        "get": operation(
            "sparql", _TAG, "SPARQL query.", gives=gives, more=more,
            parameters=(query("query", _QUERY, ANY_QUERY, EXAMPLES[0]),),
        ),
        "post": operation("sparql-post", _TAG, "SPARQL query.", gives=gives, more={**more, **sent}),
    }  # fmt: skip


def _graph_store() -> Json:
    found = {
        "get": operation(
            "graph-store", _TAG, "A named graph.", gives=GRAPHS, parameters=(_GRAPH,),
            more={"externalDocs": _STORE},
        )
    }  # fmt: skip
    found["get"]["parameters"] = [{**_GRAPH, "required": True}]
    for method in ("put", "post", "delete"):
        found[method] = _write(f"graph-store-{method}", "For the bearer of the token.", _STORE)
    return found


def _write(name: str, summary: str, docs: Json) -> Json:
    """Return an operation that a service which is only read refuses with 403."""
    told = operation(name, _TAG, summary, statuses=("204", "201", "200"))
    return {**told, "externalDocs": docs, "security": [{"token": []}, {}]}


def _saved(each: SavedQuery) -> Json:
    defaults = each.default_values
    own = [_parameter(name, param, defaults[name]) for name, param in each.params.items()]
    content: Json = {
        answers.JSON.media_type: {"schema": {"$ref": "#/components/schemas/Rows"}},
        answers.CSV.media_type: {"schema": {"type": "string"}},
        answers.XLSX.media_type: {"schema": {"type": "string", "format": "binary"}},
        **{media_type: {} for media_type in (*GRAPHS, PAGE, "application/sparql-query")},
    }
    return {
        "operationId": f"query-{each.name}",
        "tags": ["saved queries"],
        "summary": each.title["en"],
        "description": f"{each.title['zh']}\n\nRows are asked for by Accept or by any parameter; "
        "else the answer is the query itself, as RDF, text or a page.",
        "parameters": [*own, *_COMMON],
        "responses": {
            "200": {
                "description": "A page of rows; `Link` leads to the others.",
                "content": content,
            },
            **ERRORS,
        },
    }


def _parameter(name: str, param: Param, default: str) -> Json:
    schema: dict[str, Any] = {"type": "string", "default": default}
    match param.type:
        case "label" | "string":
            schema |= {"minLength": 1, "maxLength": saved_answer.LONGEST, "pattern": PLAIN}
        case "code":
            schema["pattern"] = f"^{CODE.pattern}$"
        case "date":
            schema |= {"format": "date", "pattern": f"^{LEXICAL['date'].pattern}$"}
        case kind:
            schema |= {"format": kind, "pattern": f"^{LEXICAL[kind].pattern}$"}
    return query(name, schema, f"{param.zh}; {param.en}", default)


_COMMON = (
    query("format", {"enum": list(answers.FORMATS)}, "Instead of the header Accept.", "json"),
    query("limit", {"type": "integer", "minimum": 1, "maximum": saved_answer.MOST, "default": 1000},
          "Rows of a page.", 10),
    query("page", {"type": "integer", "minimum": 1, "maximum": 100_000, "default": 1}, "Page.", 1),
    query("bom", {"enum": ["true", "false"]}, "Whether CSV begins with a byte order mark.", "false"),
)  # fmt: skip
