"""Random keys, clicks, pastes, resizes and stops, over all screens: does it stay alive, and quiet?

`python -m tests.soak.storm --minutes 60 --state FILE`. Each round is one start of the app, of a
random command in a terminal of random size, used wildly for up to half a minute and then ended in a
random way. No bell, no traceback, no crash note; the exit code fits and the terminal is as it was.
"""

import random
import sys
import tempfile
import time
from pathlib import Path
from signal import SIGCONT, SIGHUP, SIGINT, SIGSTOP, SIGTERM

from tests.soak.state import Soak
from tests.terminal.pseudo import KEYS, Terminal, echoed, left_on, rang, words_after
from tests.terminal.running import Home

COMMANDS: tuple[tuple[str, ...], ...] = (
    (),
    (),
    ("breathe",),
    ("breathe", "box", "--speed", "20"),
    ("breathe", "coherent", "--dark", "--speed", "5"),
    ("breathe", "double-sigh", "--cycles", "1", "--speed", "100"),
    ("relax", "pmr-4", "--speed", "20"),
    ("scan", "three", "--speed", "20"),
    ("stretch", "--speed", "20"),
    ("routine", "short-night", "--speed", "20"),
    ("routine",),
    ("checklist",),
    ("morning",),
    ("morning",),
    ("review",),
    ("support",),
    ("support", "--helper"),
    ("awake",),
    ("awake",),
    ("craving",),
    ("calm", "shuffle", "--speed", "20"),
    ("learn",),
    ("dates",),
    ("options",),
)
ENVIRONMENTS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"NO_COLOR": "1"},
    {"TEXTUAL_ANIMATIONS": "none"},
    {"LC_ALL": "C"},
    {"TERM": "linux"},
)
LETTERS = "abcdefghijklmnopqrstuvwxyz?+-=1 BOX"
STRANGE = (
    "\x1b[200~pasted\ntext 🌙\x1b[201~",
    "\x1b[<0;10;10M\x1b[<0;10;10m",
    "\x1b[<64;5;5M",
    "\x1b[I",
    "\x1b[O",
    "é",
    "🌙",
    "\x1b[1;5A",
    "\x1b[999~",
    "\x00",
    "\x1b\x1b",
    "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
)
LEAVING = ("ctrl+c", SIGINT, SIGTERM, SIGHUP)
LONGEST_ROUND = 30.0


def main() -> int:
    """Storm until the minutes are over."""
    soak = Soak("storm", __doc__ or "", 10)
    with tempfile.TemporaryDirectory() as folder:
        for rng in soak.rounds():
            home = Home(Path(folder))
            rests = rng.choice(['rests = "with"', 'rests = "without"', ""])
            theme = rng.choice(["", 'theme = "night"', 'theme = "nowhere"'])
            home.settings('read = ["breathing/box"]', *filter(None, (rests, theme)))
            problem = storm(rng, home, rng.uniform(2, LONGEST_ROUND))
            soak.totals["rounds"] = soak.totals.get("rounds", 0) + 1
            if problem:
                print(f"{problem}\nfailed: --seed {soak.seed} --first {soak.next}")
                return 1
    print(f"{soak.totals.get('rounds', 0)} rounds, nothing found")
    return 0


def storm(rng: random.Random, home: Home, seconds: float) -> str:
    """Use one start of the app wildly; returns what was wrong, or nothing."""
    command, env = rng.choice(COMMANDS), rng.choice(ENVIRONMENTS)
    may_stop = rng.random() < 0.3
    with home.open(*command, size=_size(rng), env=env) as run:
        if not run.until(lambda: b"\x1b[38;2;" in run.output or b"\x1b[3" in run.output, 10):
            return f"{command} {env}: no picture"
        end = time.monotonic() + seconds
        pressed: list[str] = []
        while time.monotonic() < end and run.process.poll() is None:
            pressed.append(_do(rng, run, may_stop))
            run.read_for(rng.choice([0, 0.002, 0.01, 0.1, 0.5]))
        summary = f"{command} {env} after {len(pressed)}, the last: {' '.join(pressed[-12:])}"
        wanted = {0}
        if run.process.poll() is None:
            leaving = rng.choice(LEAVING)
            if isinstance(leaving, str):
                run.send(leaving)
                wanted.add(130)
            else:
                run.signal(leaving)
                wanted.add(128 + leaving)
        try:
            code = run.wait_exit()
        except AssertionError as error:
            return f"{summary}: {error}"
        return _wrong(run, code, wanted, home) and f"{summary}: {_wrong(run, code, wanted, home)}"


def _size(rng: random.Random) -> tuple[int, int]:
    return rng.choice(
        [(rng.randrange(1, 30), rng.randrange(1, 12)), (80, 24), (100, 30), (200, 60)]
    )


def _do(rng: random.Random, run: Terminal, may_stop: bool) -> str:
    """Do something, and return what."""
    dice = rng.random()
    if dice < 0.04:
        size = _size(rng)
        run.resize(*size)
        return f"{size[0]}x{size[1]}"
    if dice < 0.05 and may_stop:
        run.signal(SIGSTOP)
        run.read_for(rng.choice([0.01, 0.3, 1.0]))
        run.signal(SIGCONT)
        return "stop"
    if dice < 0.12:
        keys: list[str] = [rng.choice(STRANGE)]
    elif dice < 0.55:
        keys = [rng.choice([key for key in KEYS if key not in ("ctrl+c", "ctrl+q", "ctrl+z")])]
    else:
        keys = rng.choices(LETTERS, k=rng.choice([1, 1, 1, 20]))
    if "q" in keys and rng.random() < 0.9:
        keys = [key for key in keys if key != "q"]
    run.send(*keys)
    return ascii("".join(keys))


def _wrong(run: Terminal, code: int, wanted: set[int], home: Home) -> str:
    """Return what is wrong with how it ended."""
    if (home.data / "crash.txt").exists():
        return (home.data / "crash.txt").read_text(encoding="utf-8")
    if code not in wanted:
        return f"exit code {code}, not {wanted}: {words_after(run.output)}"
    if rang(run.output):
        return "the bell was rung"
    words = "".join(words_after(run.output).replace("\b", "").split())
    is_echo = "".join(echoed(run.sent).split()).endswith(words)  # typed after it had left
    if not is_echo or b"Traceback" in run.output:
        return f"it left words: {words_after(run.output)}"
    if left_on(run.output):
        return f"modes were left on: {left_on(run.output)}"
    return "" if run.modes == run.modes_before else "echo and the rest are not as before"


if __name__ == "__main__":
    sys.exit(main())
