"""`kg query`: what can be asked, how the answer is written, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from cli.conftest import kg
from kg import assets
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

CODES = """PREFIX cdo: <https://w3id.org/county-kg/ontology#>
SELECT ?code ?label WHERE {
  ?d cdo:divisionCode ?code ; rdfs:label ?label . FILTER(LANG(?label) = "zh" && ?code < "850102")
} ORDER BY ?code"""
CODES = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n" + CODES
EXPECTED = [("850000", "甲省"), ("850100", "乙市")]


def test_csv_as_a_process(published: Path) -> None:
    done = kg("query", CODES, "-f", "csv", "--store", published)
    assert (done.returncode, done.stderr) == (0, "")
    assert [tuple(row) for row in csv.reader(io.StringIO(done.stdout))] == [
        ("code", "label"),
        *EXPECTED,
    ]


def test_tsv(run: Run, published: Path) -> None:
    result = run("query", CODES, "-f", "tsv", "--store", published)
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows == [["?code", "?label"], *([f'"{code}"', f'"{zh}"@zh'] for code, zh in EXPECTED)]


def test_json(run: Run, published: Path) -> None:
    found = json.loads(run("query", CODES, "-f", "json", "--store", published).stdout)
    rows = found["results"]["bindings"]
    assert [(row["code"]["value"], row["label"]["value"]) for row in rows] == EXPECTED


def test_xml(run: Run, published: Path) -> None:
    text = run("query", CODES, "-f", "xml", "--store", published).stdout
    literals = ET.fromstring(text).iter("{http://www.w3.org/2005/sparql-results#}literal")  # noqa: S314
    assert [each.text for each in literals] == [each for row in EXPECTED for each in row]


def test_a_table_is_the_default(run: Run, published: Path) -> None:
    result = run("query", CODES, "--store", published)
    assert [tuple(line.split()) for line in result.stdout.splitlines()] == [
        ("code", "label"),
        *EXPECTED,
    ]


@pytest.mark.parametrize(("value", "expected"), [("850000", "true"), ("999999", "false")])
def test_ask(run: Run, published: Path, value: str, expected: str) -> None:
    query = f'ASK {{ ?d <https://w3id.org/county-kg/ontology#divisionCode> "{value}" }}'
    assert run("query", query, "--store", published).stdout == f"{expected}\n"
    found = json.loads(run("query", query, "-f", "json", "--store", published).stdout)
    assert found["boolean"] is (expected == "true")


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT WHERE { ?s ?p '850000' }",
        "DESCRIBE <https://w3id.org/county-kg/id/division/850000>",
    ],
)
def test_a_graph_is_printed_as_turtle(run: Run, published: Path, query: str) -> None:
    result = run("query", query, "--store", published)
    found = parse(result.stdout, format=RdfFormat.TURTLE)
    assert "850000" in {getattr(quad.object, "value", "") for quad in found}


def test_the_default_graph_is_the_union_and_graphs_can_be_named(run: Run, published: Path) -> None:
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    rows = run("query", query, "-f", "csv", "--store", published).stdout.split()[1:]
    names = [row.removeprefix("https://w3id.org/county-kg/graph/") for row in rows]
    kept = ["article/t1", "article/t2", "dataset", "divisions", "entities", "inferred", "ontology"]
    assert names == kept


def test_a_saved_query_by_its_name(run: Run, published: Path) -> None:
    result = run("query", "growth-rates", "-f", "csv", "--store", published)
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["place"], row["indicator"], row["unit"]) == ("丙区", "样板投资", "%")
    assert float(row["value"]) == 23.5


@pytest.mark.parametrize(
    "saved", sorted(assets.folder("queries").glob("*.rq")), ids=lambda p: p.stem
)
def test_every_saved_query_runs(run: Run, published: Path, saved: Path) -> None:
    assert run("query", saved.stem, "--store", published).exit_code == 0


@pytest.mark.parametrize("name", ["own.rq", "my own.rq"])
def test_a_file_needs_no_header(run: Run, published: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(CODES, encoding="utf-8")
    result = run("query", tmp_path / name, "-f", "csv", "--store", published)
    assert "850100,乙市" in result.stdout
    assert run("query", name, "-f", "csv", "--store", published).stdout == result.stdout


@pytest.mark.parametrize("name", ["growth-rate", "no/such.rq", "no such.rq"])
def test_an_unknown_name_is_told_with_the_names_there_are(
    run: Run, published: Path, name: str
) -> None:
    result = run("query", name, "--store", published)
    assert result.exit_code == 1
    assert "[query-unknown]" in result.stderr
    assert name in result.stderr
    assert "growth-rates" in result.stderr
    zh = run("query", name, "--store", published, lang="zh_CN.UTF-8")
    assert "没有名为" in zh.stderr


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "service-refused"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", "service-refused"),
        ("LOAD <http://127.0.0.1:9/>", "service-refused"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "sparql-syntax"),
        ("SELECT * { ?s ?p", "sparql-syntax"),
        ("SELECT * { ?s ex:p ?o }", "sparql-syntax"),
        ("what is this", "sparql-syntax"),
    ],
)
def test_what_is_no_query_or_calls_others_is_refused(
    run: Run, published: Path, query: str, code: str
) -> None:
    result = run("query", query, "--store", published)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"[{code}]" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_a_format_that_there_is_not_is_a_wrong_call(run: Run, published: Path) -> None:
    result = run("query", CODES, "-f", "yaml", "--store", published)
    assert result.exit_code == 2
    for name in ("table", "csv", "tsv", "json", "xml"):
        assert name in result.output


@pytest.mark.parametrize(
    ("lang", "words"), [("zh_CN.UTF-8", "运行 kg build"), ("en_GB.UTF-8", "Run `kg build`")]
)
def test_a_store_without_a_snapshot_is_told(
    run: Run, tmp_path: Path, lang: str, words: str
) -> None:
    result = run("query", CODES, "--store", tmp_path / "none", lang=lang)
    assert result.exit_code == 1
    assert "[snapshot-missing]" in result.stderr
    assert words in result.stderr
    assert not (tmp_path / "none").exists()


def test_a_damaged_snapshot_is_told(run: Run, published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "store")
    (Snapshot.load(tmp_path / "store").folder / "data.nq.gz").write_bytes(b"damaged")
    result = run("query", CODES, "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "[snapshot-damaged]" in result.stderr
