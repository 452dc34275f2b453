"""How a name in a fact file finds its entity, and what an author is told where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import DataError
from kg.model import registration
from kg.model.fact import AGENTS, ANYTHING, ORGANIZATIONS, PLACES
from kg.model.registry import entity_references
from model.samples import DIVISIONS, REGISTRY, write_registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model.registry import EntityKey, Registry

    Resolve = Callable[..., EntityKey]

RETIRED = """\
- {slug: new-name, zh: 新称号, en: New Title}
- {slug: old-name, zh: 旧称号, en: Old Title, mergedInto: new-name}
- {slug: same-name, zh: 新称号, en: New Title, mergedInto: new-name}
- {slug: gone, zh: 撤回称号, en: Withdrawn Title, withdrawn: 登记有误}
"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    folder = write_registry(tmp_path, {"honor": REGISTRY["honor"] + RETIRED})
    return registration.load(folder, DIVISIONS)


@pytest.fixture
def refused(registry: Registry) -> Callable[..., DataError]:
    def call(name: str, kinds: tuple[str, ...] = ANYTHING, article: str = "t1") -> DataError:
        with pytest.raises(DataError) as caught:
            registry.resolve(name, kinds, article)
        assert caught.value.mend_zh
        assert caught.value.mend_en
        return caught.value

    return call


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("先进县", ("honor", "advanced-county")),
        ("Advanced County", ("honor", "advanced-county")),
        ("先进县称号", ("honor", "advanced-county")),  # an alias
        ("honor/advanced-county", ("honor", "advanced-county")),
        ("甲县", ("division", "890001")),
        ("division/890001", ("division", "890001")),
        ("甲", ("division", "890001")),  # an alias of a division
        ("该局", ("agency", "county-a-bureau")),  # scoped to t1
        ("全县", ("division", "890001")),  # scoped to t1
        ("t1", ("article", "t1")),
    ],
)
def test_a_name_finds_its_entity(registry: Registry, name: str, key: EntityKey) -> None:
    assert registry.resolve(name, ANYTHING, "t1") == key


def test_a_unit_is_found_by_its_symbol(registry: Registry) -> None:
    assert registry.resolve("亿元", ("unit",), "t1") == ("unit", "yi-yuan")


def test_a_scoped_alias_says_elsewhere_what_to_add(refused: Callable[..., DataError]) -> None:
    error = refused("该局", ORGANIZATIONS, "t2")
    assert error.code == "entity-unknown"
    assert "t1" in error.en
    assert "t1" in error.zh
    assert "scopedAliases: {t2: [该局]}" in error.mend_en
    assert "scopedAliases: {t2: [该局]}" in error.mend_zh


def test_a_scoped_alias_comes_before_a_name_that_holds_everywhere(tmp_path: Path) -> None:
    changes = {"zone": "- {slug: zone-a, zh: 甲区, en: Zone A, scopedAliases: {t1: 甲县}}\n"}
    registry = registration.load(write_registry(tmp_path, changes), DIVISIONS)
    assert registry.resolve("甲县", PLACES, "t1") == ("zone", "zone-a")
    assert registry.resolve("甲县", PLACES, "t2") == ("division", "890001")


def test_one_alias_means_different_things_in_different_articles(tmp_path: Path) -> None:
    changes = {
        "division": "- {code: '890001', scopedAliases: {t1: 全域}}\n"
        "- {code: '890000', scopedAliases: {t2: 全域}}\n"
    }
    registry = registration.load(write_registry(tmp_path, changes), DIVISIONS)
    assert registry.resolve("全域", PLACES, "t1") == ("division", "890001")
    assert registry.resolve("全域", PLACES, "t2") == ("division", "890000")


