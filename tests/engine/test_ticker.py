"""What is due is called once and soon after its time; what was unset or stopped, never."""

import asyncio

from engine.running import eventually, run
from kg.engine.ticker import EVERY, Clock, Ticker


class Bell:
    """Counts how often it was rung."""

    def __init__(self) -> None:
        self.rung = 0

    def ring(self) -> None:
        """Ring."""
        self.rung += 1


def now() -> float:
    return asyncio.get_running_loop().time()


def test_each_is_called_once_at_its_time() -> None:
    async def work() -> None:
        soon, later = Bell(), Bell()
        clock = Clock(Ticker())
        clock.set({soon.ring: now() + 0.02, later.ring: now() + 60})
        assert soon.rung == 0
        await eventually(lambda: soon.rung > 0)
        await asyncio.sleep(5 * EVERY)
        assert (soon.rung, later.rung) == (1, 0)

    run(work)


def test_a_new_time_takes_the_place_of_the_one_before() -> None:
    async def work() -> None:
        bell, other = Bell(), Bell()
        clock = Clock(Ticker())
        clock.set({bell.ring: now()})
        clock.set({bell.ring: now() + 60, other.ring: now()})
        await eventually(lambda: other.rung == 1)
        assert bell.rung == 0

    run(work)


def test_what_was_unset_or_stopped_is_never_called() -> None:
    async def work() -> None:
        ticker = Ticker()
        unset, stopped, last = Bell(), Bell(), Bell()
        clocks = [Clock(ticker) for _ in range(3)]
        clocks[0].set({unset.ring: now()})
        clocks[0].unset(unset.ring)
        clocks[1].set({stopped.ring: now()})
        clocks[1].stop()
        clocks[2].set({last.ring: now()})
        await eventually(lambda: last.rung == 1)
        assert (unset.rung, stopped.rung) == (0, 0)

    run(work)


def test_one_that_stops_the_clock_is_the_last_to_be_called() -> None:
    async def work() -> None:
        bell = Bell()
        clock = Clock(Ticker())
        clock.set({clock.stop: now(), bell.ring: now()})
        await asyncio.sleep(5 * EVERY)
        assert bell.rung == 0

    run(work)


def test_it_runs_again_after_it_had_nothing_to_do() -> None:
    ticker = Ticker()

    async def work() -> None:
        for _ in range(2):
            bell = Bell()
            Clock(ticker).set({bell.ring: now()})
            await eventually(lambda bell=bell: bell.rung == 1)
            await asyncio.sleep(5 * EVERY)
        Clock(ticker).set({Bell().ring: now() + 60})

    run(work)
    run(work)  # and in another event loop, though something was left over in the first
