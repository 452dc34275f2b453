"""Each kind of fact: what the least of it needs, and what it refuses, with code, line and fact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kg.model import article as articles
from kg.model.base import MAX_PHRASE
from kg.model.fact import KINDS, Conferral, HonorTally, Observation
from kg.model.text import Locator
from model.samples import CONFERRAL, FILE, GOAL, OBSERVATION, RECORD, errors_of, places

if TYPE_CHECKING:
    from pathlib import Path

    from kg.errors import KgError
    from kg.model.fact import Fact

LEAST = {
    "Conferral": {"recipient": "甲县", "honor": "先进县"},
    "Observation": {"measure": "trend"},
    "HonorTally": {"measure": "added", "honor": "先进县"},
    "Activity": {"modality": "done"},
    "Partnership": {"modality": "ongoing", "party": "[甲县, 乙公司]"},
    "Goal": {"modality": "purpose"},
    "Claim": {"about": "甲县", "label": "{zh: 成效好, en: does well}"},
    "Engagement": {"holder": "某某", "post": "局长", "employer": "甲县发展局"},
    "Byline": {"credits": "某某", "creditRole": "reporter"},
    "Naming": {"about": "甲县", "name": "全县", "nameKind": "contextual"},
    "Siting": {"about": "乙公司"},
    "Composition": {"whole": "甲县", "part": "乙公司", "partRole": "member"},
}
"""Kind → the keys that it needs besides id, kind and at."""


def write(folder: Path, kind: str, keys: dict[str, str]) -> Path:
    """Write a file of one fact: `- id` stands on line 14, each key on a line of its own."""
    lines = [f"kind: {kind}", *(f"{key}: {value}" for key, value in keys.items())]
    path = folder / "t1.yaml"
    path.write_text(
        f"{RECORD}nextFact: 2\nfacts:\n- id: t1-001\n" + "".join(f"  {line}\n" for line in lines),
        encoding="utf-8",
    )
    return path


def load(folder: Path, kind: str, **keys: str) -> Fact:
    return articles.load(write(folder, kind, {"at": "1:0-4", **LEAST[kind], **keys})).facts[0]


def refused(folder: Path, kind: str, **keys: str) -> list[KgError]:
    path = write(folder, kind, {"at": "1:0-4", **LEAST[kind], **keys})
    return errors_of(lambda: articles.load(path))


def test_every_kind_has_an_example_here() -> None:
    assert set(LEAST) == set(KINDS)


@pytest.mark.parametrize("kind", LEAST)
def test_the_least_fact_of_a_kind_is_taken(tmp_path: Path, kind: str) -> None:
    fact = load(tmp_path, kind)
    assert type(fact).__name__ == kind
    assert fact.at == (Locator(1, 0, 4),)
    assert (fact.period, fact.implied, fact.verb) == (None, None, ())


@pytest.mark.parametrize(
    ("kind", "key"), [(kind, key) for kind, keys in LEAST.items() for key in ("at", *keys)]
)
def test_a_key_that_a_kind_needs_is_missed_by_name(tmp_path: Path, kind: str, key: str) -> None:
    keys = {"at": "1:0-4", **LEAST[kind]}
    del keys[key]
    path = write(tmp_path, kind, keys)
    (error,) = errors_of(lambda: articles.load(path))
    assert (error.code, error.line, error.subject) == ("data-invalid", 14, "t1-001")
    assert error.en.startswith(f"{key}: ")
    assert error.zh.startswith(f"{key}:缺少此键")


@pytest.mark.parametrize("kind", LEAST)
def test_a_key_that_no_property_has_is_refused(tmp_path: Path, kind: str) -> None:
    (error,) = refused(tmp_path, kind, honour="先进县")
    assert (error.code, error.subject) == ("data-invalid", "t1-001")
    assert error.line == 17 + len(LEAST[kind])
    assert error.zh.startswith("honour:没有这样的键")


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        # codes of another list, or of none
        ("Observation", "measure", "rise"),
        ("Observation", "bound", "above"),
        ("Observation", "rankKind", "second"),
        ("Conferral", "verb", "获评"),
        ("Conferral", "verb", "verb-named"),
        ("Byline", "creditRole", "editor"),
        ("Naming", "nameKind", "long"),
        ("Composition", "partRole", "piece"),
        ("Activity", "modality", "planned"),  # a plan is a Goal
        ("Goal", "modality", "done"),  # a goal asserts no outcome
        # periods
        ("Conferral", "period", "2024-13"),
        ("Conferral", "period", "去年"),
        ("Conferral", "period", "../.."),
        ("Observation", "basePeriod", "2023/2022"),
        # figures
        ("Observation", "value", "1600亿"),
        ("Observation", "value", "NaN"),
        ("Observation", "value", "1e30"),
        ("Conferral", "streak", "0"),
        ("Conferral", "streak", "四"),
        ("Conferral", "batch", "-1"),
        ("Byline", "position", "0"),
        # locators
        ("Claim", "at", "1:4-4"),
        ("Claim", "at", "“先进县”"),
        ("Claim", "at", "[]"),
        # the rest
        ("Claim", "implied", "perhaps"),
        ("Conferral", "recipient", "[甲县, 丙市]"),  # one node a recipient
        ("Conferral", "honor", '""'),
        ("Conferral", "countedIn", "t1-1"),
        ("Conferral", "inCapacity", "甲县发展局"),
        ("Claim", "label", "成效好"),
    ],
)
def test_a_wrong_value_is_refused_at_its_line(
    tmp_path: Path, kind: str, key: str, value: str
) -> None:
    keys = {"at": "1:0-4", **LEAST[kind], key: value}
    path = write(tmp_path, kind, keys)
    (error,) = errors_of(lambda: articles.load(path))
    assert (error.code, error.subject) == ("data-invalid", "t1-001")
    assert error.line == 16 + list(keys).index(key)
    assert error.en.startswith(f"{key}")


def test_a_wrong_item_of_a_list_is_told_by_its_place(tmp_path: Path) -> None:
    (error,) = refused(tmp_path, "Claim", at="[1:0-4, 1:9]")
    assert error.en.startswith("at.1: ")


def test_a_claim_needs_both_languages(tmp_path: Path) -> None:
    (error,) = refused(tmp_path, "Claim", label="{zh: 成效好}")
    assert error.en.startswith("en: ")


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("Conferral", "verbText"),
        ("Conferral", "streakText"),
        ("Conferral", "periodText"),
        ("Conferral", "batchText"),
        ("Observation", "valueText"),
        ("Activity", "objectText"),
        ("Goal", "objectText"),
        ("Claim", "objectText"),
        ("Naming", "name"),
    ],
)
def test_a_phrase_may_be_as_long_as_a_phrase_and_no_longer(
    tmp_path: Path, kind: str, key: str
) -> None:
    kept = getattr(load(tmp_path, kind, **{key: "长" * MAX_PHRASE}), _field(key))
    assert kept in ("长" * MAX_PHRASE, ("长" * MAX_PHRASE,))
    (error,) = refused(tmp_path, kind, **{key: "长" * (MAX_PHRASE + 1)})
    assert (error.code, error.subject) == ("data-invalid", "t1-001")
    assert "40" in error.message("en")


def test_a_kind_that_is_none_tells_the_kinds(tmp_path: Path) -> None:
    path = write(tmp_path, "Award", {"at": "1:0-4"})
    (error,) = errors_of(lambda: articles.load(path))
    assert places([error]) == [("data-invalid", 14, "t1-001")]
    assert "'Conferral'" in error.message("en")


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    (error,) = refused(tmp_path, "Goal", result="新平台")  # a goal has no result
    assert error.en.startswith("result: ")


def test_values_come_as_written(tmp_path: Path) -> None:
    path = tmp_path / "t1.yaml"
    path.write_text(FILE.replace("value: 1600", "value: 1600.50"), encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("突破1600亿元", "突破1600.50亿元")
    path.write_text(text, encoding="utf-8")
    conferral, observation, goal = articles.load(path).facts
    assert isinstance(conferral, Conferral)
    assert (conferral.streak, conferral.verb, conferral.verb_text) == (3, ("retained",), ("蝉联",))
    assert isinstance(observation, Observation)
    assert str(observation.value) == "1600.50"
    assert observation.value == Decimal("1600.5")
    assert (goal.id, goal.at) == ("t1-003", (Locator(4, 0, 8),))


def test_one_value_may_stand_for_a_list_of_one(tmp_path: Path) -> None:
    one = load(tmp_path, "Claim", about="甲县")
    several = load(tmp_path, "Claim", about="[甲县, 丙市]")
    assert getattr(one, "about") == ("甲县",)  # noqa: B009 - of a Claim
    assert getattr(several, "about") == ("甲县", "丙市")  # noqa: B009


def test_a_fact_tells_every_period_that_it_names(tmp_path: Path) -> None:
    fact = load(tmp_path, "Observation", period="2023", basePeriod="2022")
    assert fact.periods() == ("2023", "2022")
    assert load(tmp_path, "Goal").periods() == ()


def test_a_tally_is_an_observation(tmp_path: Path) -> None:
    tally = load(tmp_path, "HonorTally", value="12", valueText="12家")
    assert isinstance(tally, HonorTally)
    assert isinstance(tally, Observation)
    assert tally.value == 12


def test_the_samples_hold_three_facts() -> None:
    assert FILE.count("- id: ") == len((CONFERRAL, OBSERVATION, GOAL))


def _field(key: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in key)
