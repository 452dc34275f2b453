"""More than there is room for: runaway queries, directly and through nginx.

Each of them ends within its limit, with a real error, and ends nobody else's worker; light
queries are answered meanwhile.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from api.front import WAYS, Front, reach
from api.queries import BOMB, LONG, product
from api.serving import serving
from kg.store.publish import publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx2

    from api.serving import Running

LIMIT = 2.5  # seconds
MEMORY = "64"  # MiB of a query
SLACK = 4.0  # seconds, for a machine that does other things too; on a quiet one it is below 1
DATA = "".join(f"<a:s{n}> <a:p> <a:s{(n * 7) % 60}> <a:g> .\n" for n in range(60)).encode()

# Minutes or gigabytes each.
SORT = f"SELECT * {{ {product(5, 60)} }} ORDER BY ?v0 DESC(?v4) LIMIT 1"
JOIN = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(14)) + " }"
PATH = f"SELECT (COUNT(*) AS ?n) {{ {product(4, 60)} ?x (<a:p>|!<a:q>)* ?y }}"
RUNAWAYS = [JOIN, BOMB, SORT, PATH] * 3
LIGHT = "SELECT ?o {{ ?s <a:p> ?o }} LIMIT {}"  # each another one: no cache has it


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    publish(folder, DATA, report=b"", software="0")
    return folder


@pytest.fixture(scope="module")
def hurried(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    log = tmp_path_factory.mktemp("hurried") / "log"
    limits = {"KG_QUERY_TIMEOUT": f"{LIMIT}", "KG_QUERY_MEMORY": MEMORY}
    with serving(log, "--store", str(store), **limits) as running:
        yield running


@pytest.fixture(scope="module", params=WAYS)
def reached(
    request: pytest.FixtureRequest,
    hurried: Running,
    store: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Front]:
    with reach(hurried, request.param, tmp_path_factory.mktemp("nginx"), store) as front:
        yield front


@pytest.fixture
def front(reached: Front) -> Iterator[Front]:
    """Reach a server that the test leaves as it was."""
    with reached.unharmed():
        yield reached


def test_light_queries_are_answered_beside_twelve_runaways(front: Front) -> None:
    ended: list[tuple[httpx2.Response, float]] = []
    runaways = threading.Thread(target=lambda: ended.extend(front.in_parallel(RUNAWAYS)))
    runaways.start()
    waits = []
    while runaways.is_alive():
        begin = time.monotonic()
        answer = front.ask(LIGHT.format(1 + len(waits)))
        waits.append(time.monotonic() - begin)
        assert answer.status_code == 200
        assert len(answer.json()["results"]["bindings"]) == min(len(waits), 60)
        time.sleep(0.02)
    assert len(waits) > 3
    assert max(waits) < SLACK
    assert len(ended) == len(RUNAWAYS)
    for answer, seconds in ended:
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert (problem["code"], answer.status_code) in {
            ("query-timeout", 504),
            ("query-memory", 507),
        }
        assert problem["status"] == answer.status_code
        assert seconds < LIMIT + SLACK
    codes = Counter(answer.json()["code"] for answer, _ in ended)
    assert codes["query-timeout"] >= 3  # the joins; the others may come to their memory first


def test_a_memory_bomb_ends_at_its_memory(front: Front) -> None:
    """Alone: beside others it may come to its time first."""
    answer = front.ask(BOMB)
    assert (answer.status_code, answer.json()["code"]) == (507, "query-memory")


def test_more_runaways_than_places_are_refused_or_ended(front: Front) -> None:
    """Who finds no place is told when to come again; nobody waits for ever."""
    ended = front.in_parallel([LONG + f" # {number}" for number in range(30)])
    codes = Counter(answer.json()["code"] for answer, _ in ended)
    assert set(codes) <= {"query-timeout", "engine-busy"}
    assert codes["engine-busy"]
    assert all(
        int(answer.headers["retry-after"]) >= 1
        for answer, _ in ended
        if answer.json()["code"] == "engine-busy"
    )
