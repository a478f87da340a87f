"""Sessions of random patterns in a pseudo-terminal: is every phase painted when it is due?

`python -m tests.soak.true_time --minutes 60 --state FILE`. Each round is a box with sides of random
length, played in a terminal of random size, some of them with keys that must not change its time
(numbers, hints, resizing). Seen from outside as in `tests.bench.phases`, with a lead-in of its own.
"""

import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.phases import begin, starts
from tests.bench.table import percentile
from tests.soak.state import Soak
from tests.terminal.running import Home

LEAD_IN = 3.0
MOST_LATE_MS = 60.0
MOST_DRIFT_MS = 2.0
SIDES = ("in", "hold", "out", "rest")
LONGEST_SESSION = 600.0


def main() -> int:
    """Play sessions until the minutes are over."""
    soak = Soak("true_time", __doc__ or "", 30)
    with tempfile.TemporaryDirectory() as folder:
        for rng in soak.rounds():
            seconds = min(max(soak.seconds_left - LEAD_IN, 60.0), LONGEST_SESSION)
            late = session(rng, Home(Path(folder)), seconds)
            drift = median(late[-8:]) - median(late[:8])
            slow = sum(each > MOST_LATE_MS for each in late)
            soak.totals["phases"] = soak.totals.get("phases", 0) + len(late)
            soak.totals["late"] = soak.totals.get("late", 0) + slow
            print(
                f"  {len(late)} phases: median {median(late):.1f} ms, p99 "
                f"{percentile(late, 0.99):.1f}, latest {max(late):.1f}, drift {drift:+.2f}",
                flush=True,
            )
            if abs(drift) > MOST_DRIFT_MS or slow > len(late) / 96 + 1:
                print(f"failed: --seed {soak.seed} --first {soak.next}")
                return 1
    phases, late = soak.totals.get("phases", 0), soak.totals.get("late", 0)
    print(f"{phases} phases, {late} over {MOST_LATE_MS} ms")
    return 0


def session(rng: random.Random, home: Home, seconds: float) -> list[float]:
    """Play one session and return how late its phases were, in milliseconds."""
    sides = [rng.randrange(10, 81) / 10 for _ in SIDES]
    cycles = max(int(seconds / sum(sides)), 2)
    phases = "".join(
        f'[[phase]]\nkind = "{kind}"\nseconds = {length}\ntext = "Breathe {kind}"\n'
        for kind, length in zip(SIDES, sides, strict=True)
    )
    lead_in = f'[[lead_in]]\nseconds = {LEAD_IN}\ntext = "Light and slow."\n'
    home.breath("soak", f'title = "Soak"\ncycles = {cycles}\n{lead_in}{phases}')
    size = rng.choice([(100, 30), (80, 24), (40, 16), (160, 50)])
    print(f"  {cycles} x {sides} at {size[0]}x{size[1]}", flush=True)
    due = [LEAD_IN]
    for k in range(4 * cycles - 1):
        due.append(due[-1] + sides[k % 4])
    with home.open("breathe", "soak", size=size) as run:
        anchor = begin(run)
        while time.monotonic() < anchor + due[-1] + min(1.0, sides[3] / 2):
            run.read_for(rng.uniform(1, 20))
            if time.monotonic() < anchor + due[-1] - 25:
                if rng.random() < 0.3:
                    run.resize(size[0] + rng.randrange(-2, 3), size[1])
                elif rng.random() < 0.3:
                    run.send("c")
        seen = list(starts(run.chunks, anchor))
    assert len(due) <= len(seen) <= len(due) + 1, f"{len(seen)} of {len(due)} phases were seen"
    return [1000 * (at - anchor - then) for at, then in zip(seen, due, strict=False)]


if __name__ == "__main__":
    sys.exit(main())
