"""Both languages say the same things, and the patterns know every kind, code and property."""

import re
from typing import get_args

from kg.errors import Language
from kg.lookup.index import Index
from kg.model import codes
from kg.model.fact import KINDS
from kg.vocab import term
from kg_api.pages.entity.patterns import AIMS, PATTERNS, SUBJECTS, VERBS
from kg_api.texts.entity import BOUNDS, number_of

_MADE = {"aim", "figure", "label", "goalAbout"}


def test_both_languages_have_the_same_words() -> None:
    for texts in (AIMS,):
        assert texts["zh"].keys() == texts["en"].keys()
        assert all(text.strip() for words in texts.values() for text in words.values())


def test_every_kind_of_fact_can_be_said() -> None:
    for language in get_args(Language):
        assert PATTERNS[language].keys() == KINDS.keys()
    assert SUBJECTS.keys() | {"Claim"} == KINDS.keys()


def test_every_verb_and_bound_has_its_words() -> None:
    assert VERBS.keys() == set(get_args(codes.Verb))
    assert BOUNDS["en"].keys() | {"exact"} == set(get_args(codes.Bound))


def test_every_slot_is_a_property_of_the_ontology(index: Index) -> None:
    slots = {
        slot
        for patterns in PATTERNS.values()
        for pattern in patterns.values()
        for clause in (*pattern.main, *pattern.further)
        for slot in re.findall(r"\{(\w+)\}", clause)
    }
    for slot in slots - _MADE:
        assert index.briefs({term(f"cdo:{slot}").value}), slot


def test_numbers_agree_with_their_noun() -> None:
    assert [number_of(n, "count", "en") for n in (0, 1, 2)] == ["0 facts", "1 fact", "2 facts"]
    assert number_of(1, "count_links", "zh") == "1个"
