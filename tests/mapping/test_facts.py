"""One invented article with every kind of fact → exactly these triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from build import small
from kg.errors import CombinedError
from kg.mapping.facts import Mapped, map_article
from kg.model import article as article_files
from kg.model import division, registration
from kg.model.fact import KINDS
from kg.model.text import Text
from kg.vocab import BASE, PREFIXES, RDF_TYPE, entity, graph, term

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model.article import Article
    from kg.model.registry import Registry

LINES = ("标题一行", "本报 甲乙", "丙区在乙市样板平台旁,丁局的戊厂获评样板县第二批。")
RECORD = """\
article:
  id: m1
  headline: 标题一行
  byline: 本报 甲乙
  newspaper: {newspaper}
  date: {date}
  page: {page}
  url: {url}
  sha256: {sha}
  paragraphs: [4, 5, 25]
nextFact: {next}
facts:
"""
KNOWN = {
    "newspaper": "甲报",
    "date": "2024-05-31",
    "page": "A4",
    "url": "https://example.org/news/1",
    "sha": "0" * 64,
}
UNKNOWN = {**KNOWN, **dict.fromkeys(("newspaper", "date", "page", "url"), "unknown")}
PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
KINDS_NAMED = (
    *("division", "agency", "enterprise", "honor", "indicator", "person", "platform"),
    *("unit", "period", "fact", "article", "paragraph", "passage"),
)
PREFIX += "".join(f"PREFIX {kind}: <{BASE}id/{kind}/>\n" for kind in KINDS_NAMED)

FACTS: dict[str, tuple[str, str]] = {
    "a conferral, with a list of codes, phrases, a batch and a body": (
        """
  kind: Conferral
  recipient: 戊厂
  honor: 样板县
  conferredBy: 丁局
  verb: [named, retained]
  verbText: [获评, 蝉联]
  streak: 4
  streakText: 四次蝉联
  batch: 2
  batchText: 第二批
  amongOthers: true
  implied: false
""",
        """
  a cdo:Conferral ; cdo:recipient enterprise:wu-works ; cdo:honor honor:model-county ;
  cdo:conferredBy agency:ding-bureau ; cdo:verb cdo:verb-named , cdo:verb-retained ;
  cdo:verbText "获评" , "蝉联" ; cdo:streak 4 ; cdo:streakText "四次蝉联" ;
  cdo:batch 2 ; cdo:batchText "第二批" ; cdo:amongOthers true ; cdo:implied false .
""",
    ),
    "an observation, its figure as printed, its unit by symbol, both its periods": (
        """
  kind: Observation
  about: 丙区
  indicator: 样板投资
  measure: growth
  value: 23.50
  unit: "%"
  valueText: 23.50%
  bound: more-than
  period: 2023/..
  periodText: 去年以来
  periodInferred: true
  basePeriod: 2022-05
""",
        """
  a cdo:Observation ; cdo:about division:850102 ; cdo:indicator indicator:investment ;
  cdo:measure cdo:measure-growth ; cdo:value 23.50 ; cdo:unit unit:percent ;
  cdo:valueText "23.50%" ; cdo:bound cdo:bound-more-than ; cdo:period period:2023--open ;
  cdo:periodText "去年以来" ; cdo:periodInferred true ; cdo:basePeriod period:2022-05 .
""",
    ),
    "a rank, with a code of another list and references to facts": (
        """
  kind: Observation
  about: 丙区
  measure: rank
  rankKind: first
  scope: division/850000
  ranks: [m1-002, other-017]
  restates: other-018
""",
        """
  a cdo:Observation ; cdo:about division:850102 ; cdo:measure cdo:measure-rank ;
  cdo:rankKind cdo:rank-first ; cdo:scope division:850000 ;
  cdo:ranks fact:m1-002 , fact:other-017 ; cdo:restates fact:other-018 .
""",
    ),
    "a tally": (
        """
  kind: HonorTally
  about: 丙区
  honor: 样板县
  measure: added
  countedIn: m1-002
