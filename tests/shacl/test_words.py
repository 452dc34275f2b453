"""The words as printed decide: bounds, ranks, relative time, future. One graph holds all cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from kg import assets
from kg.shacl import shapes
from kg.shacl.gate import Gate

PRELUDE = Path(__file__).resolve().parent / "examples" / "article" / "_prelude.ttl"
SHAPES = "https://w3id.org/county-kg/shapes#"
PREFIXES = """
@prefix cdo: <https://w3id.org/county-kg/ontology#> .
@prefix id: <https://w3id.org/county-kg/id/> .
"""
BOUNDS = ("exact", "about", "more-than", "at-least", "less-than", "at-most")
VALUES = {
    "700亿元": set(BOUNDS),  # no qualifier printed: the words decide nothing
    "节约700亿元": set(BOUNDS),
    "规模以上企业700家": set(BOUNDS),
    "省级以上平台33家": set(BOUNDS),
    "突破700亿元": {"more-than"},
    "超700亿元": {"more-than"},
    "超过七百亿元": {"more-than"},
    "700余家": {"more-than"},
    "三百余家": {"more-than"},
    "700多家": {"more-than"},
    "约700亿元": {"about"},
    "大约七百亿元": {"about"},
    "700亿元左右": {"about"},
    "700亿元以上": {"at-least"},
    "不低于700亿元": {"at-least"},
    "不少于700家": {"at-least"},
    "至少700家": {"at-least"},
    "不足700亿元": {"less-than"},
    "不到700亿元": {"less-than"},
    "不超过700亿元": {"at-most"},
    "700亿元以内": {"at-most"},
    "不高于700亿元": {"at-most"},
    "近700亿元": {"about", "less-than"},
    "接近七百亿元": {"about", "less-than"},
}
RANKS = {
    "全省首位": {"top", "first", "only", "largest", "leading"},
    "全省首个": {"first"},
    "全国首创": {"first"},
    "全省率先": {"first"},
    "全国唯一": {"only"},
    "全省前列": {"leading"},
}
RELATIVE = (
    "今年",
    "今年5月",
    "去年以来",
    "去年",
    "近年来",
    "近三年",
    "目前",
    "至今",
    "上年",
    "近日",
)
ABSOLUTE = ("2023年", "2023年以来", "截至2023年末", "2023年5月", "“十四五”期间")
FUTURE = ("将建设", "力争建成", "旨在提升", "加快打造", "拟开通", "即将启用")
PRESENT = ("打造", "正在建设", "建成", "开展")


def validate(facts: dict[str, str]) -> set[str]:
    """Return the keys of the facts that do not conform; each fact is given without its subject."""
    text = PREFIXES + "".join(
        f"id:fact\\/a9-{number} {fact} ; cdo:evidence id:passage\\/a9-3-0-8 .\n"
        for number, fact in enumerate(facts.values(), 100)
    )
    quads = [*parse(path=PRELUDE), *parse(text.encode(), format=RdfFormat.TURTLE)]
    gate = Gate(
        shapes.files(assets.folder("shapes") / "article"),
        sorted(assets.folder("ontology").glob("*.ttl")),
    )
    report = gate.validate(serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES))
    numbers = {finding.focus_node.value.rpartition("-")[2] for finding in report.violations}
    return {key for number, key in enumerate(facts, 100) if str(number) in numbers}


def observation(words: str, **more: str) -> str:
    parts = {"about": "id:division\\/990101", "valueText": f'"{words}"', **more}
    return "a cdo:Observation ; " + " ; ".join(f"cdo:{key} {value}" for key, value in parts.items())


@pytest.fixture(scope="module")
def refused() -> set[str]:
    figure = {"indicator": "id:indicator\\/gdp", "measure": "cdo:measure-level", "value": "700.0"}
    facts = {
        f"{words} {bound}": observation(
            words, **figure, unit="id:unit\\/yi-yuan", bound=f"cdo:bound-{bound}"
        )
        for words in VALUES
        for bound in BOUNDS
    }
    for words in RANKS:
        for kind in RANKS["全省首位"]:
            facts[f"{words} {kind}"] = observation(
                words,
                measure="cdo:measure-rank",
                rankKind=f"cdo:rank-{kind}",
                scope="id:division\\/990000",
            )
    naming = 'a cdo:Naming ; cdo:about id:division\\/990101 ; cdo:name "甲" ; '
    naming += "cdo:nameKind cdo:name-short ; cdo:period id:period\\/2021 ; cdo:periodText "
    facts |= {words: f'{naming} "{words}"' for words in (*RELATIVE, *ABSOLUTE)}
    activity = "a cdo:Activity ; cdo:actor id:agency\\/jia-ju ; cdo:verb cdo:verb-build ; "
    activity += 'cdo:objectText "平台" ; cdo:modality cdo:modality-ongoing ; cdo:verbText '
    return validate(facts | {words: f'{activity} "{words}"' for words in (*FUTURE, *PRESENT)})


@pytest.mark.parametrize(("words", "bounds"), VALUES.items())
def test_bound_follows_the_words(words: str, bounds: set[str], refused: set[str]) -> None:
    assert {bound for bound in BOUNDS if f"{words} {bound}" not in refused} == bounds


@pytest.mark.parametrize(("words", "kinds"), RANKS.items())
def test_rank_kind_follows_the_words(words: str, kinds: set[str], refused: set[str]) -> None:
    assert {kind for kind in RANKS["全省首位"] if f"{words} {kind}" not in refused} == kinds


@pytest.mark.parametrize("words", RELATIVE)
def test_relative_time_is_marked_as_inferred(words: str, refused: set[str]) -> None:
    assert words in refused


@pytest.mark.parametrize("words", ABSOLUTE)
def test_absolute_time_need_not_be_marked(words: str, refused: set[str]) -> None:
    assert words not in refused


@pytest.mark.parametrize("words", FUTURE)
def test_future_is_no_activity(words: str, refused: set[str]) -> None:
    assert words in refused


@pytest.mark.parametrize("words", PRESENT)
def test_what_is_done_is_an_activity(words: str, refused: set[str]) -> None:
    assert words not in refused
