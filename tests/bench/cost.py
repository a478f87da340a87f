"""What breathing and standing still cost: processor, bytes, wake-ups, in a terminal of 100x30."""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import phases
from tests.bench.table import Figure
from tests.terminal.pseudo import Terminal, Usage
from tests.terminal.running import CHECKOUT, Home

BOX_CYCLES = 3
BOX_CYCLE = 4 * phases.PHASE
RING_CYCLES = 3
RING_CYCLE = 11.0
STILL_SECONDS = 15.0
HOLD_FROM, HOLD_SECONDS = 14.0, 7.0
"""In `four-seven-eight` the hold comes after 10 s of lead-in and 4 s of breathing in."""
HERE = Path(__file__).parent


def figures() -> Iterator[Figure]:
    """Measure what each state of the screen costs."""
    env = {"PYTHONPATH": str(CHECKOUT)}
    with Terminal([sys.executable, str(HERE / "plain_animation.py")], env=env) as run:
        run.read_for(2.0)
        naive = spent(run, BOX_CYCLE)
    with Terminal([sys.executable, str(HERE / "blank_app.py")], env=env) as run:
        run.wait_for("blank")
        run.read_for(2.0)
        blank = spent(run, STILL_SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        yield from _box(home, naive)
        yield from _ring(home, naive)
        yield from _still(home, blank)


def spent(run: Terminal, seconds: float) -> Usage:
    """Return what a program uses up in so many seconds from now."""
    before = run.usage()
    run.read_for(seconds)
    return run.usage().since(before)


def _percent(used: Usage) -> float:
    return 100 * used.cpu_seconds / used.at


def _spent_breathing(run: Terminal, lead_in: float, seconds: float) -> Usage:
    """Begin a session and return what it uses up in so many seconds after the lead-in."""
    anchor = phases.begin(run)
    run.read_for(anchor + lead_in - time.monotonic())
    return spent(run, seconds)


def _box(home: Home, naive: Usage) -> Iterator[Figure]:
    with home.open("breathe", "box") as run:
        used = _spent_breathing(run, phases.LEAD_IN, BOX_CYCLES * BOX_CYCLE)
    way = "drawn whole, 30 a second"
    yield Figure("box: processor", _percent(used), "%", 1.6, _percent(naive), way)
    rate, naive_rate = (each.written / each.at / 1000 for each in (used, naive))
    yield Figure("box: to the terminal", rate, "kB/s", 8.0, naive_rate, way)
    rate, naive_rate = (each.wakeups / each.at for each in (used, naive))
    yield Figure("box: wake-ups", rate, "1/s", 45.0, naive_rate, way)


def _ring(home: Home, naive: Usage) -> Iterator[Figure]:
    with home.open("breathe", "coherent") as run:
        used = _spent_breathing(run, phases.LEAD_IN, RING_CYCLES * RING_CYCLE)
    way = "a box drawn whole"
    yield Figure("ring (coherent): processor", _percent(used), "%", 3.0, _percent(naive), way)
    yield Figure("ring (coherent): to the terminal", used.written / used.at / 1000, "kB/s")
    yield Figure("ring (coherent): wake-ups", used.wakeups / used.at, "1/s")


def _still(home: Home, blank: Usage) -> Iterator[Figure]:
    with home.open() as run:
        run.wait_for("Tonight", "Box")
        run.read_for(2.0)
        yield from _nothing("Tonight, idle", spent(run, STILL_SECONDS), blank)
    with home.open("breathe", "box") as run:
        anchor = phases.begin(run)
        run.read_for(anchor + phases.LEAD_IN + 2 - time.monotonic())
        run.send("space")
        run.wait_for("paused")
        run.read_for(1.0)
        yield from _nothing("a session, paused", spent(run, STILL_SECONDS), blank)
    with home.open("breathe", "four-seven-eight") as run:
        used = _spent_breathing(run, HOLD_FROM + 0.3, HOLD_SECONDS - 0.6)
        yield from _nothing("a hold without a light", used, blank)


def _nothing(name: str, used: Usage, blank: Usage) -> Iterator[Figure]:
    yield Figure(f"{name}: bytes", used.written, "", 0)
    way = "a blank app, idle"
    yield Figure(f"{name}: processor", _percent(used), "%", 0.2, _percent(blank), way)
