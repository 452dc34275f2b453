"""Registry, periods and divisions → exactly these quads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from build import small
from kg.mapping.entities import DIVISIONS, ENTITIES, division_quads, entity_quads, short_name
from kg.model import division, registration
from kg.model.registry import Registry
from kg.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("division", "honor", "agency", "indicator", "unit", "zone", "period", "person")
PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
PREFIX += "".join(f"PREFIX {kind}: <{BASE}id/{kind}/>\n" for kind in KINDS)

FILES = {
    "honor": """\
- slug: wide
  zh: 宽
  en: Wide
  aliases: {zh: [阔, 广], en: Broad}
  scopedAliases: {t1: [此项]}
  level: provincial-up
  honorKind: award
- {slug: narrow, zh: 窄, en: Narrow, broader: wide}
- {slug: twin, zh: 宽二, en: Wide Two, mergedInto: wide}
- {slug: mistaken, zh: 误, en: Mistaken, withdrawn: no such honor}
""",
    "agency": "- {slug: bureau, zh: 局, en: Bureau, jurisdiction: ['850102', '850182']}\n",
    "indicator": """\
- {slug: all, zh: 总产值, en: output}
- {slug: part, zh: 部分产值, en: part of output, broader: all}
- {slug: share, zh: 比重, en: share, numerator: part, denominator: all}
""",
    "unit": """\
- {slug: yuan, zh: 元, en: yuan, symbol: 元}
- {slug: wan-yuan, zh: 万元, en: ten thousand yuan, symbol: 万元, scalingOf: yuan, \
conversionMultiplier: 10000}
""",
    "zone": "- {slug: t1-zone, describedAs: 一个园区}\n",
}
EXPECTED = """
honor:wide a cdo:Honor ; rdfs:label "宽"@zh , "Wide"@en ;
  skos:altLabel "阔"@zh , "广"@zh , "Broad"@en ;
  cdo:level cdo:level-provincial-up ; cdo:honorKind cdo:honor-award .
honor:narrow a cdo:Honor ; rdfs:label "窄"@zh , "Narrow"@en ; skos:broader honor:wide .
honor:twin a cdo:Honor ; rdfs:label "宽二"@zh , "Wide Two"@en ;
  owl:deprecated true ; dcterms:isReplacedBy honor:wide .
honor:mistaken a cdo:Honor ; rdfs:label "误"@zh , "Mistaken"@en ; owl:deprecated true .
agency:bureau a cdo:Agency ; rdfs:label "局"@zh , "Bureau"@en ;
  cdo:jurisdiction division:850102 , division:850182 .
indicator:all a cdo:Indicator ; rdfs:label "总产值"@zh , "output"@en .
indicator:part a cdo:Indicator ; rdfs:label "部分产值"@zh , "part of output"@en ;
  skos:broader indicator:all .
indicator:share a cdo:Indicator ; rdfs:label "比重"@zh , "share"@en ;
  cdo:numerator indicator:part ; cdo:denominator indicator:all .
unit:yuan a qudt:Unit ; rdfs:label "元"@zh , "yuan"@en ; qudt:symbol "元" .
unit:wan-yuan a qudt:Unit ; rdfs:label "万元"@zh , "ten thousand yuan"@en ;
  qudt:symbol "万元" ; qudt:scalingOf unit:yuan ;
  qudt:conversionMultiplier "10000"^^xsd:decimal .
zone:t1-zone a cdo:DevelopmentZone ; cdo:describedAs "一个园区" .
"""


def turtle(text: str, graph: NamedNode) -> set[Quad]:
    return {
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in parse(PREFIX + text, format=RdfFormat.TURTLE)
    }


def table(folder: Path) -> tuple[division.Division, ...]:
    path = folder / "divisions.csv"
    path.write_text(small.DIVISIONS, encoding="utf-8")
    return division.read_divisions(path)


def test_each_kind_of_reference_data_becomes_its_property(tmp_path: Path) -> None:
    """A scoped alias stays out: it is no name of the thing outside its article."""
    folder = tmp_path / "registry"
    folder.mkdir()
    for kind, text in FILES.items():
        (folder / f"{kind}.yaml").write_text(text, encoding="utf-8")
    registry = registration.load(folder, table(tmp_path))
    quads = list(entity_quads(registry, ()))
    assert set(quads) == turtle(EXPECTED, ENTITIES)
    assert len(quads) == len(set(quads))


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        (
            "2023",
            """period:2023 a cdo:Period ; rdfs:label "2023年"@zh , "2023"@en ;
  cdo:beginDate "2023-01-01"^^xsd:date ; cdo:endDate "2023-12-31"^^xsd:date .""",
        ),
        (
            "2024-02",
            """period:2024-02 a cdo:Period ; rdfs:label "2024年2月"@zh , "2024-02"@en ;
  cdo:beginDate "2024-02-01"^^xsd:date ; cdo:endDate "2024-02-29"^^xsd:date .""",
        ),
        (
            "2023/..",
            """period:2023--open a cdo:Period ; rdfs:label "2023年以来"@zh , "since 2023"@en ;
  cdo:beginDate "2023-01-01"^^xsd:date .""",
        ),
        (
            "../2023-12-31",
            """period:open--2023-12-31 a cdo:Period ;
  rdfs:label "截至2023年12月31日"@zh , "until 2023-12-31"@en ;
  cdo:endDate "2023-12-31"^^xsd:date .""",
        ),
        (
            "2024-01/2024-06",
            """period:2024-01--2024-06 a cdo:Period ;
  rdfs:label "2024年1月至2024年6月"@zh , "2024-01 to 2024-06"@en ;
  cdo:beginDate "2024-01-01"^^xsd:date ; cdo:endDate "2024-06-30"^^xsd:date .""",
        ),
    ],
)
def test_a_period_has_its_first_and_last_day_an_open_end_none(edtf: str, expected: str) -> None:
    assert set(entity_quads(Registry.of({}, ()), [edtf, edtf])) == turtle(expected, ENTITIES)


def test_a_division_has_its_codes_names_place_time_and_successor(tmp_path: Path) -> None:
    quads = list(division_quads(table(tmp_path)))
    assert len(quads) == len(set(quads))
    assert set(quads) == turtle(
        """
