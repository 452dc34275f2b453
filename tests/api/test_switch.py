"""`kg build` publishes while `kg serve` is under load: real processes, directly and through nginx.

No request fails, the version in the header changes, and each answer is that of its version, also
where a query runs across the change.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import ExitStack
from typing import TYPE_CHECKING

import httpx2

from api import nginx
from api.front import reach, until
from api.queries import product
from api.serving import serving
from build import small
from kg.store.snapshot import Snapshot
from kg.vocab import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from build.small import Small

OBSERVED = f"<{BASE}id/fact/t1-002> <{BASE}ontology#value> ?v"
QUICK = f"SELECT ?v {{ {OBSERVED} }}"
SLOW = f"SELECT (MAX(?v) AS ?max) {{ {OBSERVED} {product(4, 16)} }}"
LARGE = f"SELECT ?v ?v0 ?v1 ?v2 ?v3 {{ {OBSERVED} {product(4, 30)} }}"
"""Twenty megabytes, more than can be on the way while nobody reads."""
BEFORE, AFTER = "322.7", ("401.5", "402.5")


def build(project: Small) -> str:
    """Run `kg build` to its end; return the version that it has published."""
    folders = ["--data", str(project.data), "--store", str(project.store)]
    subprocess.run(
        [sys.executable, "-m", "kg.cli", "build", *folders],
        env=small.environment(),
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=120,
    )
    return Snapshot.load(project.store).version


def revise(project: Small, old: str, new: str) -> None:
    path = project.article("t1")
    project.edit(path, f"  value: {old}\n", f"  value: {new}\n")
    project.edit(path, f"valueText: {old}万元", f"valueText: {new}万元")


class Load:
    """Clients that ask again and again, and what they have seen: the values of each version."""

    def __init__(self) -> None:
        self.seen: defaultdict[str, set[str]] = defaultdict(set)
        self.count = 0
        self.failures: list[str] = []
        self._done = threading.Event()
        self._threads: list[threading.Thread] = []

    def begin(self, address: str, query: str) -> None:
        """Ask from a thread of its own until the end."""
        thread = threading.Thread(target=self._ask, args=(address, query))
        self._threads.append(thread)
        thread.start()

    def end(self) -> None:
        """Stop, and wait for the last answers."""
        self._done.set()
        for thread in self._threads:
            thread.join(60)

    def _ask(self, address: str, query: str) -> None:
        with httpx2.Client(base_url=address, trust_env=False, timeout=60) as client:
            while not self._done.is_set():
                # Each time another text, so that no cache answers.
                text = f"{query} # {self.count}"
                try:
                    answer = client.get("/sparql", params={"query": text})
                    (row,) = json.loads(answer.content)["results"]["bindings"]
                except (httpx2.TransportError, ValueError, LookupError) as error:
                    self.failures.append(repr(error))
                    continue
                (term,) = row.values()
                self.seen[answer.headers["kg-snapshot"]].add(term["value"])
                self.count += 1
                time.sleep(0.01)  # the build needs the processor too


def test_builds_are_published_under_load_and_nobody_notices(tmp_path: Path) -> None:
    project = small.make(tmp_path / "project")
    first = build(project)
    load = Load()
    with ExitStack() as stack:
        store = str(project.store)
        server = stack.enter_context(
            serving(tmp_path / "log", "--store", store, KG_QUERY_TIMEOUT="120")
        )
        fronts = [stack.enter_context(reach(server, "direct", tmp_path, project.store))]
        if nginx.NGINX is not None:
            fronts.append(stack.enter_context(reach(server, "nginx", tmp_path, project.store)))
        stack.callback(load.end)
        for front in fronts:
            load.begin(front.address, QUICK)
            load.begin(front.address, SLOW)
        expected = {first: {BEFORE}}
        for old, new in zip((BEFORE, *AFTER), AFTER, strict=False):
            revise(project, old, new)
            across = fronts[0]
            headers = {"Accept": "text/csv", "Accept-Encoding": "identity"}
            with httpx2.stream(
                "GET", across.url(LARGE), headers=headers, trust_env=False, timeout=60
            ) as answer:
                version = build(project)
                expected[version] = {new}
                until(lambda version=version: version in load.seen)
                lines = answer.read().decode().splitlines()[1:]
            assert expected[answer.headers["kg-snapshot"]] == {old}
            assert len(lines) == 30**4
            assert {line.partition(",")[0] for line in lines} == {old}
        load.end()
        assert load.failures == []
        assert load.seen == expected
        assert len(expected) == 3
        assert load.count > 100
        for front in fronts:
            until(lambda front=front: front.holdings().is_rest)