def test_a_name_of_several_divisions_is_ambiguous_until_its_code_is_given(
    registry: Registry, refused: Callable[..., DataError]
) -> None:
    error = refused("市中区")
    assert error.code == "entity-ambiguous"
    assert "division/880002, division/890002" in error.en
    assert "kind/slug" in error.mend_en
    assert registry.resolve("division/890002", ANYTHING, "t1") == ("division", "890002")


def test_the_kind_that_a_key_takes_tells_two_namesakes_apart(tmp_path: Path) -> None:
    changes = {"topic": "- {slug: advanced-county, zh: 先进县, en: advanced counties}\n"}
    registry = registration.load(write_registry(tmp_path, changes), DIVISIONS)
    assert registry.resolve("先进县", ("honor",), "t1") == ("honor", "advanced-county")
    assert registry.resolve("先进县", ("topic",), "t1") == ("topic", "advanced-county")
    with pytest.raises(DataError) as caught:
        registry.resolve("先进县", ANYTHING, "t1")
    assert caught.value.code == "entity-ambiguous"


@pytest.mark.parametrize("name", ["先进县", "honor/advanced-county"])
def test_a_thing_of_the_wrong_kind_tells_its_kind_and_those_wanted(
    refused: Callable[..., DataError], name: str
) -> None:
    error = refused(name, AGENTS)
    assert error.code == "entity-kind"
    assert "honor/advanced-county" in error.en
    assert "agency" in error.en


def test_an_article_stands_for_itself_only_where_it_may(refused: Callable[..., DataError]) -> None:
    assert refused("t1", AGENTS).code == "entity-unknown"
    assert refused("t2").code == "entity-unknown"


@pytest.mark.parametrize("name", ["旧称号", "honor/old-name"])
def test_a_merged_entity_says_what_to_use(refused: Callable[..., DataError], name: str) -> None:
    error = refused(name)
    assert error.code == "entity-retired"
    assert "honor/new-name" in error.mend_en
    assert "honor/new-name" in error.mend_zh


def test_a_withdrawn_entity_is_refused(refused: Callable[..., DataError]) -> None:
    assert refused("撤回称号").code == "entity-retired"


def test_a_name_that_a_merged_entity_left_behind_means_the_living_one(registry: Registry) -> None:
    assert registry.resolve("新称号", ("honor",), "t1") == ("honor", "new-name")


@pytest.mark.parametrize("name", ["旧县", "division/899999", "honor/none", "没有的", ""])
def test_an_unknown_name_is_refused(refused: Callable[..., DataError], name: str) -> None:
    assert refused(name).code == "entity-unknown"


def test_a_division_of_old_is_found_by_its_code_alone(registry: Registry) -> None:
    assert registry.resolve("division/890009", PLACES, "t1") == ("division", "890009")


@pytest.mark.parametrize(
    ("misspelt", "near"),
    [
        ("先进县称", "先进县称号"),
        ("honor/advanced-countyy", "honor/advanced-county"),
        ("甲县 ", "甲县"),
    ],
)
def test_a_misspelt_name_is_told_its_neighbours(
    refused: Callable[..., DataError], misspelt: str, near: str
) -> None:
    error = refused(misspelt)
    assert error.code == "entity-unknown"
    assert near in error.mend_en
    assert near in error.mend_zh


def test_a_name_like_no_other_is_sent_to_the_registry(refused: Callable[..., DataError]) -> None:
    assert "data/registry" in refused("某研究所").mend_en


def test_references_between_entities_are_listed(registry: Registry) -> None:
    assert list(entity_references(registry.entities["unit", "yi-yuan"])) == [("scalingOf", "yuan")]
    merged = registry.entities["honor", "old-name"]
    assert list(entity_references(merged)) == [("mergedInto", "new-name")]


def test_an_entity_has_its_place(registry: Registry, tmp_path: Path) -> None:
    assert registry.places["unit", "yi-yuan"] == (str(tmp_path / "unit.yaml"), 2)
    assert registry.places["division", "890001"] == (str(tmp_path / "division.yaml"), 1)
