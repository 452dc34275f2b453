"""The reader of an article: every fact on its passage, and what no fact rests on."""

from __future__ import annotations

import pytest

from kg_api.pages.entity import reader
from kg_api.pages.entity.reader import Covered, Span


def told(text: str, spans: list[Span], *, complete: bool = True) -> str:
    """The runs in a notation: [text|facts], (text) for what is bare, text alone otherwise."""
    runs = reader.runs(3, text, spans, complete=complete)
    assert "".join(run.text for run in runs) == text
    return "".join(
        f"[{run.text}|{','.join(run.facts)}]"
        if run.facts
        else f"({run.text})"
        if run.bare
        else run.text
        for run in runs
    )


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "(abcdef)"),
        ([Span(0, 6, "f1")], "[abcdef|f1]"),
        ([Span(1, 3, "f1")], "(a)[bc|f1](def)"),
        ([Span(0, 4, "f1"), Span(2, 6, "f2")], "[ab|f1][cd|f1,f2][ef|f2]"),
        ([Span(0, 6, "f1"), Span(2, 4, "f2")], "[ab|f1][cd|f2,f1][ef|f1]"),
        ([Span(0, 3, "f1"), Span(0, 3, "f2")], "[abc|f1,f2](def)"),
        ([Span(4, 99, "f1")], "(abcd)[ef|f1]"),
        ([Span(9, 12, "f1"), Span(3, 3, "f2")], "(abcdef)"),
    ],
)
def test_a_line_is_cut_where_facts_begin_and_end(spans: list[Span], expected: str) -> None:
    assert told("abcdef", spans) == expected


def test_marks_alone_are_not_told_as_missing() -> None:
    assert told("ab，。cd", [Span(0, 2, "f1"), Span(4, 6, "f2")]) == "[ab|f1]，。[cd|f2]"


def test_where_not_all_facts_are_known_nothing_is_told_as_missing() -> None:
    assert told("abcdef", [Span(0, 2, "f1")], complete=False) == "[ab|f1]cdef"


def test_each_beginning_of_a_passage_has_one_anchor() -> None:
    spans = [Span(0, 4, "f1"), Span(2, 6, "f2"), Span(2, 3, "f3")]
    found = [run.at for run in reader.runs(3, "abcdef", spans, complete=True)]
    assert [at for at in found if at] == ["at-3-0", "at-3-2"]


def test_a_run_leads_to_the_nearest_fact_and_escapes_its_text() -> None:
    (run,) = reader.runs(1, "<b>&", [Span(0, 4, "a1-001")], complete=True)
    assert run.__html__() == (
        '<a class="rests" id="at-1-0" href="#a1-001" data-facts="a1-001">'
        "<mark>&lt;b&gt;&amp;</mark></a>"
    )
    (bare,) = reader.runs(1, "<b>&", [], complete=True)
    assert bare.__html__() == '<span class="bare">&lt;b&gt;&amp;</span>'


def test_coverage_counts_words_with_the_text_and_characters_without() -> None:
    spans = [Span(0, 3, "f1"), Span(1, 4, "f2")]
    assert reader.covered("ab，cde", spans) == Covered(5, 3)
    assert reader.covered_length(6, spans) == Covered(6, 4)
    assert Covered(5, 3) + Covered(5, 2) == Covered(10, 5)
    assert Covered(0, 0).share == 1


def test_gaps_are_what_lies_between() -> None:
    spans = [Span(4, 6, "f1"), Span(1, 3, "f2"), Span(2, 5, "f3")]
    assert reader.gaps(8, spans) == ((0, 1), (6, 8))
    assert reader.gaps(0, []) == ()
    assert reader.gaps(3, []) == ((0, 3),)
