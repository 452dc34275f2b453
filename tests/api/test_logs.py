"""A trace in the log names places in the code, and never the values that were there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from api import failing

PLANTED = "hunter2-planted"
QUERY = f'SELECT * {{ ?s ?p "{PLANTED}" }}'


def test_a_trace_holds_no_token_and_no_query() -> None:
    program = Path(failing.__file__)
    done = subprocess.run(
        [sys.executable, str(program), PLANTED, QUERY],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.count('"internal-error"') == 2
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    traces = [line["exception"] for line in lines if "exception" in line]
    assert len(traces) >= 3
    assert all("Traceback" in trace for trace in traces)
    assert any("in answer" in trace and "a fault of" in trace for trace in traces)
    assert any("in library" in trace for trace in traces)
    asked = [line for line in lines if line["event"] == "request"]
    assert [line["status"] for line in asked] == [500, 500]
    # httpx2, the client in that process, logs the address that it asks, at a lower level.
    ours = [line for line in lines if not line["event"].startswith("HTTP Request:")]
    assert PLANTED not in json.dumps(ours)
    assert PLANTED not in done.stdout
