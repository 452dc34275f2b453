"""docs/operation.md says what the service does: its addresses, its figures, its log."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.routing import Route

from kg.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.testclient import TestClient

PAGE = (Path(__file__).parents[2] / "docs" / "operation.md").read_text("utf-8")


def test_every_setting_that_it_names_is_one() -> None:
    named = set(re.findall(r"KG_[A-Z_]+", PAGE))
    assert named <= {f"KG_{name.upper()}" for name in Settings.model_fields}


def test_every_figure_is_told(client: TestClient) -> None:
    client.get("/healthz")
    names = re.findall(r"^# TYPE (kg_\w+)", client.get("/metrics").text, re.MULTILINE)
    assert len(names) > 5
    shown = {name.removesuffix("_created") for name in names}
    assert [name for name in shown if not re.search(rf"`{name}(_total)?`", PAGE)] == []


def test_every_address_is_told_with_its_methods(client: TestClient) -> None:
    app: FastAPI = client.app  # type: ignore[assignment]
    for route in app.routes:
        if not isinstance(route, Route) or route.path == "/":
            continue
        path = re.sub(r"\{\w+:path\}", "…", route.path)
        path = re.sub(r":\w+\}", "}", path)
        rows = (line for line in PAGE.splitlines() if line.startswith("|"))
        line = next(line for line in rows if f"`{path}`" in line)
        told = set(line.split("|")[3].replace(",", "").split())
        assert told == route.methods, path
