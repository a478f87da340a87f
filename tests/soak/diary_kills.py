"""The diary is killed at random moments while it is filled in: every row that was left is there.

`python -m tests.soak.diary_kills --state FILE` makes 200 kills. In each round a diary is filled in
row by row, with Enter, arrows and Tab, and killed with SIGKILL at a random moment. A row counts as
left as soon as the screen has its light on another one; its answer must be on disk then, and no
answer may be there that was not typed.
"""

import random
import sys
import tempfile
from datetime import date
from itertools import islice, pairwise
from pathlib import Path
from signal import SIGKILL
from typing import Any

from coach.person.questions import QUESTIONS
from coach.store.records import Store
from tests.soak.state import Soak
from tests.terminal.pseudo import Terminal
from tests.terminal.running import Home

KILLS = 200
ANSWERS: dict[str, tuple[str, Any]] = {
    "into_bed": ("2215", "22:15"),
    "tried": ("2240", "22:40"),
    "fell_asleep_minutes": ("35", 35),
    "times_awake": ("3", 3),
    "awake_minutes": ("50", 50),
    "last_awake": ("0610", "06:10"),
    "out_of_bed": ("0655", "06:55"),
    "nap_minutes": ("20", 20),
    "quality": ("4", 4),
    "legs": ("6", 6),
    "craving": ("2", 2),
    "anxiety": ("7", 7),
}
"""What is typed in each row that is text or a scale, and what is stored of it."""
FIELDS = list(ANSWERS)
NAMES = {question.field: question.text for question in QUESTIONS}
SIZE = (80, 40)
DAYS = (date(2000, 1, 1), date(2199, 12, 31))


def here(run: Terminal) -> str:
    """Return the field of the row that has the light; nothing while none has."""
    row = next((row for row in run.rows if "›" in row), "")
    return next((field for field, name in NAMES.items() if f"› {name} " in f"{row} "), "")


def wait_for(run: Terminal, field: str) -> None:
    """Wait until the row of a field has the light."""
    run.wait_until(lambda run: here(run) == field)


def fill_in(run: Terminal, rng: random.Random, rows: int) -> set[str]:
    """Answer so many rows, and begin the next one; returns the fields that were left."""
    left: set[str] = set()
    for field, following in islice(pairwise(FIELDS), rows):
        for char in ANSWERS[field][0]:
            run.send(char)
        run.send(rng.choice(["enter", "down", "tab"]))
        wait_for(run, following)
        left.add(field)
    for char in ANSWERS[FIELDS[rows]][0][: rng.randrange(3)]:
        run.send(char)
    if rng.random() < 0.5:
        run.send("enter")  # perhaps it is left by then, perhaps not
    run.read_for(rng.uniform(0.0, 0.02))
    return left


def problem_of(store: Store, left: set[str]) -> str:
    """Return what is wrong with what is on disk, or nothing."""
    night = [each._asdict() for each in store.diaries(*DAYS)]
    stored = night[0] if night else {}
    if lost := [field for field in left if stored.get(field) != ANSWERS[field][1]]:
        return f"left, but not there: {lost}; there: {stored}"
    given = {field for field in ANSWERS if stored.get(field) is not None}
    if strange := [each for each in given - left if FIELDS.index(each) != len(left)]:
        return f"nobody answered these: {strange}"
    return store.note()


def one_kill(rng: random.Random, home: Home) -> tuple[int, str]:
    """Fill in, kill, look; returns how many rows were left, and what was wrong, or nothing."""
    with home.open("morning", size=SIZE) as run:
        run.wait_until(lambda run: here(run) == FIELDS[0])
        left = fill_in(run, rng, rng.randrange(1, len(FIELDS) - 1))
        run.signal(SIGKILL)
        run.process.wait()
    return len(left), problem_of(Store(home.data), left)


def main() -> int:
    """Kill so many times."""
    soak = Soak("diary_kills", __doc__ or "", 30)
    for rng in soak.rounds():
        with tempfile.TemporaryDirectory() as folder:
            left, problem = one_kill(rng, Home(Path(folder)))
        if problem:
            print(f"{problem}\nfailed: --seed {soak.seed} --first {soak.next}")
            return 1
        soak.totals["rows left"] = soak.totals.get("rows left", 0) + left
        soak.totals["kills"] = soak.totals.get("kills", 0) + 1
        if soak.totals["kills"] >= KILLS:
            break
    print(f"{soak.totals}: nothing was lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
