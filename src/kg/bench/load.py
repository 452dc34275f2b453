"""Load on an HTTP server by `wrk`, which costs the machine little beside what it measures."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from kg.errors import BenchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SCRIPT = """
local path, number
function init(args)
  path, number = args[1], tonumber(args[2])
end
function request()
  local url = path
  if number then
    number = number + 1
    url = path .. "%23" .. number
  end
  return wrk.format("GET", url, {["Accept"] = "application/sparql-results+json"})
end
"""
_TOUR = """
local paths, last = {}, 0
function init(args)
  for line in io.lines(args[1]) do
    paths[#paths + 1] = line
  end
  last = tonumber(args[2])
end
function request()
  last = last % #paths + 1
  return wrk.format("GET", paths[last])
end
"""
_SUMMARY = """
function done(summary)
  local e = summary.errors
  print(string.format('{"requests":%d,"bytes":%d,"seconds":%f,"failures":%d}', summary.requests,
    summary.bytes, summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout))
end
"""
_PATIENCE = 60  # seconds for which one answer may take


@dataclass(frozen=True, slots=True)
class Throughput:
    """What came in one measurement."""

    requests: int
    bytes: int
    seconds: float
    failures: int

    def rate(self, size: int | None = None) -> float:
        """Return the answers of a second; with the `size` of one in bytes, parts of them count.

        Less than one answer counts as one: the rate is then the most that it can be.
        """
        answers = self.bytes / size if size else self.requests
        return max(answers, 1) / self.seconds


@dataclass(slots=True)
class Tour:
    """Paths to ask for in turn, again from the first after the last; `position` is how far it is.

    A server that keeps the answers used last has none of these, where all are more than it keeps.
    """

    paths: Sequence[str]
    headers: Mapping[str, str]
    position: int = 0


class Load:
    """A way to ask a server the same for some seconds.

    A query is varied by a comment with a number at its end, a new one for every request, so
    that no server can answer it from what it has kept.
    """

    _numbers: ClassVar[Iterator[int]] = iter(range(10**9, 10**10, 10**7))

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._wrk = _found()

    def put(self, url: str, path: str, *, connections: int, varied: bool) -> Throughput:
        """Ask for the path again and again, one request a connection at a time.

        Raises `BenchError` (`bench-load`) where there is an answer that is not 200.
        """
        arguments = [path, *([str(next(self._numbers))] if varied else [])]
        return self._run(url, _SCRIPT, arguments, connections, {})

    def visit(self, url: str, tour: Tour, *, connections: int) -> Throughput:
        """Ask for the paths of the tour one after the other, from where it was left; as `put`."""
        with tempfile.TemporaryDirectory() as folder:
            paths = Path(folder) / "paths"
            paths.write_text("\n".join(tour.paths), encoding="utf-8")
            arguments = [str(paths), str(tour.position)]
            found = self._run(url, _TOUR, arguments, connections, tour.headers)
        # What was asked for last has no answer yet.
        tour.position = (tour.position + found.requests + connections) % len(tour.paths)
        return found

    def _run(
        self,
        url: str,
        script: str,
        arguments: list[str],
        connections: int,
        headers: Mapping[str, str],
    ) -> Throughput:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "load.lua"
            file.write_text(script + _SUMMARY, encoding="utf-8")
            command = [self._wrk, "-t1", f"-c{connections}", f"-d{self._seconds}s"]
            command += [f"-H{name}: {value}" for name, value in headers.items()]
            command += ["--timeout", str(_PATIENCE), "-s", str(file), url, "--", *arguments]
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        try:
            found = Throughput(**json.loads(done.stdout.strip().splitlines()[-1]))
        except (IndexError, ValueError) as error:
            raise _failed(url, done.stderr.strip() or done.stdout.strip()) from error
        if found.failures:
            raise _failed(url, f"{found.failures} requests failed")
        return found


def _found() -> str:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise BenchError(
            "bench-program",
            zh="没有找到 wrk。",
            en="wrk was not found.",
            mend_zh="请安装它，例如 Debian：apt-get install wrk。",
            mend_en="Install it, on Debian with: apt-get install wrk.",
        )
    return wrk


def _failed(url: str, why: str) -> BenchError:
    return BenchError(
        "bench-load",
        zh=f"对 {url} 的测量没有成功：{why}。",
        en=f"The measurement of {url} did not succeed: {why}.",
    )
