"""The operations that give pages alone: what they show, programs get from `/lookup` or `/sparql`."""

from collections.abc import Iterator

from kg_api.openapi.operation import PAGE, Json, operation, query

_TAG = "pages"
_NAME = {"type": "string", "minLength": 1, "maxLength": 60}
_PLACES = {"type": "array", "items": {"enum": ["371002", "370281", "371328"]}, "maxItems": 6}
_LANGUAGE = query("lang", {"enum": ["zh", "en"]}, "The language of the page.", "zh")
_FILTER = (
    query("q", _NAME, "Only those with this in their name.", "环翠"),
    query("within", {"enum": ["370000"]}, "Only those in this province.", "370000"),
    query("all", {"enum": ["1"]}, "Also those of which no article tells.", "1"),
    query("page", {"enum": [1]}, "The page, from 1.", 1),
)
_OF = {"type": "string", "pattern": "^(honor|indicator)/[a-z0-9-]{1,80}$"}
_PAGES: tuple[tuple[str, str, tuple[Json, ...]], ...] = (
    ("/search", "What a name may mean.", (query("q", _NAME, "A name, a code, pinyin.", "环翠"),)),
    ("/counties", "The counties, those of which articles tell first.", _FILTER),
    ("/honors", "The honors.", _FILTER),
    ("/indicators", "The indicators.", _FILTER),
    (
        "/compare",
        "Up to six counties side by side.",
        (query("division", _PLACES, "A code, a name or an IRI, again for each.", ["371002"]),),
    ),
    (
        "/map",
        "Counties as points, by an honor or an indicator.",
        (query("of", _OF, "The end of its IRI.", "honor/high-quality-development-county"),),
    ),
    ("/quality", "Validation, coverage, contradictions and the latest changes.", ()),
)


def paths() -> Iterator[tuple[str, Json]]:
    """Yield each path with its operation."""
    for path, summary, parameters in _PAGES:
        name = f"page-{path.strip('/')}"
        told = operation(name, _TAG, summary, gives=(PAGE,), parameters=(*parameters, _LANGUAGE))
        yield path, {"get": told}
