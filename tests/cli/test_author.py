"""`kg anchor`, `kg coverage` and `kg schema`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg import assets

if TYPE_CHECKING:
    from pathlib import Path

    from build.small import Small
    from cli.conftest import Run

WORKING = "facts:\n- id: t1-007  # 三次\n  at: 三次蝉联\n- at: [3:12-16, 增长23.50%]\n"


def working(folder: Path, name: str = "t1.work.yaml", text: str = WORKING) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_anchor_prints_the_file_with_locators(run: Run, project: Small, tmp_path: Path) -> None:
    file = working(tmp_path)
    result = run("anchor", file, "--corpus", project.corpus)
    anchored = WORKING.replace("at: 三次蝉联", "at: 3:5-9").replace("增长23.50%", "3:25-33")
    assert (result.exit_code, result.stdout) == (0, anchored)
    assert file.read_text(encoding="utf-8") == WORKING


def test_anchor_writes_where_it_is_told(run: Run, project: Small, tmp_path: Path) -> None:
    """The article's id need not be in the name of the file."""
    file = working(tmp_path, "draft.yaml")
    options = ("--article", "t1", "--corpus", project.corpus)
    printed = run("anchor", file, *options).stdout
    result = run("anchor", file, *options, "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 quotations" in result.stderr
    assert file.read_text(encoding="utf-8") == printed != WORKING


@pytest.mark.parametrize(
    ("quotation", "code"), [("四次蝉联", "quotation-unknown"), ("样板", "quotation-ambiguous")]
)
def test_anchor_writes_nothing_where_a_quotation_has_no_one_place(
    run: Run, project: Small, tmp_path: Path, quotation: str, code: str
) -> None:
    file = working(tmp_path, text=WORKING.replace("at: 三次蝉联", f"at: {quotation}"))
    output = tmp_path / "out.yaml"
    result = run("anchor", file, "-o", output, "--corpus", project.corpus)
    assert result.exit_code == 1
    assert f"{file}:3: " in result.stderr
    assert f"[{code}]" in result.stderr
    assert not output.exists()


@pytest.mark.parametrize("command", ["anchor", "coverage"])
def test_what_needs_the_texts_says_so(
    run: Run, project: Small, tmp_path: Path, command: str
) -> None:
    file = working(tmp_path)
    arguments = [file] if command == "anchor" else ["--data", project.data]
    unset = run(command, *arguments)
    assert unset.exit_code == 1
    assert "[corpus-unset]" in unset.stderr
    assert "KG_CORPUS" in unset.stderr
    wrong = run(command, *arguments, "--corpus", tmp_path)
    assert wrong.exit_code == 1
    assert "[corpus-missing]" in wrong.stderr


def test_coverage_tells_shares_and_what_no_fact_covers(run: Run, project: Small) -> None:
    """t1: 记者 甲乙 stands under a byline and 本报 before it under nothing."""
    result = run("coverage", "--data", project.data, "--corpus", project.corpus)
    assert result.exit_code == 0
    rows = {line.split()[0]: line.split() for line in result.stdout.splitlines() if line.strip()}
    assert rows["t1"][:2] == ["t1", "2:0-2"]
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert "t1 2:0-2 本报" in lines
    assert any(line.startswith("t2 1:0-7 丁县也是样板县") for line in lines)
    assert not [line for line in lines if line.startswith("t1 3:")]


def test_coverage_counts_numbers(run: Run, project: Small) -> None:
    """A figure that no fact carries is told; one that a reason accounts for is not."""
    path = project.article("t1")
    text = path.read_text(encoding="utf-8")
    at = text.index("- id: t1-003")
    text = text[:at] + text[text.index("- id: t1-004") :]
    text = text.replace("nextFact: 7", "nextFact: 7\nwithdrawn: [3]")
    path.write_text(text, encoding="utf-8")
    options = ("--data", project.data, "--corpus", project.corpus)
    assert "t1 3:27-32 number 23.50" in run("coverage", *options).stdout
    assert "number" not in run("coverage", *options, "--no-stretches").stdout.partition("\n")[2]
    reason = 'notAsserted:\n- {at: "3:27-32", reason: a test}\nfacts:'
    path.write_text(text.replace("facts:", reason), encoding="utf-8")
    assert "number 23.50" not in run("coverage", *options).stdout


def test_the_projects_own_articles_are_covered(run: Run, corpus: Path) -> None:
    result = run("coverage", "--corpus", corpus, "--no-stretches")
    assert result.exit_code == 0
    shares = {
        line.split()[0]: float(line.split()[3].rstrip("%"))
        for line in result.stdout.splitlines()
        if "%" in line
    }
    articles = (assets.folder("data") / "articles").glob("*.yaml")
    assert set(shares) == {path.stem for path in articles}
    assert min(shares.values()) > 90


def test_schema_writes_what_the_repository_holds(run: Run, tmp_path: Path) -> None:
    result = run("schema", tmp_path / "new" / "schema")
    assert result.exit_code == 0
    written = {path.name: path for path in (tmp_path / "new" / "schema").iterdir()}
    held = {path.name: path for path in (assets.folder("data") / "schema").iterdir()}
    assert set(written) == set(held) == {"article.schema.json", "registry.schema.json"}
    for name, path in written.items():
        assert json.loads(path.read_bytes()) == json.loads(held[name].read_bytes()), name
