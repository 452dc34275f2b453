"""The files of the registry: form, uniqueness, references; all that is wrong comes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import registration
from kg.model.entity import KINDS, Agency, Unit
from model.samples import DIVISIONS, REGISTRY, errors_of, places, write_registry

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path, **changes: str) -> list[tuple[str, int | None, str | None]]:
    """Return code, line and entity of each error of the registry with some files changed."""
    write_registry(folder / "registry", changes)
    errors = errors_of(lambda: registration.load(folder / "registry", DIVISIONS, folder))
    files = {f"registry/{kind}.yaml" for kind in changes}
    assert all(error.file in files for error in errors)
    assert all(error.mend_zh and error.mend_en for error in errors)
    return places(errors)


def test_the_registry_is_read_with_the_data_of_each_kind(tmp_path: Path) -> None:
    registry = registration.load(write_registry(tmp_path), DIVISIONS)
    assert len(registry.entities) == 5
    assert set(registry.divisions) == {division.code for division in DIVISIONS}
    bureau = registry.entities["agency", "county-a-bureau"]
    assert isinstance(bureau, Agency)
    assert bureau.jurisdiction == ("890001",)
    unit = registry.entities["unit", "yi-yuan"]
    assert isinstance(unit, Unit)
    assert (unit.scaling_of, unit.conversion_multiplier) == ("yuan", 100_000_000)


def test_names_are_labels_and_aliases_in_both_languages(tmp_path: Path) -> None:
    entry = "- {slug: a, zh: 甲, en: A, aliases: {zh: [乙, 丙], en: B}}\n"
    registry = registration.load(write_registry(tmp_path, {"zone": entry}), DIVISIONS)
    assert set(registry.entities["zone", "a"].names()) == {"甲", "A", "乙", "丙", "B"}


@pytest.mark.parametrize("kind", [*KINDS, "division"])
def test_an_empty_file_is_a_kind_without_entries(tmp_path: Path, kind: str) -> None:
    assert told(tmp_path, **{kind: "# none yet\n"}) == []


def test_a_file_of_no_kind_is_refused_with_the_kinds(tmp_path: Path) -> None:
    write_registry(tmp_path, {"company": "[]\n"})
    (error,) = errors_of(lambda: registration.load(tmp_path, DIVISIONS))
    assert error.code == "registry-kind"
    assert "enterprise" in error.message("en")


@pytest.mark.parametrize(
    "entry",
    [
        "{slug: a, zh: 甲}",  # no English label
        "{slug: a, en: A}",
        "{slug: a}",
        "{slug: a, zh: 甲, en: A, describedAs: 一个园区}",
        "{slug: a, zh: 甲, en: A, mergedInto: b, withdrawn: 误}",
        "{zh: 甲, en: A}",
        "{slug: A, zh: 甲, en: A}",
        "{slug: 甲, zh: 甲, en: A}",
        "{slug: a_b, zh: 甲, en: A}",
        "{slug: a-, zh: 甲, en: A}",
        "{slug: a, zh: 甲, en: A, alias: 乙}",
        "{slug: a, zh: 甲, en: A, level: national}",  # not of this kind
        "{slug: a, zh: 甲, en: A, scopedAliases: {T1: 乙}}",
        "{slug: a, zh: '', en: A}",
    ],
)
def test_an_entry_out_of_form_is_told_with_its_line(tmp_path: Path, entry: str) -> None:
    content = f"- {{slug: first, zh: 第一, en: First}}\n- {entry}\n"
    assert [(code, line) for code, line, _ in told(tmp_path, zone=content)] == [("data-invalid", 2)]


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("honor", "level: state"),
        ("honor", "honorKind: prize"),
        ("agency", "jurisdiction: 8900"),
        ("unit", "symbol: ''"),
        ("unit", "symbol: 米, conversionMultiplier: many"),
    ],
)
def test_wrong_reference_data_is_refused(tmp_path: Path, kind: str, keys: str) -> None:
    content = f"- {{slug: a, zh: 甲, en: A, {keys}}}\n"
    assert [(code, line) for code, line, _ in told(tmp_path, **{kind: content})] == [
        ("data-invalid", 1)
    ]


def test_a_unit_needs_its_symbol(tmp_path: Path) -> None:
    assert told(tmp_path, unit="- {slug: a, zh: 甲, en: A}\n") == [("data-invalid", 1, None)]


def test_a_thing_described_has_no_label(tmp_path: Path) -> None:
    changes = {"zone": "- {slug: t1-zone, describedAs: 一个园区}\n"}
    registry = registration.load(write_registry(tmp_path, changes), DIVISIONS)
    assert registry.resolve("一个园区", ("zone",), "t1") == ("zone", "t1-zone")


def test_a_slug_is_minted_once_in_its_kind(tmp_path: Path) -> None:
    zone = "- {slug: a, zh: 甲, en: A}\n- {slug: a, zh: 乙, en: B}\n"
    assert told(tmp_path, zone=zone) == [("registry-slug", 2, "zone/a")]
    assert told(tmp_path, zone="", topic="- {slug: advanced-county, zh: 丁, en: D}\n") == []


def test_a_division_is_listed_once(tmp_path: Path) -> None:
    content = "- {code: '890001', aliases: 甲}\n- {code: '890001', aliases: 乙}\n"
    assert told(tmp_path, division=content) == [("registry-slug", 2, "division/890001")]


@pytest.mark.parametrize(
    "entry",
    [
        "{slug: b, zh: 甲, en: B}",
        "{slug: b, zh: 乙, en: A}",
        "{slug: b, zh: 乙, en: B, aliases: 甲}",
        "{slug: b, zh: 乙, en: B, aliases: {en: A}}",
    ],
)
def test_a_label_names_one_entity_of_its_kind(tmp_path: Path, entry: str) -> None:
    zone = f"- {{slug: a, zh: 甲, en: A}}\n- {entry}\n"
    assert told(tmp_path, zone=zone) == [("registry-label", 2, "zone/b")]


def test_a_label_may_stand_in_two_kinds_and_a_retired_entity_may_keep_its_own(
    tmp_path: Path,
) -> None:
    zone = "- {slug: a, zh: 先进县, en: A}\n- {slug: b, zh: 先进县, en: B, mergedInto: a}\n"
    assert told(tmp_path, zone=zone) == []


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("honor", "broader: none"),
        ("honor", "mergedInto: none"),
        ("honor", "mergedInto: a"),  # itself
        ("honor", "broader: a"),
        ("indicator", "numerator: none"),
        ("indicator", "denominator: none"),
        ("indicator", "broader: none"),
        ("unit", "symbol: 甲, scalingOf: none"),
        ("agency", "jurisdiction: '899999'"),
    ],
)
def test_a_reference_leads_to_another_entity_that_is_there(
    tmp_path: Path, kind: str, entry: str
) -> None:
    content = f"{REGISTRY[kind]}- {{slug: a, zh: 甲, en: A, {entry}}}\n"
    line = content.count("\n")
    assert told(tmp_path, **{kind: content}) == [("registry-reference", line, f"{kind}/a")]


def test_a_division_of_the_registry_is_one_of_the_table(tmp_path: Path) -> None:
    assert told(tmp_path, division="- {code: '899999', aliases: 甲}\n") == [
        ("registry-reference", 1, "division/899999")
    ]


def test_all_errors_of_all_files_come_at_once(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        agency="- {slug: a, zh: 甲, en: A, jurisdiction: '899999'}\n",
        honor="- {slug: a, zh: 甲, en: A}\n- {slug: b, zh: 甲, en: B, broader: c}\n",
        topic="- {slug: A}\n- {slug: b, zh: 乙, en: B, color: red}\n",
        zone="- {slug: a, zh: [甲}\n",
    )
    assert sorted(found, key=str) == [
        ("data-invalid", 1, None),
        ("data-invalid", 2, None),
        ("data-yaml", 1, None),
        ("registry-label", 2, "honor/b"),
        ("registry-reference", 1, "agency/a"),
        ("registry-reference", 2, "honor/b"),
    ]