division:850000 a cdo:Province ; cdo:divisionCode "850000" ; rdfs:label "甲省"@zh , "Jia"@en ;
  cdo:pinyin "jiǎ shěng" ; cdo:longitude 110.5 ; cdo:latitude 30.25 .
division:850100 a cdo:Prefecture ; cdo:divisionCode "850100" ; rdfs:label "乙市"@zh , "Yi"@en ;
  cdo:pinyin "yǐ shì" ; cdo:within division:850000 .
division:850102 a cdo:County ; cdo:divisionCode "850102" ;
  rdfs:label "丙区"@zh , "Bing District"@en ; cdo:pinyin "bǐng qū" ;
  cdo:longitude 110.61 ; cdo:latitude 30.3 ; cdo:validFrom "2017-10-30"^^xsd:date ;
  cdo:within division:850100 .
division:850181 a cdo:County ; cdo:divisionCode "850181" ; rdfs:label "丙市"@zh , "Bing"@en ;
  cdo:pinyin "bǐng shì" ; cdo:validUntil "2017"^^xsd:gYear ; cdo:within division:850100 ;
  dcterms:isReplacedBy division:850102 ; owl:deprecated true .
division:850182 a cdo:County ; cdo:divisionCode "850182" ;
  rdfs:label "丁县"@zh , "Ding County"@en ; cdo:pinyin "dīng xiàn" ;
  cdo:within division:850100 .
""",
        DIVISIONS,
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("山东省", "山东"),
        ("胶州市", "胶州"),
        ("大兴安岭地区", "大兴安岭"),
        ("阿拉善盟", "阿拉善"),
        ("环翠区", "环翠"),
        ("清新区", "清新"),
        ("津市市", "津市"),
        ("阿荣旗", "阿荣"),
        *(
            (name, None)
            for name in (
                *("单县", "内蒙古自治区", "恩施土家族苗族自治州", "鄂伦春自治旗"),
                *("香港特别行政区", "神农架林区", "井陉矿区", "六枝特区", "管城回族区"),
                *("浦东新区", "土默特左旗", "科尔沁左翼中旗"),
            )
        ),
    ],
)
def test_a_division_is_called_without_its_generic_term_where_that_is_its_name(
    name: str, short: str | None
) -> None:
    row = {"code": "850102", "level": "county", "parent": "850100", "zh": name, "en": "Any"}
    row["pinyin"] = "any"
    assert short_name(division.Division.model_validate({**row, "current": "true"})) == short
    assert short_name(division.Division.model_validate({**row, "current": "false"})) is None


def test_the_further_names_of_a_division_are_said_once(tmp_path: Path) -> None:
    """Its short name stands with the division, the others with the registry; scoped ones nowhere."""
    row = "850183,county,850100,戊己县,Wuji County,wù jǐ xiàn,,,,,,true\n"
    (tmp_path / "divisions.csv").write_text(small.DIVISIONS + row, encoding="utf-8")
    divisions = division.read_divisions(tmp_path / "divisions.csv")
    folder = tmp_path / "registry"
    folder.mkdir()
    (folder / "division.yaml").write_text(
        "- {code: '850183', aliases: {zh: [戊己, 戊己古城], en: Wuji}, scopedAliases: {t1: [该县]}}\n",
        encoding="utf-8",
    )
    registry = registration.load(folder, divisions)
    assert set(entity_quads(registry, ())) == turtle(
        'division:850183 skos:altLabel "戊己古城"@zh , "Wuji"@en .', ENTITIES
    )
    short = turtle('division:850183 skos:altLabel "戊己"@zh .', DIVISIONS)
    assert short <= set(division_quads(divisions))
