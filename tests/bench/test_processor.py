"""The processor time of a process is seen, and shared out among what it answered."""

from __future__ import annotations

import os
import time

import pytest

from kg.bench.processor import Cost, seconds


def test_work_counts_and_waiting_does_not() -> None:
    before = seconds([os.getpid()])
    started = time.process_time()
    while time.process_time() - started < 0.2:
        pass
    worked = seconds([os.getpid()])
    assert worked - before == pytest.approx(time.process_time() - started, abs=0.1)
    assert seconds([os.getpid(), os.getpid()]) >= 2 * worked


def test_a_document_costs_its_part() -> None:
    cost = Cost("county", "kg", requests=200, seconds=0.5, bytes=4000)
    assert (cost.milliseconds, cost.size) == (2.5, 20)
    assert Cost("county", "kg").milliseconds == 0
