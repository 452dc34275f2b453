"""OpenRefine itself uses the service as it is: names become entities, entities bring columns."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from api.reconciliation.openrefine import OpenRefine, refining
from api.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLE = """名称,所在地
环翠,威海市
環翠區,
胶州,青岛
市中区,济南市
市中区,
huancui,
查无此地县,
"""
IDS = [
    "division/371002",
    "division/371002",
    "division/370281",
    "division/370103",
    "市中区",  # two are as good as each other, so it stays as it is
    "huancui",  # what is only read alike is offered, never matched
    "查无此地县",
]


@pytest.fixture(scope="module")
def refine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRefine]:
    """OpenRefine; the test skips visibly where it is not installed."""
    if (command := shutil.which("openrefine")) is None:
        pytest.skip("there is no openrefine")
    with refining(command, tmp_path_factory.mktemp("openrefine")) as running:
        yield running


@pytest.fixture(scope="module")
def service(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What a user gives under *Add standard service*."""
    log = tmp_path_factory.mktemp("reconcile") / "log"
    with serving(log, "--store", str(built)) as running:
        yield f"{running.address}/reconcile/zh"


@pytest.fixture(scope="module")
def manifest(service: str) -> dict[str, Any]:
    found: dict[str, Any] = httpx2.get(service, trust_env=False).json()
    return found


def test_it_offers_the_type_of_a_column(refine: OpenRefine, service: str) -> None:
    assert refine.open(TABLE).guess_types("名称", service)[0] == "County"


@pytest.mark.parametrize("type_", ["County", None])
def test_names_become_entities_only_where_that_is_certain(
    refine: OpenRefine, service: str, manifest: dict[str, Any], type_: str | None
) -> None:
    project = refine.open(TABLE)
    project.reconcile("名称", manifest, service, type=type_, details={"所在地": "within"})
    assert project.cells("名称") == IDS


def test_entities_bring_columns(refine: OpenRefine, service: str, manifest: dict[str, Any]) -> None:
    project = refine.open(TABLE)
    project.reconcile("名称", manifest, service, type="County", details={"所在地": "within"})
    figures = {
        "id": "indicator/gross-regional-product/growth",
        "name": "growth",
        "settings": {"content": "number", "at": "2023", "limit": "1"},
    }
    wanted = [{"id": "divisionCode", "name": "code"}, {"id": "prefecture", "name": "city"}, figures]
    project.extend("名称", manifest, service, wanted)
    _, code, city, growth, _ = project.columns()
    assert project.cells(code)[:4] == ["371002", "371002", "370281", "370103"]
    assert project.cells(city)[:4] == [  # entities at once, which bring columns in their turn
        "division/371000",
        "division/371000",
        "division/370200",
        "division/370100",
    ]
    assert project.cells(growth)[:4] == [None, None, 6.8, None]
    assert set(project.cells(code)[4:]) == {None}
