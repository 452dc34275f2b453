"""docs/reference.md documents exactly the error codes of the source, with their status."""

from __future__ import annotations

import ast
import re

import pytest
import typer
from fastapi import FastAPI
from starlette.testclient import TestClient

import test_errors
from kg import assets
from kg.cli import app
from kg.settings import Settings
from kg_api import problems

ROOT = assets.root()
TEXT = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z0-9-]+)` \|(?: (\d{3}) \|)? (.+) \| (.+) \|$", re.MULTILINE)
ROWS = ROW.findall(TEXT.partition("## Errors")[2])
STATUS = {code: int(status) for code, status, *_ in ROWS if status}
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
NO_CODES = {"utf-8", "no-store", "measure-growth"}
"""Words of the form of a code, in modules that hand a code on before an error takes it."""


def _codes() -> dict[str, str]:
    """Return code → a place that makes its error.

    Where the first argument of an error is no word but something handed on, its word stands
    elsewhere in that module.
    """
    codes: dict[str, str] = {}
    for place, call in test_errors.MADE.items():
        first = call.args[0] if call.args else None
        scope: ast.AST | None = first
        if not isinstance(first, ast.Constant):
            path = ROOT / place.partition(":")[0]
            scope = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(scope) if scope else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                codes |= {node.value: place} if CODE.fullmatch(node.value) else {}
    return {code: place for code, place in codes.items() if code not in NO_CODES} | _refusals()


def _refusals() -> dict[str, str]:
    """The codes of what is refused before it is a request: no error object is made for it."""
    path = ROOT / "api" / "kg_api" / "protocol.py"
    calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    return {
        str(call.args[1].value): f"api/kg_api/protocol.py:{call.lineno}"
        for call in calls
        if ast.unparse(call.func) == "_Refusal" and isinstance(call.args[1], ast.Constant)
    }


def _statuses() -> dict[str, int]:
    """Return code → HTTP status, where the source writes both out in one call."""
    found: dict[str, int] = {}
    for call in test_errors.MADE.values():
        status = next((word.value for word in call.keywords if word.arg == "status"), None)
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant) and isinstance(status, ast.Constant):
            found |= {str(first.value): int(str(status.value))}
    return found


def test_exactly_the_codes_of_the_source_are_documented() -> None:
    codes = _codes()
    documented = [code for code, *_ in ROWS]
    missing = {code: place for code, place in codes.items() if code not in documented}
    assert missing == {}, "give each a row under Errors in docs/reference.md"
    assert set(documented) - set(codes) == set(), "no source has these codes any more"
    assert len(documented) == len(set(documented)), "a code stands twice"


def test_the_status_of_a_code_is_the_one_of_the_source() -> None:
    statuses = _statuses()
    assert len(statuses) > 10
    assert {code: STATUS.get(code) for code in statuses} == statuses


def test_the_status_of_what_the_application_refuses_is_right() -> None:
    small = FastAPI()
    problems.install(small)

    @small.get("/number")
    def number(n: int) -> int:
        return 1 // n

    with TestClient(small, raise_server_exceptions=False) as client:
        answers = [client.get("/number?n=x"), client.get("/number?n=0")]
        answers += [client.get("/nothing"), client.put("/number")]
    told = {answer.json()["code"]: answer.status_code for answer in answers}
    assert len(told) == len(answers)
    assert {code: STATUS.get(code) for code in told} == told


def test_every_code_has_a_meaning_and_a_mend() -> None:
    assert all(meaning.strip() and mend.strip() for _, _, meaning, mend in ROWS)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_has_its_meaning(name: str) -> None:
    assert re.search(rf"^\| `KG_{name.upper()}` \| .+ \| .+ \|$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(typer.main.get_group(app).commands))
def test_a_command_has_its_meaning(name: str) -> None:
    assert re.search(rf"^### `kg {name}`\n\n.+\.", TEXT, re.MULTILINE)


def test_every_path_has_its_meaning() -> None:
    table = TEXT.partition("## HTTP")[2].partition("<!-- end -->")[0]
    rows = re.findall(r"^\| `(/[^`]*)` \| (.*) \| (.*) \|$", table, re.MULTILINE)
    assert {path for path, *_ in rows} >= {"/", "/sparql", "/healthz", "/readyz"}
    assert [path for path, methods, meaning in rows if not (methods and meaning)] == []
