"""What ten years of evenings cost: the start, the review, an answer, an export.

The same seeded records as in the suite's store tests, moved so that they end last night. A figure
of a key is the time until what it leads to is on the screen. An answer is on disk when the
database has changed and its journal is gone: that commits it.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.start import SIZE, compared, first_frame
from tests.bench.table import Figure, percentile
from tests.terminal.pseudo import Terminal, environment
from tests.terminal.running import CHECKOUT, Home

COACH = [sys.executable, "-m", "coach"]
FILL = """
import sys
from datetime import date, timedelta
from pathlib import Path
from tests.store import decade
decade.FIRST_NIGHT = date.today() - timedelta(days=decade.NIGHTS)
decade.fill(Path(sys.argv[1]))
"""
PEAK = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "coach", "data", "export"], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
"""Both in a process of their own: a child is counted as large as its parent when it begins."""
ANSWERS = 30
OPENINGS = 15


def figures() -> Iterator[Figure]:
    """Measure with ten years of records against none."""
    seed = int(os.environ.get("SEED", time.time_ns() % 100_000))
    print(f"  SEED={seed}")
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        full, empty = Home(Path(folder, "full")), Home(Path(folder, "empty"))
        subprocess.run([sys.executable, "-c", FILL, str(full.data)], check=True, cwd=CHECKOUT)
        yield from compared(
            "Tonight with ten years, first whole frame",
            1.10,
            "an empty store",
            lambda: first_frame(COACH, full.env, "Box"),
            lambda: first_frame(COACH, empty.env, "Box"),
            rng,
        )
        yield from _review(full, rng)
        yield from _answers(full, rng)
        yield from _export(full)


def _review(home: Home, rng: random.Random) -> Iterator[Figure]:
    """Open the review from Tonight, and its five views."""
    with home.open(size=SIZE) as run:
        run.wait_for("Begin the routine", "q leave")
        run.read_for(1.0)
        opened = []
        for _ in range(OPENINGS):
            opened.append(_until(run, "v", "Mo  Tu  We", rng))
            run.send("escape")
            run.wait_for("Begin the routine", "begin")
        yield Figure("review, its week, median", median(opened), "ms", 150.0)
        yield Figure("review, its week, latest", max(opened), "ms")
        run.send("v")
        run.wait_for("Mo  Tu  We")
        plot = _until(run, "space", "fourteen", rng)
        yield Figure("  the nights, with the plot", plot, "ms", 150.0)
        yield Figure("  their hours", _until(run, "space", "in bed", rng), "ms", 150.0)
        yield Figure("  the month", _until(run, "space", "much", rng), "ms")
        together = _until(run, "space", "It goes together", rng, "Nothing stands out", "Nothing to")
        yield Figure("  what goes with better nights", together, "ms")
        status = Path(f"/proc/{run.process.pid}/status").read_text(encoding="ascii")
        [peak] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
        yield Figure("memory, at most", int(peak) / 1024, "MB", 120.0)


def _until(run: Terminal, key: str, text: str, rng: random.Random, *others: str) -> float:
    """Press a key at a random moment, and return the milliseconds until a text is on the screen."""
    run.read_for(rng.uniform(0.03, 0.12))
    at = run.send(key)
    assert run.until(lambda: any(each in run.text for each in (text, *others)), 5.0), run.text
    return 1000 * (run.chunks[-1].at - at)


def _answers(home: Home, rng: random.Random) -> Iterator[Figure]:
    """Answer and take back on the checklist; the mark on the screen shows each."""
    with home.open("checklist", size=SIZE) as run:
        run.wait_for("Before the")
        while "Before the night" not in run.text:
            run.send("space")
            run.read_for(0.3)
        run.read_for(1.0)
        written, shown = [], []
        file, journal = home.data / "coach.db", home.data / "coach.db-journal"
        for _ in range(ANSWERS):
            run.read_for(rng.uniform(0.1, 0.2))
            before = file.stat().st_mtime_ns
            at = run.send("space")
            while file.stat().st_mtime_ns == before or journal.exists():
                assert time.monotonic() < at + 5, "nothing was written"
            written.append(1000 * (time.monotonic() - at))
            run.wait_until(lambda run: "●" in run.text)
            shown.append(1000 * (run.chunks[-1].at - at))
            run.send("u")
            run.wait_until(lambda run: "●" not in run.text)
        yield Figure(
            f"a key to its answer on disk, median of {ANSWERS}", median(written), "ms", 20.0
        )
        yield Figure("a key to its answer on disk, p90", percentile(written, 0.9), "ms")
        yield Figure("a key to the mark that says so, median", median(shown), "ms")


def _export(home: Home) -> Iterator[Figure]:
    """Export everything."""
    usual, seconds = environment(home.env), []
    for _ in range(3):
        begun = time.perf_counter()
        done = subprocess.run(
            [*COACH, "data", "export"], capture_output=True, check=True, env=usual, cwd=CHECKOUT
        )
        seconds.append(time.perf_counter() - begun)
    yield Figure(f"export, {len(done.stdout) / 1e6:.0f} MB of JSON", median(seconds), "s", 3.0)
    peak = subprocess.run([sys.executable, "-c", PEAK], capture_output=True, check=True, env=usual)
    yield Figure("memory of the export, at most", float(peak.stdout), "MB", 120.0)
