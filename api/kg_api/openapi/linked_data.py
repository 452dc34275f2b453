"""The operations for readers of linked data: entities, graphs, dataset, ontology, changes, files."""

from collections.abc import Iterator

from kg_api.links import LINKSET
from kg_api.lookup.kinds import KINDS
from kg_api.openapi.operation import GRAPHS, NOTHING, PAGE, RDF, Json, operation, path, query

_TAG = "linked data"
_TEXT = {"type": "string", "pattern": r"^[A-Za-z0-9._-]{1,100}$"}
_LANGUAGE = query("lang", {"type": "string"}, "zh or en: the language of a page.", "zh")
_KIND = path(
    "kind",
    {"enum": sorted({*(kind.folder for kind in KINDS.values()), "period", "passage", "paragraph"})},
    "The folder of its IRI.",
    "division",
)
_KEY = path("key", _TEXT, "The end of its IRI.", "371002")
_DOCUMENT = query("page", {"type": "integer", "minimum": 1}, "Page of what points at it.", 1)


def paths() -> Iterator[tuple[str, Json]]:
    """Yield each path with its operations."""
    yield from _entities()
    yield from _dataset()
    yield from _files()


def _entities() -> Iterator[tuple[str, Json]]:
    yield _get(
        "/id/{kind}/{key}", "identifier", "An entity: leads to the document that describes it.",
        (NOTHING,), (_KIND, _KEY), statuses=("303", "301"),
    )  # fmt: skip
    yield _get(
        "/doc/{kind}/{key}", "document", "What describes an entity, by Accept or by suffix.",
        (*RDF, PAGE, "application/json", LINKSET), (_KIND, _KEY, _DOCUMENT, _LANGUAGE),
        statuses=("200", "301"),
    )  # fmt: skip
    name = path("name", {"enum": ["divisions", "entities", "inferred", "ontology", "dataset"]},
                "The end of its IRI; those of articles are `article/{id}`.", "ontology")  # fmt: skip
    yield _get("/graph/{name}", "graph", "A named graph, whole.", GRAPHS, (name,))


def _dataset() -> Iterator[tuple[str, Json]]:
    described = (*GRAPHS, PAGE)
    yield _get(
        "/dataset", "dataset", "The dataset: VoID, DCAT-AP 3, PROV-O.", described, (_LANGUAGE,)
    )
    yield _get("/.well-known/void", "void", "The same, where VoID has it.", described, (_LANGUAGE,))
    yield _get("/report", "reports", "The SHACL validation reports.", described, (_LANGUAGE,))
    article = path("id", {"type": "string", "pattern": "^[a-z][0-9]{1,9}$"}, "An article.", "a1")
    yield _get(
        "/report/article/{id}",
        "report",
        "The report of an article.",
        described,
        (article, _LANGUAGE),
    )
    yield _get("/ontology", "ontology", "The ontology.", (*GRAPHS, PAGE), (_LANGUAGE,))
    yield _get("/context.jsonld", "context", "The JSON-LD context.", ("application/ld+json",))
    yield _get("/changes", "changes", "What was created, changed, deleted (LDES).", GRAPHS)
    number = path("number", {"type": "integer", "minimum": 1}, "Page of changes.", 1)
    yield _get("/changes/{number}", "changes-page", "A page of changes.", GRAPHS, (number,))


def _files() -> Iterator[tuple[str, Json]]:
    yield _get(
        "/dumps", "dumps", "The files for download, with size and digest.",
        (PAGE, "application/json"), (_LANGUAGE,),
    )  # fmt: skip
    file = path("file", _TEXT, "A name that /dumps lists.", "panel.csv")
    yield _get(
        "/dumps/{file}", "dump", "A file of the current snapshot, whole or in ranges.", ("*/*",),
        (file,), statuses=("200", "206"),
    )  # fmt: skip
    yield _get("/robots.txt", "robots", "For crawlers.", ("text/plain",))
    yield _get("/sitemap.xml", "sitemap", "For crawlers.", ("application/xml",))


def _get(
    address: str,
    name: str,
    summary: str,
    gives: tuple[str, ...],
    parameters: tuple[Json, ...] = (),
    *,
    statuses: tuple[str, ...] = ("200",),
) -> tuple[str, Json]:
    told = operation(name, _TAG, summary, gives=gives, parameters=parameters, statuses=statuses)
    return address, {"get": told}
