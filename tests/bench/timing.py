"""Is every phase painted when it is due? Box sessions in true time, quiet, busy and interrupted."""

import os
import re
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from statistics import median

from tests.bench import phases
from tests.bench.table import Figure
from tests.terminal.pseudo import Terminal, environment
from tests.terminal.running import Home

RUNS = 5
"""So many sessions side by side: together they need 3 % of a core."""
CYCLES = 16
STALLS_CYCLES = PLAIN_CYCLES = 8
MOST_MS = 20.0
MOST_MS_BUSY = 60.0
STALLS = (0.3, 1.0)
BARE = Path(__file__).with_name("bare_deadlines.py")


def figures(is_busy: bool = False) -> Iterator[Figure]:
    """Measure everything about time; with `is_busy` while all cores are at work."""
    most = MOST_MS_BUSY if is_busy else MOST_MS
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        if is_busy:
            stack.enter_context(busy_cores())
        home = Home(Path(folder))
        yield from _screen(Path(folder), most)
        yield from _stalls(home, most)
        yield from _plain(home, most)


@contextmanager
def busy_cores() -> Iterator[None]:
    """Keep every core at work."""
    loops = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(os.cpu_count() or 2)
    ]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def _screen(folder: Path, most: float) -> Iterator[Figure]:
    """Play whole sessions on the screen, side by side, each with a program that only waits."""
    with ThreadPoolExecutor(RUNS) as beside:
        played = list(beside.map(lambda number: _played(folder / f"{number}"), range(RUNS)))
    late = [each for timed, _ in played for each in timed.late]
    bare = [each for _, waited in played for each in waited]
    slow = [
        f"{number}/{k} ({each:.0f} ms)"
        for number, (timed, _) in enumerate(played, start=1)
        for k, each in enumerate(timed.late, start=1)
        if each > most
    ]
    yield Figure(f"phases later than {most:g} ms, of {len(late)}", len(slow), "", 1)
    if slow:
        print(f"    which, as run/phase: {', '.join(slow)}")
    yield Figure("lateness, median", median(late), "ms", most, median(bare), "a bare deadline")
    yield Figure("lateness, latest", max(late), "ms", None, max(bare), "a bare deadline")
    keys, drifts = zip(*((timed.key, abs(timed.drift)) for timed, _ in played), strict=True)
    yield Figure("of which: Space to its first byte, most", max(keys), "ms")
    yield Figure("drift, last 8 to first 8, median", median(drifts), "ms", 1.0)
    yield Figure("drift, last 8 to first 8, the worst run", max(drifts), "ms", 2.0)


def _played(folder: Path) -> tuple[phases.Timed, list[float]]:
    """Play a session; returns how late its phases were, and how late a bare program was."""
    waiting = [sys.executable, str(BARE), str(phases.PHASE), str((CYCLES - 1) * 4)]
    with (
        Terminal(waiting) as simple,
        ThreadPoolExecutor(1) as beside,
        Home(folder).open("breathe", "box", "--cycles", str(CYCLES)) as run,
    ):
        waited = beside.submit(simple.wait_exit, 600)
        timed = phases.play(run, CYCLES)
        waited.result()
        return timed, _bare_lateness(simple)


def _bare_lateness(run: Terminal) -> list[float]:
    """Return by how much the bytes of `bare_deadlines.py` came late: each says when it was due."""
    late: list[float] = []
    for chunk in run.chunks:
        if match := re.match(rb"([\d.]+)\r?\n", chunk.data):
            late.append(1000 * (chunk.at - float(match[1])))
    return late


def _stalls(home: Home, most: float) -> Iterator[Figure]:
    """Stop the process over a phase border, and see when the next phase is painted."""
    with home.open("breathe", "box", "--cycles", str(STALLS_CYCLES)) as run:
        anchor = phases.begin(run)
        for index, seconds in enumerate(STALLS):
            border = anchor + phases.LEAD_IN + (2 * index + 1) * phases.PHASE
            stop(run, border - seconds / 2, seconds)
        count = 2 * len(STALLS) + 1
        run.read_for(anchor + phases.LEAD_IN + (count - 1) * phases.PHASE + 2 - time.monotonic())
        timed = phases.timed(run, anchor, count)
    for index, seconds in enumerate(STALLS):
        stalled, after = timed.late[2 * index + 1], timed.late[2 * index + 2]
        yield Figure(f"stopped for {seconds:g} s: the phase in it", stalled, "ms")
        yield Figure(f"stopped for {seconds:g} s: the next phase", after, "ms", most)


def stop(run: Terminal, at: float, seconds: float) -> None:
    """Let a program stand still from `at` on for some seconds."""
    run.read_for(at - time.monotonic())
    run.signal(SIGSTOP)
    run.read_for(seconds)
    run.signal(SIGCONT)


def _plain(home: Home, most: float) -> Iterator[Figure]:
    """Read plain lines from a pipe; they are counted from the first, which begins the session."""
    late, stalls = plain_lateness(home, PLAIN_CYCLES)
    too_late = sum(each > most for each in late)
    yield Figure(f"--plain: phases later than {most:g} ms, of {len(late)}", too_late, "", 1)
    yield Figure("--plain: lateness, median", median(late), "ms", most)
    drift = median(late[-8:]) - median(late[:8])
    yield Figure("--plain: drift, last 8 to first 8", abs(drift), "ms", 2.0)
    for seconds, after in zip(STALLS, stalls, strict=True):
        yield Figure(f"--plain, stopped for {seconds:g} s: the next phase", after, "ms", most)


def plain_lateness(home: Home, cycles: int) -> tuple[list[float], list[float]]:
    """Return the lateness of the phases of plain lines, those in a stall left out, and of those
    that follow a stall."""
    argv = [sys.executable, "-m", "coach", "breathe", "box", "--plain", "--cycles", str(cycles)]
    seen: list[float] = []
    with subprocess.Popen(argv, stdout=subprocess.PIPE, env=environment(home.env)) as process:
        assert process.stdout
        selector = selectors.DefaultSelector()
        selector.register(process.stdout, selectors.EVENT_READ)
        stops: list[tuple[float, int]] = []
        while True:
            wait = max(stops[0][0] - time.monotonic(), 0) if stops else None
            if selector.select(wait):
                data = os.read(process.stdout.fileno(), 65536)
                if not data:
                    break
                seen += [time.monotonic()] * data.count(b"\n")
                if len(seen) == 1 and not stops:
                    first = seen[0] + phases.LEAD_IN
                    for index, seconds in enumerate(STALLS):
                        border = first + (8 + 3 * index) * phases.PHASE
                        stops.append((border - seconds / 2, SIGSTOP))
                        stops.append((border + seconds / 2, SIGCONT))
            if stops and stops[0][0] <= time.monotonic():
                process.send_signal(stops.pop(0)[1])
    due = [seen[0] + phases.LEAD_IN + k * phases.PHASE for k in range(cycles * 4)]
    breaths = seen[phases.LINES_BEFORE : -phases.LINES_AFTER]
    late = [1000 * (at - then) for at, then in zip(breaths, due, strict=True)]
    stalled = [8 + 3 * index for index in range(len(STALLS))]
    return [each for k, each in enumerate(late) if k not in stalled], [late[k + 1] for k in stalled]
