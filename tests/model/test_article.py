"""A fact file as a whole: whatever is wrong tells its code, file, line and fact, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import CombinedError, KgError
from kg.model import article as articles
from kg.model.article import Article, fact_references, load
from model.samples import CONFERRAL, FILE, GOAL, LINES, OBSERVATION, RECORD, errors_of, places

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return load(write(tmp_path, FILE))


def write(folder: Path, text: str, name: str = "t1.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(
    folder: Path, text: str, name: str = "t1.yaml"
) -> list[tuple[str, int | None, str | None]]:
    """Return code, line and fact of each error of a file; each has a file, and words on its mend."""
    path = write(folder, text, name)
    errors = errors_of(lambda: load(path, folder))
    assert all(error.file == name for error in errors)
    assert all(error.mend_zh and error.mend_en and error.zh and error.en for error in errors)
    return places(errors)


def changed(old: str, new: str) -> str:
    assert FILE.count(old) == 1, old
    return FILE.replace(old, new)


def test_a_good_file_is_taken(article: Article) -> None:
    assert article.id == "t1"
    assert [fact.id for fact in article.facts] == ["t1-001", "t1-002", "t1-003"]
    assert (article.next_fact, article.withdrawn, article.not_asserted) == (4, (), ())
    assert article.record.paragraphs == tuple(map(len, LINES))
    assert (article.record.date, article.record.date_inferred) == ("2024", True)
    assert article.record.newspaper == "unknown"


def test_a_fact_and_its_keys_have_their_lines(article: Article) -> None:
    assert article.line_of("t1-001") == 14
    assert article.line_of("t1-002", "value") == 29
    assert article.line_of("t1-003", "objectText") == 40
    assert article.line_of("t1-003", "period") == 33  # no such key: the fact
    assert article.line_of("t1-009") is None


# ---- form


@pytest.mark.parametrize("empty", ["", "# nothing yet\n", "[]\n", "facts\n"])
def test_a_file_without_content_is_refused(tmp_path: Path, empty: str) -> None:
    assert told(tmp_path, empty) == [("data-invalid", 1, None)]


def test_broken_yaml_tells_its_line(tmp_path: Path) -> None:
    assert told(tmp_path, changed("  value: 1600", "   value: 1600")) == [("data-yaml", 29, None)]


def test_a_key_twice_in_a_fact_is_refused(tmp_path: Path) -> None:
    text = changed("  value: 1600\n", "  value: 1600\n  value: 1700\n")
    assert told(tmp_path, text) == [("data-duplicate-key", 30, None)]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("  newspaper: unknown\n", "", 2),
        ("  newspaper: unknown", "  newspaper:", 5),
        ("  page: unknown", "  page: []", 8),
        ("  url: unknown", "  url: www.example.org", 9),
        ("  url: unknown", "  url: 'https://example.org/a b'", 9),
        ("  date: 2024", "  date: 今年", 6),
        ("  date: 2024", "  date: 2024-13", 6),
        ("  date: 2024", "  date: 2023/2024", 6),
        ("  date: 2024", "  date: 2023/..", 6),
        ("  sha256: ", "  sha256: 0", 10),
        ("  id: t1\n", "  id: T1\n", 2),
        ("nextFact: 4", "nextFact: four", 12),
        ("nextFact: 4", "nextFact: 1000000000000", 12),
        ("nextFact: 4\n", "", 1),
        ("nextFact: 4", "nextFact: 4\nfact: []", 13),
        ("nextFact: 4", "nextFact: 4\nnotAsserted:\n- {at: '3:0-1'}", 14),
        ("nextFact: 4", "nextFact: 4\nnotAsserted:\n- {at: '3', reason: x}", 14),
    ],
)
def test_what_is_wrong_in_the_record_is_told_once_at_its_line(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    assert told(tmp_path, changed(old, new)) == [("data-invalid", line, None)]


@pytest.mark.parametrize("known", ["2024", "2024-05", "2024-05-31", "unknown"])
def test_a_date_is_a_year_a_month_a_day_or_unknown(tmp_path: Path, known: str) -> None:
    path = write(tmp_path, changed("date: 2024", f"date: {known}"))
    assert load(path).record.date == known


def test_a_fact_that_is_no_mapping_or_has_no_id_is_told_by_its_line(tmp_path: Path) -> None:
    text = (
        f"{RECORD}nextFact: 1\nfacts:\n- t1-001\n- kind: Goal\n  at: 1:0-4\n  modality: planned\n"
    )
    assert told(tmp_path, text) == [("data-invalid", 14, None), ("data-invalid", 15, None)]


@pytest.mark.parametrize("wrong", ["[t1-003]", "{t1: 3}", ""])
def test_an_id_that_is_no_text_is_told_in_words(tmp_path: Path, wrong: str) -> None:
    path = write(tmp_path, changed("id: t1-003", f"id: {wrong}"))
    with pytest.raises(CombinedError) as caught:
        load(path)
    assert "t1.yaml:33" in str(caught.value)


def test_all_errors_of_form_come_at_once(tmp_path: Path) -> None:
    text = (
        FILE.replace("page: unknown\n", "pages: 3\n")
        .replace("verb: retained", "verb: kept")
        .replace("value: 1600", "value: many")
        .replace("bound: more-than", "bound: over")
        .replace("modality: planned\n", "modality: planned\n  result: 新平台\n")
    )
    assert told(tmp_path, text) == [
        ("data-invalid", 2, None),
        ("data-invalid", 8, None),
        ("data-invalid", 19, "t1-001"),
        ("data-invalid", 29, "t1-002"),
        ("data-invalid", 32, "t1-002"),
        ("data-invalid", 40, "t1-003"),
    ]


# ---- content


def test_a_file_bears_the_id_of_its_article(tmp_path: Path) -> None:
    assert told(tmp_path, FILE, "t2.yaml") == [("article-name", 2, None)]


def test_a_number_used_twice_is_told_at_its_second_place(tmp_path: Path) -> None:
    text = changed("id: t1-003", "id: t1-002").replace("nextFact: 4", "nextFact: 3")
    assert told(tmp_path, text) == [("fact-duplicate", 33, "t1-002")]


def test_a_number_of_a_withdrawn_fact_is_not_used_again(tmp_path: Path) -> None:
    text = changed("nextFact: 4", "nextFact: 4\nwithdrawn: [2]")
    assert told(tmp_path, text) == [("fact-duplicate", 24, "t1-002")]


def test_a_number_is_below_next_fact(tmp_path: Path) -> None:
    assert told(tmp_path, changed("nextFact: 4", "nextFact: 3")) == [
        ("fact-duplicate", 33, "t1-003")
    ]


@pytest.mark.parametrize("wrong", ["t2-003", "t1-0003", "t1-000", "t11-003"])
def test_an_id_is_of_its_article_and_of_three_digits(tmp_path: Path, wrong: str) -> None:
    text = changed("id: t1-003", f"id: {wrong}").replace("nextFact: 4", "nextFact: 3")
    assert told(tmp_path, text) == [("fact-number", 33, wrong)]


@pytest.mark.parametrize(("number", "fact"), [(1, CONFERRAL), (2, OBSERVATION), (3, GOAL)])
def test_a_fact_that_is_gone_is_missed_until_it_is_withdrawn(
    tmp_path: Path, number: int, fact: str
) -> None:
    text = changed(fact, "")
    assert told(tmp_path, text) == [("fact-missing", 12, None)]
    withdrawn = text.replace("nextFact: 4", f"nextFact: 4\nwithdrawn: [{number}]")
    assert told(tmp_path, withdrawn) == []


def test_every_missing_number_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, changed("nextFact: 4", "nextFact: 7"))
    named = [error.en.split()[0] for error in errors_of(lambda: load(path))]
    assert named == ["t1-004", "t1-005", "t1-006"]


@pytest.mark.parametrize(
    ("locator", "good"),
    [
        ("4:0-8", True),
        ("4:0-15", True),  # the whole paragraph
        ("4:0-16", False),
        ("4:15-16", False),
        ("5:0-1", False),
        ("[4:0-8, 1:0-12]", False),
    ],
)
def test_a_locator_stays_in_its_article(tmp_path: Path, locator: str, good: bool) -> None:  # noqa: FBT001
    expected = [] if good else [("locator-range", 35, "t1-003")]
    assert told(tmp_path, changed("at: 4:0-8", f"at: {locator}")) == expected


def test_a_locator_of_what_is_not_asserted_stays_in_it_too(tmp_path: Path) -> None:
    entries = "notAsserted:\n- {at: '3:0-2', reason: 一}\n- {at: '9:0-2', reason: 二}\n"
    text = changed("nextFact: 4\n", f"nextFact: 4\n{entries}")
    assert told(tmp_path, text) == [("locator-range", 15, None)]


@pytest.mark.parametrize("key", ["countedIn", "restates", "inCapacity"])
@pytest.mark.parametrize(
    ("target", "good"), [("t1-002", True), ("t1-009", False), ("t1-003", False)]
)
def test_a_reference_leads_to_another_fact_of_the_article(
    tmp_path: Path,
    key: str,
    target: str,
    good: bool,  # noqa: FBT001
) -> None:
    expected = [] if good else [("fact-unknown", 41, "t1-003")]
    assert told(tmp_path, f"{FILE}  {key}: {target}\n") == expected


def test_a_fact_may_restate_one_of_another_article(tmp_path: Path) -> None:
    path = write(tmp_path, f"{FILE}  restates: [t2-001, t1-001]\n")
    fact = load(path).facts[2]
    assert list(fact_references(fact)) == [("restates", "t2-001"), ("restates", "t1-001")]


def test_a_withdrawn_fact_is_referred_to_no_more(tmp_path: Path) -> None:
    text = changed(CONFERRAL, "").replace("nextFact: 4", "nextFact: 4\nwithdrawn: 1")
    assert told(tmp_path, f"{text}  restates: t1-001\n") == [("fact-unknown", 33, "t1-003")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: 1600", "value: 1700", ("figure-not-printed", 29, "t1-002")),
        ("value: 1600", "value: 100000000", ("figure-not-printed", 29, "t1-002")),
        ("value: 1600", "value: 160000000000", ("figure-not-printed", 29, "t1-002")),
        ("streak: 3", "streak: 4", ("figure-not-printed", 21, "t1-001")),
        ("streak: 3", "batch: 2\n  batchText: 第一批\n  streak: 3",
         ("figure-not-printed", 21, "t1-001")),
    ],
)  # fmt: skip
def test_a_figure_is_the_one_printed(
    tmp_path: Path, old: str, new: str, expected: tuple[str, int, str]
) -> None:
    assert told(tmp_path, changed(old, new)) == [expected]


def test_all_errors_of_content_come_at_once(tmp_path: Path) -> None:
    text = (
        FILE.replace("nextFact: 4", "nextFact: 6")
        .replace("id: t1-003", "id: t1-001")
        .replace("at: 1:0-11", "at: 1:0-12")
        .replace("value: 1600", "value: 1700")
        + "  restates: t1-009\n"
    )
    assert sorted(told(tmp_path, text, "t2.yaml"), key=str) == [
        ("article-name", 2, None),
        ("fact-duplicate", 33, "t1-001"),
        ("fact-missing", 12, None),
        ("fact-missing", 12, None),
        ("fact-missing", 12, None),
        ("fact-unknown", 41, "t1-001"),
        ("figure-not-printed", 29, "t1-002"),
        ("locator-range", 16, "t1-001"),
    ]


def test_an_error_reads_as_place_words_mend_and_code(tmp_path: Path) -> None:
    path = write(tmp_path, changed("value: 1600", "value: 1700"))
    with pytest.raises(KgError) as caught:
        articles.load(path, tmp_path)
    assert str(caught.value) == (
        "t1.yaml:29 t1-002: value is 1700, and what is printed is '突破1600亿元'. "
        "Correct the figure or the phrase. [figure-not-printed]"
    )
