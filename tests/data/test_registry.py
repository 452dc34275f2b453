"""The registry: whatever is in it is used, and its names are those of the articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg import assets
from kg.mapping.facts import map_article
from kg.model import article as articles
from kg.model import registration
from kg.model.division import read_divisions
from kg.model.registry import entity_references
from kg.model.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model.registry import EntityKey, Registry

DATA = assets.folder("data")
FILES = sorted(DATA.glob("articles/*.yaml"))
IDEOGRAPH = re.compile("[㐀-鿿]")

UNUSED = {("unit", "ci"): "the counting word of streaks and of occasions"}
"""Entity that no fact names → why it is kept."""

SHARED = {
    ("agency", "a6-finance-department"): "the text says 市 and 部门 once for several",
    ("agency", "a6-civil-affairs-department"): "the text says 市 and 部门 once for several",
    ("facility", "a5-singapore-airport"): "the text says 机场 once for two places",
    ("facility", "a5-shenzhen-airport"): "the text says 机场 once for two places",
    ("zone", "a5-smart-home-cluster"): "the text says 产业集群 once for two",
    ("zone", "a5-electric-steel-cluster"): "the text says 产业集群 once for two",
    ("zone", "a5-sco-core-area"): "the text says the zone's full name; the short one is its own",
}
"""Thing whose description does not stand in the text as one run → why."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    divisions = read_divisions(DATA / "divisions" / "divisions.csv")
    return registration.load(DATA / "registry", divisions, DATA)


@pytest.fixture(scope="module")
def named(registry: Registry) -> set[EntityKey]:
    """The entities that some fact names."""
    mapped = [map_article(articles.load(path), registry) for path in FILES]
    return {key for each in mapped for key in each.entities}


def test_every_entity_is_used(registry: Registry, named: set[EntityKey]) -> None:
    by_others = {
        (key[0], slug)
        for key, entity in registry.entities.items()
        for _, slug in entity_references(entity)
    }
    retired = {
        key for key, entity in registry.entities.items() if entity.merged_into or entity.withdrawn
    }
    assert set(registry.entities) - named - by_others - retired == set(UNUSED)


def test_a_division_has_further_names_only_where_a_fact_names_it(
    registry: Registry, named: set[EntityKey]
) -> None:
    assert {key for key in registry.places if key[0] == "division"} <= named


def test_english_names_have_no_chinese_characters(registry: Registry) -> None:
    """A counting word that English lacks is quoted: item (counting word 个)."""
    wrong = [
        (key, name)
        for key, entity in registry.entities.items()
        for name in (entity.en or "", *entity.aliases.en)
        if IDEOGRAPH.search(re.sub(r"\(counting words? .+\)$", "", name))
    ]
    assert wrong == []


def test_chinese_names_have_chinese_characters_or_are_signs(registry: Registry) -> None:
    wrong = [
        (key, name)
        for key, entity in registry.entities.items()
        for name in (entity.zh or entity.described_as or "", *entity.aliases.zh)
        if not IDEOGRAPH.search(name) and name.isalnum()
    ]
    assert wrong == []


def test_a_slug_of_a_thing_described_begins_with_its_article(registry: Registry) -> None:
    ids = {path.stem for path in FILES}
    for key, entity in registry.entities.items():
        assert bool(entity.described_as) == (key[1].partition("-")[0] in ids), key


def test_an_alias_is_scoped_to_an_article_that_is_there(registry: Registry) -> None:
    ids = {path.stem for path in FILES}
    scoped = [entity.scoped_aliases for entity in registry.entities.values()]
    assert {article for aliases in scoped for article in aliases} <= ids


def test_a_scoped_alias_is_a_name_that_its_article_prints(registry: Registry, corpus: Path) -> None:
    wrong = []
    for key, entity in registry.entities.items():
        for article, aliases in entity.scoped_aliases.items():
            text = "\n".join(Text.read(corpus, article).lines)
            wrong += [(key, article, alias) for alias in aliases if alias not in text]
    assert wrong == []


def test_words_that_describe_a_thing_are_those_of_its_article(
    registry: Registry, corpus: Path
) -> None:
    wrong = []
    for key, entity in registry.entities.items():
        if entity.described_as:
            text = "\n".join(Text.read(corpus, key[1].partition("-")[0]).lines)
            if entity.described_as not in text:
                wrong.append(key)
    assert set(wrong) == set(SHARED)