""",
        """
  a cdo:HonorTally ; cdo:about division:850102 ; cdo:honor honor:model-county ;
  cdo:measure cdo:measure-added ; cdo:countedIn fact:m1-002 .
""",
    ),
    "an activity": (
        """
  kind: Activity
  actor: [丁局, 戊厂]
  modality: done
  verb: set-up
  result: 样板平台
  objectText: 样板
  under: 样板平台
  position: 1
""",
        """
  a cdo:Activity ; cdo:actor agency:ding-bureau , enterprise:wu-works ;
  cdo:modality cdo:modality-done ; cdo:verb cdo:verb-set-up ;
  cdo:result platform:model-platform ; cdo:objectText "样板" ;
  cdo:under platform:model-platform ; cdo:position 1 .
""",
    ),
    "a partnership": (
        "\n  kind: Partnership\n  party: [丁局, 戊厂]\n  modality: ongoing\n",
        """
  a cdo:Partnership ; cdo:party agency:ding-bureau , enterprise:wu-works ;
  cdo:modality cdo:modality-ongoing .
""",
    ),
    "a goal": (
        "\n  kind: Goal\n  actor: 丁局\n  modality: planned\n  object: 样板平台\n",
        """
  a cdo:Goal ; cdo:actor agency:ding-bureau ; cdo:modality cdo:modality-planned ;
  cdo:object platform:model-platform .
""",
    ),
    "a claim, in own words, with its speaker": (
        """
  kind: Claim
  about: 丙区
  speaker: 甲乙
  inCapacity: m1-009
  label: {zh: 据称很好, en: said to be fine}
""",
        """
  a cdo:Claim ; cdo:about division:850102 ; cdo:speaker person:jia-yi ;
  cdo:inCapacity fact:m1-009 ; rdfs:label "据称很好"@zh , "said to be fine"@en .
""",
    ),
    "an engagement": (
        "\n  kind: Engagement\n  holder: 甲乙\n  post: 局长\n  employer: 丁局\n",
        """
  a cdo:Engagement ; cdo:holder person:jia-yi ; cdo:post <{BASE}id/post/head> ;
  cdo:employer agency:ding-bureau .
""",
    ),
    "a byline is about its article": (
        "\n  kind: Byline\n  credits: 甲乙\n  creditRole: reporter\n",
        """
  a cdo:Byline ; cdo:about article:m1 ; cdo:credits person:jia-yi ;
  cdo:creditRole cdo:credit-reporter .
""",
    ),
    "a naming": (
        "\n  kind: Naming\n  about: division/850102\n  name: 丙区\n  nameKind: full\n",
        """
  a cdo:Naming ; cdo:about division:850102 ; cdo:name "丙区" ; cdo:nameKind cdo:name-full .
""",
    ),
    "a siting": (
        "\n  kind: Siting\n  about: 戊厂\n  inside: 丙区\n  beside: 乙市\n",
        """
  a cdo:Siting ; cdo:about enterprise:wu-works ; cdo:inside division:850102 ;
  cdo:beside division:850100 .
""",
    ),
    "a composition": (
        "\n  kind: Composition\n  whole: m1\n  part: 样板平台\n  partRole: theme\n",
        """
  a cdo:Composition ; cdo:whole article:m1 ; cdo:part platform:model-platform ;
  cdo:partRole cdo:part-theme .
