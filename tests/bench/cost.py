"""What each screen costs: processor, bytes, wake-ups, in a terminal of 100x30.

Of a box and of a ring it is the median of eleven breaths.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench import phases
from tests.bench.table import Figure
from tests.terminal.pseudo import Terminal, Usage
from tests.terminal.running import CHECKOUT, Home

BREATHS = 11
BOX_CYCLE = 4 * phases.PHASE
RING_CYCLE = 11.0
STILL_SECONDS = 15.0
HOLD_FROM, HOLD_SECONDS = 24.0, 7.0
"""In `four-seven-eight` the hold comes after 20 s of lead-in and 4 s of breathing in."""
HERE = Path(__file__).parent
HINTS_SECONDS = 12.0
"""By then the hints have faded."""
QUIET_SECONDS = 4.0
END_SECONDS = 14.0 + 2.0 + 2.0
"""By then `BREATH` is over."""
MOST = {"box": (0.5, 2.5, 12.0), "coherent": (0.6, 5.0, 12.0)}
"""The limits of each of `Rates`."""

GROUP = """title = "Bench release"
[timing]
prepare_seconds = 5
tense_seconds = 5
release_seconds = 35
[[intro]]
seconds = 14
text = "Settle in."
[[group]]
id = "torso"
title = "Belly, chest, shoulders, back"
regions = ["belly", "lower-back", "chest", "upper-back", "shoulders"]
prepare = ["Belly, chest, shoulders, back.", "The breath keeps moving."]
tense = ["Belly firm, shoulder blades close."]
release = [
  { at = 0, text = "Unfold." },
  { at = 10, text = "The breath has its room again." },
  { at = 24, text = "The back is wide, and held." },
]
[[closing]]
seconds = 20
text = "Nothing left to hold."
"""
"""One group, after a line that lasts until the hints have faded."""
SCAN = """title = "Bench scan"
seconds = 134
settle_seconds = 14
[[settle]]
share = 0.0
text = "Nothing to do here."
[[region]]
regions = ["calves", "knees", "thighs"]
lines = ["Both legs, heels to hips.", "Held all along.", "Restless or still."]
[[region]]
regions = ["chest", "ribs", "upper-back", "shoulders"]
lines = ["Chest and shoulders.", "A small breath.", "They can set it down."]
[[region]]
regions = ["neck", "face", "scalp"]
lines = ["Neck, face and head.", "The jaw may hang.", "The head is held."]
"""
STRETCH = """title = "Bench stretch"
[[step]]
id = "settle"
title = "Standing"
kind = "settle"
seconds = 14
lines = [{ at = 0, text = "Stand behind a chair." }]
[[step]]
id = "right"
title = "Right calf, against the wall"
kind = "stretch"
seconds = 30
regions = ["right-calf"]
lines = [{ at = 0, text = "One foot back, heel down." }, { at = 15, text = "Breathe." }]
[[step]]
id = "change"
title = "Change sides"
kind = "change"
seconds = 5
lines = [{ at = 0, text = "The other side." }]
[[step]]
id = "left"
title = "Left calf, against the wall"
kind = "stretch"
seconds = 30
regions = ["left-calf"]
lines = [{ at = 0, text = "One foot back, heel down." }, { at = 15, text = "Breathe." }]
"""
EVENING = """title = "Bench evening"
[[step]]
run = "breathing/bench"
[[step]]
run = "relaxation/bench"
"""
BREATH = """title = "Bench breath"
cycles = 1
[[lead_in]]
seconds = 14
text = "Light and slow."
[[phase]]
kind = "in"
seconds = 1
text = "Breathe in."
[[phase]]
kind = "out"
seconds = 1
text = "Breathe out."
"""


class Screen(NamedTuple):
    """A screen to be measured for a while after it has begun."""

    name: str
    command: str
    text: str
    from_seconds: float
    seconds: float


BODY = (
    Screen("relaxation, a group", "relaxation", GROUP, 14.0, 45.0),
    Screen("body scan, a region and into the next", "bodyscan", SCAN, 14.0, 60.0),
    Screen("stretch, two sides", "stretch", STRETCH, 14.0, 65.0),
)
COMMANDS = {"relaxation": "relax", "bodyscan": "scan", "stretch": "stretch"}


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
        yield from _breathing(home, "box", BOX_CYCLE, naive)
        yield from _breathing(home, "coherent", RING_CYCLE, naive)
        yield from _hold(home)
        yield from _body(home, naive)
        yield from _still(home, blank)
        yield from _quiet(home, blank)  # it ends in the middle: Tonight would offer to go on


def spent(run: Terminal, seconds: float) -> Usage:
    """Return what a program uses up in so many seconds from now."""
    before = run.usage()
    run.read_for(seconds)
    return run.usage().since(before)


def _percent(used: Usage) -> float:
    return 100 * used.cpu_seconds / used.at


class Rates(NamedTuple):
    """What a breath uses up: percent of a core, kilobytes and wake-ups a second."""

    processor: float
    kilobytes: float
    wakeups: float

    @classmethod
    def of(cls, breaths: Sequence[Usage]) -> "Rates":
        """Return the medians of some breaths."""
        return cls(
            median(map(_percent, breaths)),
            median(each.written / each.at / 1000 for each in breaths),
            median(each.wakeups / each.at for each in breaths),
        )


def _breaths(run: Terminal, seconds: float) -> Rates:
    """Begin a session and return what its breaths use up, after the lead-in."""
    anchor = phases.begin(run)
    run.read_for(anchor + phases.LEAD_IN - time.monotonic())
    return Rates.of([spent(run, seconds) for _ in range(BREATHS)])


def _spent_breathing(run: Terminal, lead_in: float, seconds: float) -> Usage:
    """Begin a session and return what it uses up in so many seconds after the lead-in."""
    anchor = phases.begin(run)
    run.read_for(anchor + lead_in - time.monotonic())
    return spent(run, seconds)


def _breathing(home: Home, name: str, cycle: float, naive: Usage) -> Iterator[Figure]:
    with home.open("breathe", name) as run:
        used = _breaths(run, cycle)
    most, drawn_whole = MOST[name], Rates.of([naive])
    way = "a box drawn whole, 30 a second"
    figures = zip(Rates._fields, ("%", "kB/s", "1/s"), used, most, drawn_whole, strict=True)
    for what, unit, measured, limit, baseline in figures:
        yield Figure(f"{name}: {what}", measured, unit, limit, baseline, way)


def _hold(home: Home) -> Iterator[Figure]:
    """Measure the rest of a hold, after the words that come with it."""
    holds = []
    with home.open("breathe", "box") as run:
        anchor = phases.begin(run) + phases.LEAD_IN + phases.PHASE + 0.5
        for breath in range(BREATHS):
            run.read_for(anchor + breath * BOX_CYCLE - time.monotonic())
            holds.append(spent(run, phases.PHASE - 1.0))
    used = Rates.of(holds)
    yield Figure("a hold of a box: wake-ups", used.wakeups, "1/s", 1.2)
    yield Figure("a hold of a box: to the terminal", 1000 * used.kilobytes, "B/s", 150)


def _write(home: Home, kind: str, text: str) -> None:
    file = home.config / "scripts" / kind / "bench.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _body(home: Home, naive: Usage) -> Iterator[Figure]:
    """Measure what wanders through the body, once the hints have faded."""
    for name, kind, text, lead_in, seconds in BODY:
        assert lead_in > HINTS_SECONDS
        _write(home, kind, text)
        with home.open(COMMANDS[kind], "bench") as run:
            used = _spent_breathing(run, lead_in, seconds)
        way = "a box drawn whole"
        yield Figure(f"{name}: processor", _percent(used), "%", 1.6, _percent(naive), way)
        yield Figure(f"{name}: to the terminal", used.written / used.at / 1000, "kB/s")
        yield Figure(f"{name}: wake-ups", used.wakeups / used.at, "1/s")


def _quiet(home: Home, blank: Usage) -> Iterator[Figure]:
    """Measure the quiet breath between two steps, after the next screen has come.

    It brings its hints with it: these stand still for longer than the quiet lasts.
    """
    _write(home, "breathing", BREATH)
    _write(home, "routines", EVENING)
    with home.open("routine", "bench") as run:
        used = _spent_breathing(run, 16.0 + 0.5, QUIET_SECONDS - 0.7)
    way = "a blank app, idle"
    yield Figure("the quiet breath: processor", _percent(used), "%", 1.6, _percent(blank), way)
    yield Figure("the quiet breath: bytes", used.written, "")


def _still(home: Home, blank: Usage) -> Iterator[Figure]:
    with home.open() as run:
        run.wait_for("Begin the routine", "q leave")
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
    _write(home, "breathing", BREATH)
    with home.open("breathe", "bench") as run:
        anchor = phases.begin(run)
        run.read_for(anchor + END_SECONDS - time.monotonic())
        yield from _nothing("the black after the end", spent(run, STILL_SECONDS), blank)


def _nothing(name: str, used: Usage, blank: Usage) -> Iterator[Figure]:
    yield Figure(f"{name}: bytes", used.written, "", 0)
    way = "a blank app, idle"
    yield Figure(f"{name}: processor", _percent(used), "%", 0.01, _percent(blank), way)
    rate, blank_rate = (each.wakeups / each.at for each in (used, blank))
    yield Figure(f"{name}: wake-ups", rate, "1/s", 0.1, blank_rate, way)
