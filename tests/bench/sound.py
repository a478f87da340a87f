"""What sound costs: the interface beside its process, that process, the first picture, leaving.

A session with a voice and tones is held against the same one in silence, in turns.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench import phases
from tests.bench.cost import BOX_CYCLE, spent
from tests.bench.start import compared, first_frame, left_by_q
from tests.bench.table import Figure
from tests.sound import captured
from tests.terminal.pseudo import Terminal, processor_seconds
from tests.terminal.running import Home

COACH = str(Path(__file__).with_name("heard_coach.py"))
LOUD = ('rests = "with"', 'read = ["breathing/box"]', 'tones = "tones"', 'hold_sound = "tick"')
BREATHS, ROUNDS = 2, 3


class Heard(NamedTuple):
    """What the breaths of a session used up, in percent of a core, and megabytes."""

    interface: float
    process: float
    memory: float


def figures() -> Iterator[Figure]:
    """Measure it all."""
    seed = time.time_ns() % 100_000
    print(f"  SEED={seed}")
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        loud, silent = [], []
        for _ in range(ROUNDS):
            silent.append(_breaths(home, "off").interface)
            loud.append(_breaths(home, "on"))
        base, way = median(silent), "the same in silence"
        more = median(each.interface for each in loud) - base
        yield Figure("the interface, more with sound on", more, "%", 0.2, base, way)
        yield Figure("the process that plays", median(each.process for each in loud), "%", 1.0)
        yield Figure("its memory", max(each.memory for each in loud), "MB", 60)
        yield from _first_picture(home, random.Random(seed))
        yield from _leaving(home)
        yield _first_word(home)


def _begin(home: Home, voice: str) -> Terminal:
    home.settings(*LOUD, voice=voice)
    return home.run(COACH, "breathe", "box", *(["--no-sound"] if voice == "off" else []))


def _breaths(home: Home, voice: str) -> Heard:
    """Play some breaths, after the lines before them."""
    with _begin(home, voice) as run:
        anchor = phases.begin(run)
        run.read_for(anchor + phases.LEAD_IN - time.monotonic())
        child = next(iter(_children(run.process.pid)), 0)
        before = processor_seconds(child) if child else 0.0
        used = spent(run, BREATHS * BOX_CYCLE)
        after = processor_seconds(child) if child else 0.0
        memory = _peak_megabytes(child) if child else 0.0
    return Heard(100 * used.cpu_seconds / used.at, 100 * (after - before) / used.at, memory)


def _children(pid: int) -> list[int]:
    """Return the processes that a process has begun."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _peak_megabytes(pid: int) -> float:
    """Return the most memory that a process had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def _first_picture(home: Home, rng: random.Random) -> Iterator[Figure]:
    """Measure the way to Tonight with sound on."""
    argv, silent = [sys.executable, COACH], Home(home.config.parent / "silent")
    home.settings(*LOUD, voice="on")
    yield from compared(
        "the first picture with sound on",
        1.05,
        "the same in silence",
        lambda: first_frame(argv, home.env, "Begin the routine"),
        lambda: first_frame(argv, silent.env, "Begin the routine"),
        rng,
    )


def _leaving(home: Home) -> Iterator[Figure]:
    """Measure leaving a session that is heard."""

    def begun() -> Terminal:
        run = _begin(home, "on")
        phases.begin(run)
        run.read_for(2.0)
        return run

    yield from left_by_q(begun)


def _first_word(home: Home) -> Figure:
    """Measure from the start of `coach awake` until its voice is to be heard."""
    home.settings(voice="on")
    late = []
    for number in range(ROUNDS + 1):  # what is compiled once is compiled in the first
        heard = home.data.parent / f"heard-{number}"
        with home.run(COACH, "awake", env={"COACH_HEARD": str(heard)}) as run:
            captured.wait_for(lambda file=heard: bool(captured.onsets(file)), "a voice")  # type: ignore[misc]
            late.append(captured.onsets(heard)[0] - run.started)
    return Figure(f"coach awake to its voice, median of {ROUNDS}", median(late[1:]), "s", 2.0)
