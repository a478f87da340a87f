"""The app is killed at random moments while answers are given: what it confirmed is on disk.

`python -m tests.soak.app_kills --state FILE` makes 50 kills. In each round one or two coaches show
the checklist of the same evening, keys answer its items, and at a random moment all of them are
killed with SIGKILL. An item that had its mark on the screen was acknowledged: its answer must be in
the database, and no answer may be there that nobody gave. Then the app must start without a word.
"""

import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from signal import SIGKILL

from coach.store.records import Store
from tests.soak.state import Soak
from tests.terminal.pseudo import Terminal, evening
from tests.terminal.running import Home

KILLS = 50
KEYS = {"space": "done", "x": "skipped", "i": "not-applicable"}
MARKS = {"●": "done", "○": "skipped", "–": "not-applicable"}
LONGEST_SECONDS = 0.6
"""It is killed at the latest so long after the first key."""
ITEMS = {f"item-{n:02}": f"Small thing {n:02}" for n in range(36)}
"""So many that they are being answered until the end."""
SIZE = (80, 70)


def confirmed(run: Terminal) -> dict[str, str]:
    """Return the answers that have their mark on the screen, by item."""
    rows = [row.strip() for row in run.rows]
    return {
        id: MARKS[row[-1]]
        for row in rows
        for id, text in ITEMS.items()
        if row and text in row and row[-1] in MARKS
    }


def prepare(home: Home) -> None:
    """Give somebody a long checklist of their own, whose cautions they have read."""
    home.settings('rests = "with"', 'read = ["checklists/bedtime", "breathing/box"]')
    items = "".join(
        f'[[item]]\nid = "{id}"\ntext = "{text}"\nphase = "evening"\non = true\n'
        for id, text in ITEMS.items()
    )
    file = home.config / "scripts" / "checklists" / "bedtime.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'title = "Before the night"\n{items}', encoding="utf-8")


def one_kill(rng: random.Random, home: Home, coaches: int) -> tuple[str, str]:
    """Answer, kill, look; returns how it went in words, and what was wrong, or nothing."""
    keys = list(KEYS) if coaches == 1 else ["space"]  # two may answer the same item
    wait = rng.uniform(0.0, LONGEST_SECONDS)
    with ExitStack() as stack:
        runs = [stack.enter_context(home.open("checklist", size=SIZE)) for _ in range(coaches)]
        for run in runs:
            run.wait_for("Before the night", *ITEMS.values(), "space done")
        ends = time.monotonic() + wait
        while time.monotonic() < ends:
            run = rng.choice(runs)
            run.send(rng.choice(keys))
            run.read_for(rng.uniform(0.01, 0.05))
        for run in runs:
            run.signal(SIGKILL)
        for run in runs:
            run.process.wait()
            run.read_for(0.02)
        seen: dict[str, str] = {}
        for run in runs:
            seen |= confirmed(run)
    store, day = Store(home.data), evening()
    stored = {each.item: str(each.answer) for each in store.answers(day, day)}
    summary = f"{coaches} at work, killed after {wait:.3f} s: {len(seen)} seen, {len(stored)} kept"
    if lost := {id: answer for id, answer in seen.items() if stored.get(id) != answer}:
        return summary, f"confirmed, but not kept: {lost}; kept: {stored}"
    if set(stored.values()) - {KEYS[key] for key in keys}:
        return summary, f"nobody gave one of these: {stored}"
    if note := store.note():
        return summary, f"told on opening: {note}"
    with home.open("checklist", size=SIZE) as run:
        run.wait_for("Before the night")
        run.wait_until(lambda run: confirmed(run) == stored)
    return summary, ""


def main() -> int:
    """Kill so many times."""
    soak = Soak("app_kills", __doc__ or "", 30)
    for rng in soak.rounds():
        with tempfile.TemporaryDirectory() as folder:
            home = Home(Path(folder))
            prepare(home)
            summary, problem = one_kill(rng, home, rng.choice([1, 1, 2]))
        print(f"  {summary}", flush=True)
        if problem:
            print(f"{problem}\nfailed: --seed {soak.seed} --first {soak.next}")
            return 1
        soak.totals["kills"] = soak.totals.get("kills", 0) + 1
        if soak.totals["kills"] >= KILLS:
            break
    print(f"{soak.totals.get('kills', 0)} kills, nothing that was confirmed was lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
