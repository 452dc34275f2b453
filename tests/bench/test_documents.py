"""The measurement of documents, small, with the service as its own peer; no other is needed."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest
import yaml
from rich.console import Console

from kg.bench import documents, entities, report, servers, site, trifid
from kg.bench.comparison import Comparison
from kg.bench.documents import Rates, Result
from kg.bench.load import Load
from kg.bench.processor import Cost
from kg.bench.servers import Server
from kg.bench.site import COUNTY, ENTERPRISE, HUB
from kg.errors import BenchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.bench.site import Site

SIZE = 12_000
needs_wrk = pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    data = folder / "data.nq"
    data.write_bytes(entities.nquads(SIZE))
    assert documents.publish(folder / "store", data) > entities.counties(SIZE)
    return folder / "store"


@pytest.fixture(scope="module")
def sites(store: Path) -> Iterator[tuple[Site, Site]]:
    with (
        servers.service(store, workers=1, keeps=False) as bare,
        servers.service(store, workers=1) as usual,
    ):
        yield site.service("kg", bare, SIZE), site.keeper("kg, kept", usual, SIZE)


@needs_wrk
def test_each_kind_of_document_is_measured_each_round(sites: tuple[Site, Site]) -> None:
    ours, kept = sites
    rates = Rates(Load(1))
    peer = replace(ours, name="peer")
    found = documents.compare(rates, (ours, kept), (peer,), 2, lambda _: None)
    assert [(each.what, each.peer, each.goal) for each in found] == [
        (f"{COUNTY}: first time", "peer", 5),
        (f"{COUNTY}: kept", "peer", None),
        (f"{ENTERPRISE}: first time", "peer", 5),
        (f"{ENTERPRISE}: kept", "peer", None),
    ]
    assert all(len(each.ours) == len(each.theirs) == 2 and each.ratio > 0 for each in found)
    cost = rates.costs["kg", COUNTY]
    assert cost.milliseconds > 0
    assert cost.size > rates.costs["kg", ENTERPRISE].size


@needs_wrk
def test_the_entity_with_most_links_is_compared_with_one_of_ten(
    sites: tuple[Site, Site],
) -> None:
    ours, kept = sites
    hub, again = documents.alone(Rates(Load(1)), ours, kept, 1, lambda _: None)
    assert (hub.peer, hub.goal) == (COUNTY, 0.5)
    assert again.theirs == hub.ours
    assert again.ratio > 1  # from what was kept


@pytest.mark.parametrize("what", [COUNTY, ENTERPRISE, HUB])
def test_every_path_of_a_kind_has_a_document(sites: tuple[Site, Site], what: str) -> None:
    ours, _ = sites
    ours.check(what)
    tour = ours.tours[what]
    for path in (tour.paths[0], tour.paths[-1]):
        answer = httpx2.get(ours.server.url + path, headers=dict(tour.headers), trust_env=False)
        assert answer.status_code == 200
        assert site.NAMES[what] in answer.content


def test_a_service_that_keeps_nothing_makes_each_document_anew(sites: tuple[Site, Site]) -> None:
    ours, _ = sites
    assert _figure(ours.server, "kg_cache_bytes") == 0


def _figure(server: Server, name: str) -> float:
    text = httpx2.get(f"{server.url}/metrics", trust_env=False).text
    (line,) = (line for line in text.splitlines() if line.startswith(f"{name} "))
    return float(line.split()[1])


def test_an_answer_without_the_entity_is_no_document(sites: tuple[Site, Site]) -> None:
    ours, _ = sites
    tours = {COUNTY: site.service("", ours.server, SIZE).tours[ENTERPRISE]}
    with pytest.raises(BenchError, match="bench-document"):
        site.Site("kg", ours.server, (), tours).check(COUNTY)


def test_a_describe_has_another_text_each_time_and_few_entities_come_again() -> None:
    server = Server("rdflib-endpoint", "http://127.0.0.1:1", "/", 1)
    paths = site.of_queries("rdflib", server, SIZE).tours[COUNTY].paths
    assert len(set(paths)) == len(paths) >= 1000
    assert len({path.partition("%3E")[0] for path in paths}) == entities.counties(SIZE)


def test_trifid_is_asked_at_the_address_of_the_data() -> None:
    server = Server("Trifid", "http://127.0.0.1:1", "/", 1)
    found = site.of_trifid("Trifid", server, Server("oxigraph", "", "/query", 2), SIZE)
    assert found.pids == (1, 2)
    assert found.tours[COUNTY].paths[0] == "/county-kg/id/division/bench-0"
    assert found.tours[COUNTY].headers["X-Forwarded-Host"] == "w3id.org"


def test_trifid_is_started_with_its_endpoint_and_the_query(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its place a program that answers with the settings that it was given."""
    program = tmp_path / trifid.PROGRAM
    program.parent.mkdir(parents=True)
    program.write_text(_PROGRAM, "utf-8")
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    node = bin_folder / "node"
    node.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    node.chmod(0o755)
    monkeypatch.setenv("PATH", str(bin_folder))
    endpoint = Server("oxigraph", "http://127.0.0.1:1", "/query", 1)
    with trifid.trifid(tmp_path, endpoint, "CONSTRUCT") as server:
        given = yaml.safe_load(httpx2.get(f"{server.url}/healthz", trust_env=False).text)
    assert given["globals"]["endpoints"]["default"]["url"] == "http://127.0.0.1:1/query"
    assert given["plugins"]["entity-renderer"]["config"] == {"resourceGraphQuery": "CONSTRUCT"}


_PROGRAM = """
import http.server, sys
settings = open(sys.argv[sys.argv.index("-c") + 1], "rb").read()
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(settings)
port = int(sys.argv[sys.argv.index("-p") + 1])
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


def test_a_missing_trifid_and_a_missing_node_tell_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BenchError, match="make bench-peers"):
        trifid.require(tmp_path)
    program = tmp_path / trifid.PROGRAM
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BenchError, match=r"Node\.js"):
        trifid.require(tmp_path)


def test_the_tables_have_ratios_goals_and_costs() -> None:
    comparison = Comparison(COUNTY, "Trifid", (500.0, 600.0, 550.0), (100.0, 110.0, 120.0), 5.0)
    cost = Cost(COUNTY, "kg", requests=100, seconds=0.2, bytes=1_000_000)
    result = Result(1_000_000, 50_000, 106_140, 0.5, (comparison,), (cost,))
    console = Console(width=160, file=StringIO())
    console.print(*report.of_documents(result))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "county, ten facts 550/s Trifid 110/s 5.00 4.58–5.45 ≥ 5" in " ".join(text.split())
    assert "106,140" in text
    assert "county, ten facts kg 2.00 ms 10,000" in " ".join(text.split())


def test_the_lock_of_trifid_names_the_version_that_is_asked_for_and_no_address() -> None:
    folder = Path(__file__).parents[2] / "bench"
    wanted = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]["trifid"]
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    assert lock["packages"]["node_modules/trifid"]["version"] == wanted
    assert not any("resolved" in package for package in lock["packages"].values())
