"""`kg` itself: what it offers, its version, and settings that it cannot take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import __version__

if TYPE_CHECKING:
    from cli.conftest import Run

COMMANDS = ("build", "check", "coverage", "anchor", "schema", "query", "serve", "bench")


def test_help_names_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert f" {command} " in result.output


def test_help_names_the_setting_behind_an_option(run: Run) -> None:
    assert "[setting KG_PORT]" in run("serve", "--help").stdout


def test_without_a_command_it_gives_help(run: Run) -> None:
    result = run()
    assert result.exit_code != 0
    assert " build " in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"kg {command}" in result.output


def test_version(run: Run) -> None:
    result = run("--version")
    assert (result.exit_code, result.output) == (0, f"{__version__}\n")


def test_a_value_that_a_setting_cannot_have_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an option and from the environment; no trace of Python in either."""
    monkeypatch.setenv("KG_WORKERS", "many")
    for result in (run("serve", "--port", "99999"), run("build")):
        assert result.exit_code == 2
        assert "workers" in result.output
        assert isinstance(result.exception, SystemExit)
    assert "port" in run("serve", "--port", "99999").output
