"""The JSON Schemas of the fact files and the registry, made from the models.

They are published in data/schema so that an editor completes and checks a file as it is written.
Every key is described by the definition that the ontology gives its property.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Union

from pydantic import TypeAdapter

from kg.model.article import ArticleFile
from kg.model.entity import KINDS, DivisionNames
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model.base import Model

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Definitions = Mapping[str, str]


def schemas(ontology: Iterable[Path]) -> dict[str, str]:
    """Return file name → JSON text of every published schema."""
    definitions = _definitions(ontology)
    models: list[type[Model]] = [*dict.fromkeys(KINDS.values()), DivisionNames]
    registry = TypeAdapter(list[Union[*models]])  # type: ignore[valid-type]
    return {
        "article.schema.json": _dump(
            ArticleFile.model_json_schema(), "A fact file of County KG", definitions
        ),
        "registry.schema.json": _dump(
            registry.json_schema(), "A registry file of County KG", definitions
        ),
    }


def _dump(schema: dict[str, Any], title: str, definitions: Definitions) -> str:
    whole = {"$schema": DIALECT, **_plain(schema, definitions), "title": title}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _plain(node: Any, definitions: Definitions) -> Any:
    """Describe keys by the ontology, and leave out what an author has no use for.

    That is the titles, which repeat the keys, and null: an absent value is left out of a file.
    """
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {
        key: _plain(value, definitions)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str)) and (key, value) != ("default", None)
    }
    if alternatives := plain.get("anyOf"):
        plain["anyOf"] = [each for each in alternatives if each != {"type": "null"}]
        if len(plain["anyOf"]) == 1:
            plain |= plain.pop("anyOf")[0]
    for key, value in plain.get("properties", {}).items():
        if isinstance(value, dict) and key in definitions:
            value["description"] = definitions[key]
    return plain


def _definitions(ontology: Iterable[Path]) -> dict[str, str]:
    from rdflib import Graph  # noqa: PLC0415 - only the maker of schemas needs rdflib here
    from rdflib.namespace import SKOS  # noqa: PLC0415

    graph = Graph()
    for path in ontology:
        graph.parse(path)
    own = PREFIXES["cdo"]
    found: dict[str, list[str]] = {}
    for subject, definition in sorted(graph.subject_objects(SKOS.definition), key=str):
        if str(subject).startswith(own):
            found.setdefault(str(subject).removeprefix(own), []).append(str(definition))
    return {
        name: " / ".join(sorted(texts, key=lambda text: ord(text[0]), reverse=True))
        for name, texts in found.items()
    }
