"""A routine is killed at a random moment: is the right step offered afterwards, and only once?

`python -m tests.soak.kills --state FILE` makes fifty kills. Each round writes an own routine of one
to four short steps, plays it, kills it with SIGKILL at a random moment, now and then on the page
before it or after its end, and looks at what Tonight offers. What should be offered is known from
outside: the moment of Space and the lengths of the steps. Within `BORDER` of a border between two
steps either side of it is right.
"""

import random
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from signal import SIGKILL
from typing import NamedTuple

from tests.soak.state import Soak
from tests.terminal.pseudo import Terminal
from tests.terminal.running import Home

OFFER = "Go on with the routine"
BEGIN = "Begin the routine"
INTERRUPTED = "It stopped during"
BORDER = 0.05
"""A kill so close to a border, in seconds, may show either side of it."""
QUIET = 4.0
"""The quiet breath before every step but the first; it belongs to the step that follows."""
KINDS = ("breathing", "relaxation", "stretch")
SHORTEST = 2.2
"""No step is shorter, in seconds: a release takes one second at least."""
KILLS = 50


class Step(NamedTuple):
    """A step of a routine: its id, its title on Tonight, and its length in seconds."""

    run: str
    title: str
    seconds: float


def script(home: Home, kind: str, name: str, text: str) -> None:
    """Write an own script of any kind."""
    file = home.config / "scripts" / kind / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def step(home: Home, kind: str, name: str, seconds: float) -> Step:
    """Write an exercise of so many seconds, rounded to 0.1 s."""
    assert seconds >= SHORTEST
    seconds = round(seconds, 1)
    title = f"Title of {name}"
    head = f'title = "{title}"\n'
    half = round(seconds / 2, 1)
    rest = round(seconds - half, 1)
    bodies = {
        "breathing": f"cycles = 1\n[[phase]]\nkind = 'in'\nseconds = {half}\ntext = 'In.'\n"
        f"[[phase]]\nkind = 'out'\nseconds = {rest}\ntext = 'Out.'\n",
        "relaxation": f"[[intro]]\nseconds = {half}\ntext = 'Here.'\n"
        "[[group]]\nid = 'g'\ntitle = 'Belly'\nregion = 'belly'\nprepare_seconds = 0\n"
        f"tense_seconds = 0\nrelease_seconds = {rest}\n",
        "stretch": "[[step]]\nid = 's'\ntitle = 'Calf'\nkind = 'stretch'\n"
        f"seconds = {half + rest}\nlines = [{{ at = 0, text = 'Lean.' }}]\n",
    }
    script(home, kind, name, head + bodies[kind])
    return Step(f"{kind}/{name}", title, half + rest)


def routine(home: Home, name: str, steps: list[Step]) -> None:
    """Write a routine of these steps."""
    tables = "".join(f'[[step]]\nrun = "{each.run}"\n' for each in steps)
    script(home, "routines", name, f'title = "Title of {name}"\n{tables}')


def borders(steps: list[Step], speed: float) -> list[float]:
    """Return when each step begins and the last one ends, in seconds from the beginning."""
    lengths = [each.seconds + (QUIET if index else 0) for index, each in enumerate(steps)]
    return [0.0, *(end / speed for end in accumulate(lengths))]


def possible(steps: list[Step], speed: float, since: float, until: float) -> set[str]:
    """Return the titles that may be offered after a kill between two moments; empty: nothing."""
    times = borders(steps, speed)
    titles = ["", *(each.title for each in steps), ""]
    ends = [*times, float("inf")]
    starts = [-float("inf"), *times]
    return {
        title
        for title, start, end in zip(titles, starts, ends, strict=True)
        if start <= until + BORDER and since - BORDER < end
    }


def start(home: Home, name: str, speed: float, size: tuple[int, int] = (100, 30)) -> Terminal:
    """Open the page before a routine."""
    run = home.open("routine", name, "--speed", str(speed), size=size)
    run.wait_for("begin", f"Title of {name}")
    assert "cannot be read" not in run.text
    return run


def kill(run: Terminal) -> float:
    """Kill the coach and return the moment just after."""
    run.signal(SIGKILL)
    at = time.monotonic()
    run.process.wait()
    return at


def offered(home: Home) -> str:
    """Open Tonight and return the title of the step that it offers to resume, or nothing.

    It is killed afterwards, not left: looking alone takes no offer away.
    """
    with home.open() as run:
        run.wait_for("he routine", "q leave")
        title = title_on(run)
        kill(run)
    return title


def title_on(run: Terminal) -> str:
    """Return the title that Tonight shows as interrupted, or nothing."""
    text = run.text
    if OFFER in text and BEGIN not in text:
        (row,) = (row.strip() for row in text.splitlines() if INTERRUPTED in row)
        return row.removeprefix(INTERRUPTED).strip()
    assert BEGIN in text and INTERRUPTED not in text, text
    return ""


def once(home: Home) -> str:
    """Look at the offer, leave Tonight with `q`, look again; returns the second offer."""
    with home.open() as run:
        run.wait_for("he routine", "q leave")
        run.send("q")
        assert run.wait_exit() == 0
    return offered(home)


def one_kill(rng: random.Random, home: Home) -> tuple[str, str]:
    """Play, kill, look; returns how it went in words, and what was wrong, or nothing."""
    speed = rng.choice([1.0, 4.0, 10.0])
    count = rng.randrange(1, 5)
    steps = [
        step(home, rng.choice(KINDS), f"part-{n}", max(rng.uniform(1.2, 2.4) * speed, SHORTEST))
        for n in range(count)
    ]
    routine(home, "soak", steps)
    end = borders(steps, speed)[-1]
    dice = rng.random()
    wait = rng.uniform(0, end) if dice < 0.85 else end + rng.uniform(0.2, 1.0)
    if dice >= 0.95:
        wait = -1.0  # on the page before it
    summary = f"{count} steps at {speed:g}, killed after {wait:.3f} of {end:.3f} s"
    with start(home, "soak", speed) as run:
        if wait < 0:
            run.read_for(rng.uniform(0, 0.5))
            kill(run)
            wanted = {""}
        else:
            anchor = run.send("space")
            assert run.until(lambda: run.chunks[-1].at > anchor, 5.0), f"{summary}: no answer"
            begun = run.chunks[-1].at  # it began after Space and before this
            run.read_for(anchor + wait - time.monotonic())
            before = time.monotonic()
            killed = kill(run)
            wanted = possible(steps, speed, before - begun, killed - anchor)
    title = offered(home)
    if title not in wanted:
        return summary, f'offered "{title}", not one of {sorted(wanted)}'
    if offered(home) != title:
        return summary, "another look showed another offer"
    if again := once(home):
        return summary, f'"{again}" was offered twice'
    if (home.data / "running.toml").exists():
        return summary, "there is still running.toml"
    return f'{summary}: "{title}", of {len(wanted)} possible', ""


def main() -> int:
    """Kill so many times."""
    soak = Soak("kills", __doc__ or "", 60)
    for rng in soak.rounds():
        with tempfile.TemporaryDirectory() as folder:
            summary, problem = one_kill(rng, Home(Path(folder)))
        print(f"  {summary}", flush=True)
        if problem:
            print(f"{problem}\nfailed: --seed {soak.seed} --first {soak.next}")
            return 1
        soak.totals["kills"] = soak.totals.get("kills", 0) + 1
        if soak.totals["kills"] >= KILLS:
            break
    print(f"{soak.totals.get('kills', 0)} kills, every offer was right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
