"""Every saved query gives exactly its answer, on Oxigraph and on rdflib, and from the data alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import yaml

from kg import assets, queries
from kg.mapping.terms import literal
from kg.model.text import Locator, Text
from kg.vocab import PREFIXES, entity, graph, term
from queries.conftest import ANSWERS, ask_oxigraph, expected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.build.candidate import Candidate
    from queries.conftest import Row

SAVED = queries.load(assets.folder("queries"))
QUESTIONS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8")
)
"""Question → how the tokens of its expected answer stand in the rows of its query."""

every_query = pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.name)
every_question = pytest.mark.parametrize("question", QUESTIONS)


def same(saved: queries.SavedQuery, found: list[Row], rows: list[Row]) -> bool:
    """Compare rows, in their order only where the order is part of the answer."""
    return found == rows if saved.order else Counter(found) == Counter(rows)


def test_every_answer_belongs_to_a_query() -> None:
    assert {path.stem for path in ANSWERS.glob("*.csv")} == {saved.name for saved in SAVED}


@every_query
def test_a_query_gives_its_answer_on_oxigraph(
    saved: queries.SavedQuery, candidate: Candidate
) -> None:
    columns, rows = expected(saved.name)
    found = ask_oxigraph(candidate.store, saved.text)
    assert found[0] == columns
    assert same(saved, found[1], rows), found[1]


@every_query
def test_a_query_gives_its_answer_on_rdflib(
    saved: queries.SavedQuery, ask_rdflib: Callable[[str], tuple[Row, list[Row]]]
) -> None:
    columns, rows = expected(saved.name)
    found = ask_rdflib(saved.text)
    assert found[0] == columns
    assert same(saved, found[1], rows), found[1]


@pytest.mark.parametrize(
    "saved", [each for each in SAVED if each.key], ids=lambda saved: saved.name
)
def test_a_query_without_its_key_property_gives_another_answer(
    saved: queries.SavedQuery, candidate: Candidate
) -> None:
    """Mutation: the answer comes from the data, and from the property that the header names.

    A query that is meant to return nothing is asked about something it has rows for.
    """
    text = saved.bind(_control(saved))
    before = ask_oxigraph(candidate.store, text)[1]
    assert before
    quads = list(candidate.store.quads_for_pattern(None, term(saved.key), None, None))
    for quad in quads:
        candidate.store.remove(quad)
    try:
        assert Counter(ask_oxigraph(candidate.store, text)[1]) != Counter(before)
    finally:
        candidate.store.extend(quads)


def test_two_articles_that_contradict_each_other_are_found(candidate: Candidate) -> None:
    """The one query without a key: nothing contradicts today, so a contradiction is planted."""
    (saved,) = (each for each in SAVED if not each.key)
    fact, planted = entity("fact", "a5-999"), []
    (given,) = candidate.store.quads_for_pattern(
        None, term("cdo:value"), literal(Decimal("817.56"))
    )
    for quad in candidate.store.quads_for_pattern(given.subject, None, None):
        changed = {
            term("cdo:baseValue"): literal(Decimal(81850000000)),
            term("cdo:statedIn"): entity("article", "a1"),
        }
        other = changed.get(quad.predicate, quad.object)
        planted.append(ox.Quad(fact, quad.predicate, other, graph("article/planted")))
    candidate.store.extend(planted)
    try:
        rows = ask_oxigraph(candidate.store, saved.text)[1]
    finally:
        for quad in planted:
            candidate.store.remove(quad)
    assert len(rows) == 1
    assert {"地区生产总值", "a1", "a5"} <= set(rows[0])


def _control(saved: queries.SavedQuery) -> dict[str, str]:
    return QUESTIONS[saved.question].get("control", {}) if saved.question else {}


@every_query
def test_a_parameter_with_another_value_gives_another_answer(
    saved: queries.SavedQuery, candidate: Candidate
) -> None:
    """A value that nothing has gives nothing, so each parameter bears on the answer."""
    before = ask_oxigraph(candidate.store, saved.bind(_control(saved)))[1]
    nonsense = {
        "date": "1850-01-01",
        "integer": "987654321",
        "decimal": "987654321.5",
        "code": "measure-nonsense",
        "label": "无此名称",
        "string": "无此",
    }
    for name, param in saved.params.items():
        text = saved.bind({**_control(saved), name: nonsense[param.type]})
        after = ask_oxigraph(candidate.store, text)[1]
        later = (
            saved.bind({**_control(saved), name: "2850-01-01"}) if param.type == "date" else text
        )
        assert after != before or ask_oxigraph(candidate.store, later)[1] != before or not before


@every_query
def test_every_column_and_parameter_is_described(saved: queries.SavedQuery) -> None:
    assert set(saved.columns) == set(expected(saved.name)[0])


# ---- the competency questions


def test_every_question_has_its_query() -> None:
    assert {saved.question for saved in SAVED} - {None} == set(QUESTIONS)
    assert len(QUESTIONS) >= 40
    assert len(SAVED) >= 60


@every_question
def test_the_rows_say_what_the_question_expects(question: str, suites: Path, corpus: Path) -> None:
    """Each token of the expected answer stands in the rows, or where `questions.yaml` says."""
    saved = next(each for each in SAVED if each.question == question)
    entry = QUESTIONS[question]
    cells = {cell for row in expected(saved.name)[1] for cell in row}
    passages = [_passage(corpus, at) for at in entry.get("passages", ())]
    for token in _tokens(_asked(suites)[question]["answer"]):
        if isinstance(token, str):
            said = entry.get("cells", {}).get(token, token)
            assert said.startswith("not stated") or any(
                said in each for each in (*cells, *passages)
            )
        else:
            assert _number(token) in cells


def _asked(suites: Path) -> dict[str, Any]:
    lines = (suites / "questions" / "competency-questions.jsonl").read_text(encoding="utf-8")
    return {each["id"]: each for each in map(json.loads, lines.splitlines())}


def _tokens(answer: object) -> Iterator[str | float]:
    """Yield the words and numbers of an expected answer."""
    if isinstance(answer, (dict, list)):
        for value in answer.values() if isinstance(answer, dict) else answer:
            yield from _tokens(value)
    elif isinstance(answer, (str, int, float)):
        yield answer


def _number(value: float) -> str:
    return f"{value:.9f}".rstrip("0").rstrip(".")


def _passage(corpus: Path, at: str) -> str:
    article, _, locator = at.partition("/")
    return Text.read(corpus, article).passage(Locator.parse(locator))


# ---- the whole ontology is asked about

UNASKED = {
    "newspaper": "no article so far tells its newspaper",
    "printed": "stands above all phrases as printed, which are asked for one by one",
}
"""Class or property that no saved query asks about → why it is in the ontology all the same."""


def test_every_class_and_property_is_asked_about(candidate: Candidate) -> None:
    """By its name; a class also by a property that belongs to it (its domain or range)."""
    own = PREFIXES["cdo"]
    asked = {name for saved in SAVED for name in re.findall(r"cdo:(\w+)", saved.text)}
    for name in tuple(asked):
        for relation in ("rdfs:domain", "rdfs:range"):
            quads = candidate.store.quads_for_pattern(term(f"cdo:{name}"), term(relation), None)
            asked |= {str(quad.object.value).removeprefix(own) for quad in quads}
    assert _own_terms(candidate.store) - asked == set(UNASKED)


def _own_terms(store: ox.Store) -> set[str]:
    kinds = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty")
    found = (
        quad.subject.value
        for kind in kinds
        for quad in store.quads_for_pattern(None, term("rdf:type"), term(kind))
        if isinstance(quad.subject, ox.NamedNode)
    )
    own = PREFIXES["cdo"]
    return {iri.removeprefix(own) for iri in found if iri.startswith(own)}
