"""The published JSON Schemas: as the model makes them, true of every file, and able to refuse."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from kg import assets
from kg.model.schema import DIALECT, schemas
from model.samples import FILE, REGISTRY

if TYPE_CHECKING:
    from pathlib import Path

DATA = assets.folder("data")
FILES = sorted(DATA.glob("articles/*.yaml")) + sorted(DATA.glob("registry/*.yaml"))
NAMES = ("article.schema.json", "registry.schema.json")


class Core(yaml.SafeLoader):
    """YAML 1.2 with its core schema, as editors read it; PyYAML's 1.1 knows dates and `no`."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - so PyYAML has it


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def read(text: str) -> Any:
    return yaml.load(text, Loader=Core)  # noqa: S506 - a safe loader


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return schemas(sorted(assets.folder("ontology").glob("*.ttl")))


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((DATA / "schema" / name).read_text("utf-8")))


def test_the_reader_of_these_tests_reads_as_yaml_1_2() -> None:
    text = "[2023-12-31, 2024-05, no, 1:2-24, 1:30, 2024, 23.50, true, ~]"
    assert read(text) == ["2023-12-31", "2024-05", "no", "1:2-24", "1:30", 2024, 23.5, True, None]


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_is_the_one_that_the_model_makes(
    made: dict[str, str], name: str
) -> None:
    assert set(made) == set(NAMES)
    published = (DATA / "schema" / name).read_text(encoding="utf-8")
    assert published == made[name], "publish it again with `kg schema`"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_of_its_dialect(made: dict[str, str], name: str) -> None:
    schema = json.loads(made[name])
    assert schema["$schema"] == DIALECT
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_valid_by_the_schema_of_its_folder(path: Path) -> None:
    name = NAMES[path.parent.name == "registry"]
    content = read(path.read_text(encoding="utf-8"))
    assert content, "an empty file proves nothing"
    found = [
        error.json_path + " " + error.message for error in validator(name).iter_errors(content)
    ]
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_names_its_schema_to_the_editor(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    name = NAMES[path.parent.name == "registry"]
    assert first == f"# yaml-language-server: $schema=../schema/{name}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: Conferral", "kind: Award"),
        ("  honor: 先进县\n", ""),
        ("honor: 先进县", "honour: 先进县"),
        ("measure: level", "measure: levels"),
        ("verb: retained", "verb: [retained, kept]"),
        ("value: 1600", "value: many"),
        ("streak: 3", "streak: 0"),
        ("at: 3:3-18", "at: 突破1600亿元"),
        ("at: 3:3-18", "at: []"),
        ("id: t1-002", "id: t1-2"),
        ("valueText: 突破1600亿元", f"valueText: {'长' * 41}"),
        ("modality: planned", "modality: done"),
        ("nextFact: 4\n", ""),
        ("newspaper: unknown", "newspapers: unknown"),
        ("date: 2024", "date: 今年"),
        ("bound: more-than", "bound: more-than\n  period: 去年"),
        ("sha256: ", "sha256: x"),
    ],
)
def test_the_schema_of_articles_refuses_what_the_model_refuses(old: str, new: str) -> None:
    check = validator("article.schema.json")
    assert check.is_valid(read(FILE))
    assert FILE.count(old) == 1
    assert not check.is_valid(read(FILE.replace(old, new)))


@pytest.mark.parametrize("kind", REGISTRY)
def test_the_schema_of_the_registry_takes_every_kind(kind: str) -> None:
    assert validator("registry.schema.json").is_valid(read(REGISTRY[kind]))


@pytest.mark.parametrize(
    "entry",
    [
        "{zh: 甲, en: A}",
        "{slug: A, zh: 甲, en: A}",
        "{slug: a, zh: 甲, en: A, color: red}",
        "{slug: a, zh: 甲, en: A, level: state}",
        "{slug: a, zh: 甲, en: A, aliases: {fr: A}}",
        "{slug: a, zh: 甲, en: A, jurisdiction: '37'}",
        "{code: '37', aliases: 甲}",
        "甲",
    ],
)
def test_the_schema_of_the_registry_refuses(entry: str) -> None:
    assert not validator("registry.schema.json").is_valid(read(f"- {entry}"))


def test_a_key_is_described_by_the_ontology_in_both_languages(made: dict[str, str]) -> None:
    kinds = json.loads(made["article.schema.json"])["$defs"]
    described = kinds["Conferral"]["properties"]["streak"]["description"]
    assert re.search("[一-龥]", described)
    assert re.search("[a-z]{4}", described)
    undescribed = {
        f"{kind}.{key}"
        for kind in kinds
        for key, value in kinds[kind]["properties"].items()
        if key not in {"id", "at", "kind", "label", "zh", "en", "reason"} and kind != "Record"
        if "description" not in value
    }
    assert undescribed == set()


def test_a_schema_has_no_null_for_a_key_left_out_is_left_out(made: dict[str, str]) -> None:
    assert '"null"' not in made["article.schema.json"] + made["registry.schema.json"]
