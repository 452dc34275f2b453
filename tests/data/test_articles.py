"""The articles: as many facts as were reviewed, none to spare, true to the text, copying nothing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kg import assets
from kg.errors import CombinedError
from kg.model import registration, review
from kg.model.article import Article, load
from kg.model.division import read_divisions
from kg.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model.fact import Fact

DATA = assets.folder("data")
FOLDER = DATA / "articles"
DIVISIONS = DATA / "divisions" / "divisions.csv"
# fmt: off
REVIEWED = {
    "a1": {"Conferral": 14, "Observation": 18, "HonorTally": 6, "Activity": 39, "Goal": 10, "Claim": 6, "Engagement": 3, "Byline": 3, "Naming": 7, "Siting": 12, "Composition": 21},
    "a2": {"Observation": 1, "Activity": 95, "Partnership": 7, "Goal": 26, "Claim": 3, "Byline": 5, "Naming": 6, "Siting": 2, "Composition": 14},
    "a3": {"Observation": 16, "HonorTally": 5, "Activity": 22, "Goal": 5, "Claim": 1, "Byline": 2, "Naming": 4, "Siting": 3, "Composition": 19},
    "a4": {"Claim": 1, "Byline": 1, "Naming": 1, "Siting": 3},
    "a5": {"Conferral": 10, "Observation": 35, "HonorTally": 5, "Activity": 38, "Partnership": 2, "Goal": 7, "Claim": 7, "Engagement": 1, "Byline": 3, "Naming": 9, "Siting": 11, "Composition": 17},
    "a6": {"Observation": 4, "HonorTally": 1, "Activity": 15, "Goal": 5, "Claim": 3, "Byline": 2, "Naming": 4, "Siting": 2, "Composition": 12},
}
# fmt: on
"""Article → kind of fact → how many a reader found in the text."""
ORDINARY = ("进一步",)
"""Words with a numeral in them that count nothing."""
FIGURES = {"valueText", "streakText", "batchText", "periodText"}
"""Phrases that print a figure."""
RUN = 20
"""Characters of a run that two texts share by copying and not by chance."""

articles = pytest.mark.parametrize("name", REVIEWED)


def read(name: str) -> Article:
    return load(FOLDER / f"{name}.yaml")


def words_of(fact: Fact) -> Iterator[str]:
    """Yield the phrases as printed and the words of our own."""
    yield from (phrase for _, phrase in review.printed(fact))
    if label := getattr(fact, "label", None):
        yield from (label.zh, label.en)


def test_every_article_was_reviewed() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(REVIEWED)


# ---- how many


@articles
def test_an_article_has_the_facts_that_a_reader_found(name: str) -> None:
    assert Counter(type(fact).__name__ for fact in read(name).facts) == REVIEWED[name]


@articles
def test_the_facts_stand_in_the_order_of_the_text(name: str) -> None:
    """Paragraph by paragraph, so that a reviewer reads file and text side by side."""
    paragraphs = [min(fact.at).paragraph for fact in read(name).facts if not fact.implied]
    assert paragraphs == sorted(paragraphs)


@articles
def test_no_fact_can_be_deleted_unseen(name: str, tmp_path: Path) -> None:
    article = read(name)
    lines = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    copy = tmp_path / f"{name}.yaml"
    unseen = []
    for index, fact in enumerate(article.facts):
        span = article.document.spans["facts", index]
        rest = [*lines[: span.line], *lines[span.end_line + (span.end_column > 0) :]]
        copy.write_text("".join(rest), encoding="utf-8")
        try:
            load(copy)
        except CombinedError as found:
            missing = {e.en.split()[0] for e in found.errors if e.code == "fact-missing"}
            assert missing == {fact.id}
        else:
            unseen.append(fact.id)
    assert unseen == []


@articles
def test_no_two_facts_say_the_same(name: str) -> None:
    said = [fact.model_dump(mode="json", exclude={"id"}) for fact in read(name).facts]
    assert [one for index, one in enumerate(said) if one in said[:index]] == []


# ---- true to the text


@articles
def test_the_text_contradicts_nothing(name: str, corpus: Path) -> None:
    assert [str(error) for error in review.check(read(name), Text.read(corpus, name))] == []


@articles
def test_the_facts_cover_the_text(name: str, corpus: Path) -> None:
    found = review.coverage(read(name), Text.read(corpus, name))
    assert found.share >= 0.97
    # What is left are words that join: 同时, 其中包括, 据…介绍.
    assert [str(at) for at in found.uncovered if at.end - at.start > 4] == []
    assert found.numbers > 0
    assert found.numbers_uncovered == ()


@articles
def test_every_number_is_printed_by_a_fact_or_in_a_name_or_not_asserted(
    name: str, corpus: Path
) -> None:
    """Coverage takes a number for told where a passage runs over it; here a fact must print it."""
    article, text = read(name), Text.read(corpus, name)
    told = {locator for entry in article.not_asserted for locator in entry.at}
    for fact in article.facts:
        for key, phrase in review.printed(fact):
            if key not in FIGURES:
                continue
            told |= {
                found
                for at in fact.at
                for found in text.find(phrase, at.paragraph)
                if at.start <= found.start and found.end <= at.end
            }
    for words in (*_names(), *ORDINARY):
        told.update(text.find(words))
    untold = [
        (number, match.start(), match[0])
        for number, line in enumerate(text.lines, 1)
        for match in review.NUMBER.finditer(line)
        if not any(
            at.paragraph == number and at.start <= match.start() and match.end() <= at.end
            for at in told
        )
    ]
    assert untold == []


@articles
def test_what_is_not_asserted_is_a_number_and_no_fact_stands_on_it_alone(
    name: str, corpus: Path
) -> None:
    """A reason is given for a number, and for no more than the number."""
    text = Text.read(corpus, name)
    for entry in read(name).not_asserted:
        for locator in entry.at:
            assert review.NUMBER.search(text.passage(locator))
            assert locator.end - locator.start <= 6


@articles
def test_headline_and_byline_are_the_first_lines_of_the_text(name: str, corpus: Path) -> None:
    record, text = read(name).record, Text.read(corpus, name)
    assert (record.headline, record.byline) == text.lines[:2]


@articles
def test_a_passage_is_no_longer_than_its_fact_needs(name: str) -> None:
    article = read(name)
    long = [
        (fact.id, str(locator))
        for fact in article.facts
        for locator in fact.at
        for length in [article.record.paragraphs[locator.paragraph - 1]]
        if length > 80 and locator.end - locator.start > min(0.6 * length, 60)
    ]
    assert long == []


# ---- copying nothing


def runs(words: str) -> Iterator[str]:
    yield from (words[start : start + RUN] for start in range(len(words) - RUN + 1))


@articles
def test_no_phrase_or_label_copies_a_run_of_the_text(name: str, corpus: Path) -> None:
    text = "\n".join(Text.read(corpus, name).lines)
    copied = [
        (fact.id, words)
        for fact in read(name).facts
        for words in words_of(fact)
        if any(run in text for run in runs(words))
    ]
    assert copied == []


def test_no_file_of_the_project_copies_a_sentence_of_the_corpus(corpus: Path) -> None:
    """A run with punctuation in it is a piece of a sentence; headlines and names are none."""
    texts = [Text.read(corpus, path.stem) for path in sorted(corpus.glob("*.txt"))]
    titles = "\n".join(line for text in texts for line in text.lines[:2])
    told = {
        run
        for text in texts
        for line in text.lines[2:]
        for run in runs(line)
        if re.search("[,。;、:,;]", run) and run not in titles
    }
    assert len(told) > 1000
    longest_first = sorted(
        (name for name in _names() if len(name) > RUN // 2), key=len, reverse=True
    )
    names = re.compile("|".join(map(re.escape, longest_first)))
    copied = {
        (str(path.relative_to(assets.root())), run)
        for path in _files()
        for line in names.sub("", path.read_text(encoding="utf-8")).splitlines()
        for run in runs(line)
        if run in told
    }
    assert sorted(copied) == []


def _names() -> set[str]:
    entities = registration.load(DATA / "registry", read_divisions(DIVISIONS)).entities.values()
    return {name for entity in entities for name in entity.names()}


def _files() -> Iterator[Path]:
    for folder in ("data", "docs", "ontology", "queries", "shapes", "src", "api", "tests"):
        for path in sorted(assets.folder(folder).rglob("*")):
            if path.suffix in {".yaml", ".json", ".ttl", ".rq", ".py", ".md", ".csv", ".html"}:
                yield path
    yield from assets.root().glob("*.md")
