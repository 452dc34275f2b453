"""`kg bench pages`: what a browser is sent for each kind of page, and how long the service takes.

Counted is what comes before anything on a page is opened: the page, its style sheets, scripts
with what they import at once, and pictures; bodies compressed, as a browser asks for them. Times
are those of one connection on this machine. Each request for an entity names another host, so
that no page comes from those kept ready: its links would lead elsewhere.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import tempfile
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import pyoxigraph as ox
from rich.table import Table

from kg import __version__, build, publication
from kg.bench import servers
from kg.build import moment
from kg.errors import BenchError
from kg.lookup.index import Index
from kg.publication.content import Content
from kg.settings import Settings
from kg.store.publish import publish, sorted_nquads
from kg.store.snapshot import Snapshot
from kg.vocab import BASE, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BYTES = 200_000
"""What a page may transfer before anything in it is opened."""
BUSY_MS = 150
"""Milliseconds in which the page of a county with `FACTS` facts is to be answered."""
FACTS = 5_000
BUSY = "county with 5,000 facts"
_FIXED = (
    *("/", "/search?q=huancui", "/counties", "/query", "/queries", "/compare", "/map", "/quality"),
    *("/report", "/changes", "/dataset", "/dumps", "/ontology", "/docs"),
)
_CLASSES = ("County", "Honor", "Indicator", "Program", "Enterprise", "Article")
_IMPORT = re.compile(r"""(?:from|import)\s*["'](\.{1,2}/[^"']+\.js)["']""")
_FACT = f"{BASE}id/fact/"
_OK = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """A page: requests and bytes that it takes, milliseconds of each answer for itself.

    `processor` is the milliseconds of processor time that an answer takes in the web server.
    """

    name: str
    requests: int
    size: int
    own: int
    times: tuple[float, ...]
    processor: float


class _Needs(HTMLParser):
    """What a browser loads with a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") in {"stylesheet", "icon", "modulepreload"}:
            self.found.append(given.get("href") or "")
        elif tag in {"script", "img"} and given.get("src"):
            self.found.append(given["src"] or "")


class _Browser:
    """One connection, as a browser that keeps nothing."""

    def __init__(self, server: servers.Server) -> None:
        self._pid = server.pid
        self._place = urlsplit(server.url).netloc
        self._connection = http.client.HTTPConnection(self._place, timeout=60)
        self._hosts = (f"bench-{number}.example" for number in range(1 << 30))

    def get(self, path: str, *, fresh: bool = False) -> tuple[bytes, int]:
        """Return the content and the bytes that were sent; raises `BenchError`."""
        host = next(self._hosts) if fresh else self._place
        headers = {"Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip", "Host": host}
        self._connection.request("GET", path, headers=headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != _OK:
            raise BenchError(
                "bench-page",
                zh=f"{path} 应答 {answer.status}。",
                en=f"{path} answers {answer.status}.",
                mend_zh="请在浏览器中打开它，看它报告什么。",
                mend_en="Open it in a browser and see what it says.",
            )
        zipped = answer.headers.get("Content-Encoding") == "gzip"
        return gzip.decompress(content) if zipped else content, len(content)

    def measure(self, name: str, path: str, runs: int) -> Measured:
        """Load a page with all that it needs, and the page alone several times."""
        page, own = self.get(path)
        sizes = {path: own}
        waiting = [urljoin(path, each) for each in _Needs(page.decode()).found]
        while waiting:
            address = waiting.pop()
            if address in sizes:
                continue
            content, sizes[address] = self.get(address)
            if address.endswith(".js"):
                waiting += [urljoin(address, each) for each in _IMPORT.findall(content.decode())]
        times = []
        before = _processor(self._pid)
        for _ in range(runs):
            started = time.perf_counter()
            self.get(path, fresh=True)
            times.append((time.perf_counter() - started) * 1000)
        used = (_processor(self._pid) - before) / runs
        return Measured(name, len(sizes), sum(sizes.values()), own, tuple(times), used)


def measure(runs: int) -> tuple[Measured, ...]:
    """Measure every kind of page on the project's own data, and the county of many facts.

    Raises `BenchError`.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        build.build(Settings(store=root, corpus=None))
        snapshot = Snapshot.load(root)
        index = Index.of(snapshot)
        pages = {each: each for each in _FIXED}
        pages |= {name.lower(): path for name, path in _entities(index)}
        index.close()
        busy = Path(folder) / "busy"
        path = _busy(snapshot, busy)
        with servers.service(root, workers=2) as server:
            browser = _Browser(server)
            found = [browser.measure(name, each, runs) for name, each in pages.items()]
        with servers.service(busy, workers=2) as server:
            found.append(_Browser(server).measure(BUSY, path, runs))
    return tuple(found)


def report(found: Iterable[Measured]) -> Table:
    """Return the table of `kg bench pages`."""
    heads = ("page", "requests", "kB", "alone", "ms", "least–most", "processor", "goal")
    table = Table(*heads, box=None)
    for each in found:
        goal = f"≤ {BYTES // 1000} kB" + (f", ≤ {BUSY_MS} ms" if each.name == BUSY else "")
        table.add_row(
            each.name,
            str(each.requests),
            f"{each.size / 1000:.1f}",
            f"{each.own / 1000:.1f}",
            f"{median(each.times):.1f}",
            f"{min(each.times):.1f}–{max(each.times):.1f}",
            f"{each.processor:.0f}",
            goal,
        )
    return table


def _processor(pid: int) -> float:
    """Return the milliseconds of processor time that a process has used (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])  # utime and stime
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _entities(index: Index) -> Iterator[tuple[str, str]]:
    """Yield the entity of each class that most others point at, and the address of its page."""
    for name in _CLASSES:
        for resource in index.most_linked(name, 1):
            yield name, f"/doc/{quote(resource.iri.removeprefix(f'{BASE}id/'))}"


def _busy(snapshot: Snapshot, root: Path) -> str:
    """Publish the data with the facts of the busiest county repeated; return its page's path."""
    with snapshot.open_data() as data:
        quads = list(ox.parse(data.read(), format=ox.RdfFormat.N_QUADS))
    index = Index.of(snapshot)
    (county,) = index.most_linked("County", 1)
    index.close()
    quads += _repeated(quads, county.iri)
    store = ox.Store()
    store.bulk_extend(quads)
    text = sorted_nquads(quads)
    content = Content(text, store, moment.now(), __version__, None)
    root.mkdir()
    publish(root, text, report=b"", software=__version__, files=publication.files(content))
    return f"/doc/{quote(county.iri.removeprefix(f'{BASE}id/'))}"


def _repeated(quads: list[ox.Quad], county: str) -> Iterator[ox.Quad]:
    """Yield copies of the facts about a county until it has `FACTS`, each under a new number."""
    own: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        if subject.startswith(_FACT) and quad.graph_name != graph("inferred"):
            own.setdefault(subject, []).append(quad)
    about = {term("cdo:about"), term("cdo:recipient")}
    node = ox.NamedNode(county)
    chosen = [
        said
        for said in own.values()
        if any(quad.predicate in about and quad.object == node for quad in said)
    ]
    for number, said in zip(range(len(chosen), FACTS), cycle(chosen), strict=False):
        iri = ox.NamedNode(f"{_FACT}bench-{number}")
        for quad in said:
            yield ox.Quad(iri, quad.predicate, quad.object, quad.graph_name)
