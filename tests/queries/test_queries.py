"""Saved queries: a header that machines read, and a query that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from kg import assets, queries
from kg.errors import DataError, QueryError

if TYPE_CHECKING:
    from pathlib import Path

SAVED = queries.load(assets.folder("queries"))
GOOD = """\
#+ title-zh: 各地的荣誉
#+ title-en: "Honors: by place"
#+ tags: [honors, start]
#+ params: {honorName: {zh: 荣誉, en: honor, type: label}}
#+ columns: {s: {zh: 授予, en: conferral}}
#+ publish: no
PREFIX cdo: <https://w3id.org/county-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
# a comment
SELECT ?s
WHERE {
  VALUES ?honorName { "先进县"@zh }
  ?s a cdo:Conferral ; cdo:honor/rdfs:label ?honorName
}
"""


def write(folder: Path, text: str, name: str = "honors.rq") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_header_and_a_query_are_read(tmp_path: Path) -> None:
    saved = queries.read(write(tmp_path, GOOD))
    assert saved.name == "honors"
    assert saved.title == {"zh": "各地的荣誉", "en": "Honors: by place"}
    assert saved.tags == ("honors", "start")
    assert saved.params["honorName"] == queries.Param(zh="荣誉", en="honor", type="label")
    assert saved.columns["s"] == queries.Heading(zh="授予", en="conferral")
    assert saved.publish is False


def test_the_text_is_the_query_without_its_header(tmp_path: Path) -> None:
    assert queries.read(write(tmp_path, GOOD)).text == GOOD.partition("#+ publish: no\n")[2]


def test_titles_alone_are_enough(tmp_path: Path) -> None:
    text = "#+ title-zh: 一\n#+ title-en: one\nASK {}\n"
    saved = queries.read(write(tmp_path, text))
    assert (saved.tags, dict(saved.params), saved.publish) == ((), {}, True)


@pytest.mark.parametrize(("written", "publish"), [("no", False), ('"no"', False), ("yes", True)])
def test_publish_is_no_where_it_says_no(tmp_path: Path, written: str, publish: bool) -> None:  # noqa: FBT001
    text = f"#+ title-zh: 一\n#+ title-en: one\n#+ publish: {written}\nASK {{}}\n"
    assert queries.read(write(tmp_path, text)).publish is publish


@pytest.mark.parametrize(
    "header",
    [
        "",
        "# title-zh: 一\n# title-en: one\n",  # a comment is no header
        "#+ title-zh: 一\n",
        "#+ title-en: one\n",
        "#+ title-zh: 一\n#+ title-en: [one\n",
        "#+ title-zh: 一\n#+ title-en: one\n#+ title-en: two\n",
        "#+ title-zh: 一\n#+ title-en:\n",
        "#+ only words\n",
        "#+ - a list\n",
        "#+ title-zh: 一\n#+ title-en: one\n#+ tags: honors, growth\n",
        "#+ title-zh: 一\n#+ title-en: one\n#+ tags: {a: b}\n",
        "#+ title-zh: 一\n#+ title-en: one\n#+ params: [honor]\n",
        "#+ title-zh: 一\n#+ title-en: one\n#+ params: {honor: 先进县}\n",
        "#+ title-zh: 一\n#+ title-en: one\n#+ publish: perhaps\n",
        "#+ title-zh: 一\n#+ title-en: one\n#+ parameters: {}\n",
    ],
)
def test_a_header_out_of_order_is_told_with_its_file_and_mend(tmp_path: Path, header: str) -> None:
    path = write(tmp_path, f"{header}ASK {{}}\n")
    with pytest.raises(DataError) as caught:
        queries.read(path)
    error = caught.value
    assert (error.code, error.file) == ("query-header", str(path))
    assert error.line is not None
    assert "title-zh" in error.mend_zh
    assert "title-en" in error.mend_en
    assert "\n" not in error.message()


def test_the_line_that_is_not_in_order_is_told(tmp_path: Path) -> None:
    for wrong, line in (("publish: no", 7), ("tags: [honors, start]", 4)):
        text = "# saved\n" + GOOD.replace(wrong, wrong.partition(" ")[0] + " perhaps")
        with pytest.raises(DataError) as caught:
            queries.read(write(tmp_path, text))
        assert caught.value.line == line


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "honors.rq"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(DataError) as caught:
        queries.read(path)
    assert caught.value.file == str(path)


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.rq", "a.rq", "notes.txt"):
        write(tmp_path, GOOD, name)
    assert [saved.name for saved in queries.load(tmp_path)] == ["a", "b"]


# ---- parameters

PARAMETRISED = """\
#+ title-zh: 一
#+ title-en: one
#+ params:
#+   name: {zh: 名称, en: name, type: label}
#+   from: {zh: 起, en: from, type: date}
#+   measure: {zh: 度量, en: measure, type: code}
#+   least: {zh: 最小, en: least, type: decimal}
SELECT * WHERE {
  VALUES ?name { "胶州市"@zh }
  VALUES ?from { "2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }
  VALUES ?measure { <https://w3id.org/county-kg/ontology#measure-level> }
  VALUES ?least { 1.5 }
}
"""


def solution(folder: Path, **values: str) -> pyoxigraph.QuerySolution:
    text = queries.read(write(folder, PARAMETRISED)).bind(values)
    found = pyoxigraph.Store().query(text)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    (only,) = found
    return only


def test_a_query_runs_with_its_defaults_and_with_other_values(tmp_path: Path) -> None:
    assert str(solution(tmp_path)["name"]) == '"胶州市"@zh'
    found = solution(tmp_path, name="Huancui", least="322.7", measure="measure-growth")
    assert str(found["name"]) == '"Huancui"@en'
    assert found["measure"].value.endswith("#measure-growth")
    assert found["least"].value == "322.7"
    assert found["from"].value == "2024-01-01"


@pytest.mark.parametrize(
    "hostile",
    ['a" } } ; DROP ALL #', "a\\", "a\nb } #", r"\1 \g<0>", "{ ?x ?y ?z }", "'" * 3, '"' * 3],
)
def test_a_value_stays_one_term(tmp_path: Path, hostile: str) -> None:
    assert solution(tmp_path, name=hostile)["name"].value == hostile


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("nobody", "x", "parameter-unknown"),
        ("from", "2024", "parameter-invalid"),
        ("from", "2024-13-01", "parameter-invalid"),
        ("least", "NaN", "parameter-invalid"),
        ("measure", "x> } #", "parameter-invalid"),
    ],
)
def test_a_wrong_value_is_refused(tmp_path: Path, name: str, value: str, code: str) -> None:
    with pytest.raises(QueryError) as caught:
        solution(tmp_path, **{name: value})
    assert (caught.value.code, caught.value.status) == (code, 400)


def test_a_parameter_without_its_line_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="VALUES"):
        queries.read(write(tmp_path, PARAMETRISED.replace("  VALUES ?least { 1.5 }\n", "")))


# ---- the queries of the project


def test_there_are_three_queries_at_least() -> None:
    assert len([saved for saved in SAVED if saved.publish]) >= 3


@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.name)
def test_a_saved_query_is_sparql(saved: queries.SavedQuery) -> None:
    assert pyoxigraph.Store().query(saved.text) is not None


@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.name)
def test_a_saved_query_has_tags_and_titles_of_its_own(saved: queries.SavedQuery) -> None:
    assert saved.tags
    for language in ("zh", "en"):
        assert [other.title[language] for other in SAVED].count(saved.title[language]) == 1


def test_defaults_and_terms_are_read_from_the_text() -> None:
    query = next(q for q in SAVED if q.name == "who-gave-a-figure")
    assert query.defaults == {
        "placeName": '"环翠区"@zh',
        "indicatorName": '"高新技术企业数量"@zh',
        "printedValue": "1238.0",
    }
    assert query.bind({}) == query.text
    assert query.terms[:3] == ("indicator", "about", "value")
    assert len(query.terms) == len(set(query.terms))
