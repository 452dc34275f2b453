"""`kg build` and `kg check`: exit codes, what they say, and in which language."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from cli.conftest import kg
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from build.small import Small
    from cli.conftest import Run

T1, T2 = "data/articles/t1.yaml", "data/articles/t2.yaml"


def spoil(project: Small, name: str = "t1") -> str:
    """Write an unknown name into an article; return the place that the error names."""
    old, new, fact = {
        "t1": ("credits: 甲乙", "credits: 无名", "t1-006"),
        "t2": ("recipient: 丁县", "recipient: 无县", "t2-001"),
    }[name]
    path = project.article(name)
    project.edit(path, old, new)
    return f"data/articles/{name}.yaml:{project.line(path, new)} {fact}: "


# -- build


def test_build_as_a_process_publishes_and_says_so(project: Small) -> None:
    arguments = ("build", "--data", project.data, "--store", project.store)
    first = kg(*arguments)
    version = Snapshot.load(project.store).version
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith(f"snapshot {version}: 2 articles, 8 facts, ")
    assert "5 graphs made again" in first.stdout
    second = kg("build", KG_DATA=str(project.data), KG_STORE=str(project.store))
    assert second.returncode == 0
    assert f"snapshot {version}" in second.stdout
    assert "(unchanged)" in second.stdout


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh_CN.UTF-8", ("登记表中没有“无名”", "请在 data/registry 中登记")),
        ("en_GB.UTF-8", ("has no '无名'", "Add it to data/registry")),
        ("C.UTF-8", ("has no '无名'",)),
    ],
)
def test_a_refused_build_exits_1_and_names_file_line_fact_and_mend(
    project: Small, lang: str, words: tuple[str, ...]
) -> None:
    place = spoil(project)
    done = kg("build", "--data", project.data, "--store", project.store, LANG=lang)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(place)
    assert done.stderr.endswith("[entity-unknown]\n")
    assert all(word in done.stderr for word in words)
    assert not (project.store / "current").exists()


def test_a_refused_build_tells_every_error_once(run: Run, project: Small) -> None:
    places = {spoil(project), spoil(project, "t2")}
    result = run("build", "--data", project.data, "--store", project.store)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert all(any(line.startswith(place) for line in lines) for place in places)


def test_a_warning_is_told_and_the_build_goes_on(run: Run, project: Small) -> None:
    project.edit(project.article("t1"), "  periodText: 去年\n", "")
    result = run("build", "--data", project.data, "--store", project.store)
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert line.startswith("warning: ")
    assert "t1-002" in line
    assert result.stdout.startswith("snapshot ")


@pytest.mark.parametrize(
    ("option", "code"),
    [("--corpus", "corpus-missing"), ("--data", "data-missing"), ("--store", "store-unreadable")],
)
def test_a_folder_that_is_none_is_told(run: Run, project: Small, option: str, code: str) -> None:
    (project.root / "file").write_text("")
    given = {"--data": project.data, "--store": project.store, "--corpus": project.corpus}
    given[option] = project.root / "file"
    result = run("build", *(each for pair in given.items() for each in pair))
    assert result.exit_code == 1
    assert f"[{code}]" in result.stderr
    assert str(project.root / "file") in result.stderr


# -- check


def test_check_of_all_files_in_order_stores_nothing(run: Run, project: Small) -> None:
    result = run("check", "--data", project.data)
    assert (result.exit_code, result.stdout) == (0, "2 articles, 8 facts: in order\n")
    assert sorted(path.name for path in project.root.iterdir()) == ["corpus", "data"]


def test_check_compares_with_the_texts_where_there_are_some(run: Run, project: Small) -> None:
    project.edit(project.article("t1"), "value: 322.7\n", "value: 323.7\n")
    project.edit(project.article("t1"), "valueText: 322.7万元", "valueText: 323.7万元")
    assert run("check", "--data", project.data).exit_code == 0
    result = run("check", "--data", project.data, "--corpus", project.corpus)
    assert result.exit_code == 1
    assert "[figure-not-in-passage]" in result.stderr
    assert "[phrase-not-in-passage]" in result.stderr


def test_check_as_a_process_tells_the_errors_of_that_file_only(project: Small) -> None:
    here, there = spoil(project), spoil(project, "t2")
    done = kg("check", project.article("t1"), "--data", project.data)
    assert done.returncode == 1
    assert here in done.stderr
    assert there not in done.stderr
    both = kg("check", "--data", project.data)
    assert both.returncode == 1
    assert here in both.stderr
    assert there in both.stderr


def test_check_of_a_good_file_beside_a_bad_one(run: Run, project: Small) -> None:
    spoil(project, "t2")
    result = run("check", project.article("t1"), "--data", project.data)
    assert (result.exit_code, result.stdout) == (0, "1 articles, 6 facts: in order\n")
    assert "store-wide rules were not run" in result.stderr


def test_what_is_wrong_with_the_registry_concerns_every_file(run: Run, project: Small) -> None:
    path = project.data / "registry" / "honor.yaml"
    project.edit(path, "level: provincial", "level: provinical")
    result = run("check", project.article("t1"), "--data", project.data)
    assert result.exit_code == 1
    assert "data/registry/honor.yaml:1" in result.stderr


def test_a_file_elsewhere_is_checked_in_place_of_its_namesake(
    run: Run, project: Small, tmp_path: Path
) -> None:
    draft = tmp_path / "t1.yaml"
    shutil.copy(project.article("t1"), draft)
    project.edit(draft, "credits: 甲乙", "credits: 无名")
    result = run("check", draft, "--data", project.data)
    assert result.exit_code == 1
    assert f"{draft}:" in result.stderr
    assert run("check", project.article("t1"), "--data", project.data).exit_code == 0


def test_warnings_of_other_files_are_left_out(run: Run, project: Small) -> None:
    project.edit(project.article("t1"), "  periodText: 去年\n", "")
    mine = run("check", project.article("t1"), "--data", project.data)
    other = run("check", project.article("t2"), "--data", project.data)
    assert (mine.exit_code, other.exit_code) == (0, 0)
    assert "t1-002" in mine.stderr
    assert other.stderr == ""


def test_check_of_a_file_that_is_not_there_is_a_wrong_call(run: Run, project: Small) -> None:
    result = run("check", project.root / "no.yaml", "--data", project.data)
    assert result.exit_code == 2
    assert "exist" in result.output