""",
    ),
}


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    made = small.make(tmp_path_factory.mktemp("small"))
    (made.data / "registry" / "post.yaml").write_text(
        "- {slug: head, zh: 局长, en: head of bureau}\n", encoding="utf-8"
    )
    return registration.load(
        made.data / "registry",
        division.read_divisions(made.data / "divisions" / "divisions.csv"),
    )


def article(
    folder: Path, facts: list[str], at: str = "3:0-2", details: dict[str, str] = KNOWN
) -> Article:
    path = folder / "m1.yaml"
    body = "".join(
        f"- id: m1-{number:03d}\n  at: {at}{fact}" for number, fact in enumerate(facts, 1)
    )
    record = RECORD.format(next=len(facts) + 1, **details)
    path.write_text(record + body, encoding="utf-8")
    return article_files.load(path, folder)


def about(mapped: Mapped, node: NamedNode) -> set[tuple[NamedNode, NamedNode | Literal]]:
    return {(quad.predicate, quad.object) for quad in mapped.quads if quad.subject == node}


def turtle(node: NamedNode, pairs: str) -> set[tuple[NamedNode, NamedNode | Literal]]:
    """What a node says, written in Turtle."""
    text = f"{PREFIX}{node} {pairs.replace('{BASE}', BASE)}"
    return {(quad.predicate, quad.object) for quad in parse(text, format=RdfFormat.TURTLE)}


@pytest.fixture
def mapped(tmp_path: Path, registry: Registry) -> Mapped:
    return map_article(article(tmp_path, [fact for fact, _ in FACTS.values()]), registry)


@pytest.mark.parametrize("number", range(1, len(FACTS) + 1), ids=list(FACTS))
def test_a_fact_says_what_its_file_says_and_nothing_else(mapped: Mapped, number: int) -> None:
    node = entity("fact", f"m1-{number:03d}")
    expected = turtle(node, list(FACTS.values())[number - 1][1])
    evidence = (term("cdo:evidence"), entity("passage", "m1-3-0-2"))
    assert about(mapped, node) == {*expected, evidence}


def test_every_kind_of_fact_is_among_them(mapped: Mapped) -> None:
    types = {quad.object.value for quad in mapped.quads if quad.predicate == RDF_TYPE}
    assert {term(f"cdo:{kind}").value for kind in KINDS} <= types


def test_the_subjects_are_the_article_its_text_and_its_facts(mapped: Mapped) -> None:
    facts = {entity("fact", f"m1-{number:03d}") for number in range(1, len(FACTS) + 1)}
    text = {entity("paragraph", "m1-3"), entity("passage", "m1-3-0-2")}
    assert {quad.subject for quad in mapped.quads} == {entity("article", "m1"), *text, *facts}
    assert {quad.graph_name for quad in mapped.quads} == {graph("article/m1")}
    assert len(mapped.quads) == len(set(mapped.quads))


def test_the_entities_and_periods_that_are_named_are_told(mapped: Mapped) -> None:
    assert mapped.periods == {"2023/..", "2022-05"}
    assert mapped.entities == {
        ("division", "850000"),
        ("division", "850100"),
        ("division", "850102"),
        ("agency", "ding-bureau"),
        ("article", "m1"),
        ("enterprise", "wu-works"),
        ("honor", "model-county"),
        ("indicator", "investment"),
        ("person", "jia-yi"),
        ("platform", "model-platform"),
        ("post", "head"),
        ("unit", "percent"),
    }


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        pytest.param(
            KNOWN,
            """cdo:newspaper "甲报" ; schema:datePublished "2024-05-31"^^xsd:date ;
  cdo:dateInferred false ; schema:pagination "A4" ; schema:url "https://example.org/news/1" ;""",
            id="known",
        ),
        pytest.param(
            UNKNOWN,
            """cdo:unknownDetail cdo:detail-newspaper , cdo:detail-date , cdo:detail-page ,
  cdo:detail-address ;""",
            id="unknown",
        ),
    ],
)
def test_each_detail_of_the_record_is_known_or_said_to_be_unknown(
    tmp_path: Path, registry: Registry, details: dict[str, str], expected: str
) -> None:
    node = entity("article", "m1")
    mapped = map_article(article(tmp_path, [FACTS["a goal"][0]], details=details), registry)
    assert about(mapped, node) == turtle(
        node,
        f"""a cdo:Article ; dcterms:identifier "m1" ; schema:headline "标题一行"@zh ;
  schema:creditText "本报 甲乙"@zh ; {expected} cdo:sha256 "{"0" * 64}" .""",
    )


def text() -> Text:
    return Text("m1", LINES, "0" * 64)


@pytest.mark.parametrize("with_text", [False, True], ids=["without text", "with text"])
def test_a_passage_quotes_only_where_the_text_is_at_hand(
    tmp_path: Path, registry: Registry, *, with_text: bool
) -> None:
    """Offsets count code points in the line; the paragraph tells how many there are."""
    made = article(tmp_path, [FACTS["a goal"][0]], at="[3:3-5, 2:3-5, 3:3-5]")
    mapped = map_article(made, registry, text() if with_text else None)
    passage, other = entity("passage", "m1-3-3-5"), entity("passage", "m1-2-3-5")
    quoted = 'a oa:TextQuoteSelector ; oa:exact "乙市" ;' if with_text else ""
    assert about(mapped, passage) == turtle(
        passage,
        f"a cdo:Passage ; {quoted} oa:start 3 ; oa:end 5 ; cdo:inParagraph paragraph:m1-3 .",
    )
    assert ((term("oa:exact"), Literal("甲乙")) in about(mapped, other)) is with_text
    paragraph = entity("paragraph", "m1-3")
    assert about(mapped, paragraph) == turtle(
        paragraph,
        "a cdo:Paragraph ; cdo:number 3 ; cdo:characterCount 25 ; cdo:inArticle article:m1 .",
    )
    fact = about(mapped, entity("fact", "m1-001"))
    assert {o for p, o in fact if p == term("cdo:evidence")} == {passage, other}


def test_of_a_withdrawn_fact_the_graph_says_that_alone(tmp_path: Path, registry: Registry) -> None:
    path = tmp_path / "m1.yaml"
    body = f"- id: m1-002\n  at: 3:0-2{FACTS['a goal'][0]}"
    record = RECORD.format(next=3, **KNOWN).replace("nextFact: 3", "nextFact: 3\nwithdrawn: [1]")
    path.write_text(record + body, encoding="utf-8")
    mapped = map_article(article_files.load(path, tmp_path), registry)
    withdrawn = entity("fact", "m1-001")
    assert about(mapped, withdrawn) == turtle(withdrawn, "owl:deprecated true .")


def refused(folder: Path, registry: Registry, *facts: str) -> list[tuple[str, int, str]]:
    """The code, line and fact of each error."""
    with pytest.raises(CombinedError) as caught:
        map_article(article(folder, list(facts)), registry)
    assert {error.file for error in caught.value.errors} == {"m1.yaml"}
    assert all(error.mend_zh and error.mend_en for error in caught.value.errors)
    return [(e.code, e.line or 0, e.subject or "") for e in caught.value.errors]


NAMING = "\n  kind: Naming\n  about: {about}\n  name: {name}\n  nameKind: short\n"
FIRST = RECORD.count("\n") + 1  # line of the first fact


@pytest.mark.parametrize("name", ["丁县", "丁局"])
def test_a_name_that_finds_another_thing_is_refused_with_its_place(
    tmp_path: Path, registry: Registry, name: str
) -> None:
    fact = NAMING.format(about="丙区", name=name)
    assert refused(tmp_path, registry, fact) == [("naming-elsewhere", FIRST + 4, "m1-001")]


def test_a_name_that_finds_nothing_is_refused(tmp_path: Path, registry: Registry) -> None:
    """该区 is a name of 丙区, in article t1 only."""
    fact = NAMING.format(about="丙区", name="该区")
    assert refused(tmp_path, registry, fact) == [("entity-unknown", FIRST + 4, "m1-001")]


def test_every_wrong_name_is_told_at_once_and_each_once(tmp_path: Path, registry: Registry) -> None:
    assert refused(
        tmp_path,
        registry,
        "\n  kind: Goal\n  actor: [无局, 无厂]\n  object: 无台\n  modality: planned\n",
        NAMING.format(about="无区", name="无名"),
        "\n  kind: Conferral\n  recipient: 甲乙\n  honor: 样板县\n",
    ) == [
        ("entity-unknown", FIRST + 3, "m1-001"),
        ("entity-unknown", FIRST + 3, "m1-001"),
        ("entity-unknown", FIRST + 4, "m1-001"),
        ("entity-unknown", FIRST + 9, "m1-002"),
        ("entity-unknown", FIRST + 10, "m1-002"),
        ("entity-kind", FIRST + 15, "m1-003"),
    ]
