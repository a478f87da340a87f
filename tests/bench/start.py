"""How long until there is something to see, until a key is answered, and until all is left.

Variants take turns in random order, so that a slow moment of the machine hits them all alike; a
ratio is the median of the ratios round by round. The seed is printed.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.bench.table import Figure, percentile
from tests.terminal.pseudo import ESCAPE, Terminal, environment
from tests.terminal.running import CHECKOUT, Home

ROUNDS = 15
SIZE = (100, 30)
KEYS = 150
ESCAPES = 20
LEAVINGS = 11
BLANK = [sys.executable, str(Path(__file__).with_name("blank_app.py"))]


def figures() -> Iterator[Figure]:
    """Measure the way to the first picture, to the version, and from a key to its answer."""
    seed = int(os.environ.get("SEED", time.time_ns() % 100_000))
    print(f"  SEED={seed}")
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        coach = [sys.executable, "-m", "coach"]
        usual, settings = "Begin the routine", home.config / "settings.toml"
        yield from _first(home, coach, "with settings and own scripts", usual, 0.25, rng)
        text = settings.read_text()
        settings.unlink()
        yield from _first(home, coach, "of a new person", "What this is", 0.20, rng)
        settings.write_text(text)
        yield from compared(
            "coach awake to its first line",
            0.30,
            "a blank Textual app",
            lambda: first_frame([*coach, "awake"], home.env, "wake"),
            lambda: first_frame(BLANK, home.env, "blank"),
            rng,
        )
        yield from compared(
            "a key typed at 30 ms is answered",
            1.06,
            "a blank Textual app",
            lambda: early_key(coach, home.env, "?", "Everywhere"),
            lambda: early_key(BLANK, home.env, "k", "1"),
            rng,
        )
        yield from compared(
            "coach --version",
            2.5,
            "python -c pass",
            lambda: run_time([*coach, "--version"], home.env),
            lambda: run_time([sys.executable, "-c", "pass"], home.env),
            rng,
        )
        yield from _leaving(home)
        yield from _keys(home, rng)


def _first(
    home: Home, coach: list[str], whose: str, word: str, limit: float, rng: random.Random
) -> Iterator[Figure]:
    """Measure the first whole picture."""
    home.breath("mine", (CHECKOUT / "assets" / "breathing" / "box.toml").read_text())
    yield from compared(
        f"the first picture, {whose}",
        limit,
        "a blank Textual app",
        lambda: first_frame(coach, home.env, word),
        lambda: first_frame(BLANK, home.env, "blank"),
        rng,
    )


def early_key(argv: list[str], env: dict[str, str], key: str, answer: str) -> float:
    """Press a key 30 ms after the start, and return the seconds until its answer is there."""
    with Terminal(argv, SIZE, env) as run:
        run.read_for(0.03)
        run.send(key)
        run.wait_for(answer)
        return run.chunks[-1].at - run.started


def _leaving(home: Home) -> Iterator[Figure]:
    """Measure leaving Tonight."""

    def begun() -> Terminal:
        run = home.open(size=SIZE)
        run.wait_for("Begin the routine")
        run.read_for(2.0)  # by then it is no longer the first picture alone
        return run

    yield from left_by_q(begun)


def left_by_q(begun: Callable[[], Terminal]) -> Iterator[Figure]:
    """Measure from `q` until the shell's screen is there again, and until the process is gone."""
    left, gone = [], []
    for _ in range(LEAVINGS):
        with begun() as run:
            at = run.send("q")
            run.wait_until(lambda run: b"\x1b[?1049l" in run.output)
            left.append(1000 * (run.chunks[-1].at - at))
            run.process.wait()
            gone.append(1000 * (time.monotonic() - at))
    yield Figure(f"q to the shell's screen, median of {LEAVINGS}", median(left), "ms", 10.0)
    yield Figure(f"q to the end, median of {LEAVINGS}", median(gone), "ms", 40.0)


def compared(
    name: str,
    limit: float,
    baseline: str,
    ours: Callable[[], float],
    theirs: Callable[[], float],
    rng: random.Random,
) -> Iterator[Figure]:
    """Measure two ways in turns: theirs is the baseline, the ratio has the limit."""
    ours()  # what is compiled once is compiled now
    theirs()
    rounds: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        if rng.random() < 0.5:
            rounds.append((ours(), theirs()))
        else:
            late = theirs()
            rounds.append((ours(), late))
    our_ms, their_ms = (
        median(1000 * each for each in column) for column in zip(*rounds, strict=True)
    )
    yield Figure(name, our_ms, "ms", None, their_ms, baseline)
    ratio = median(mine / other for mine, other in rounds)
    yield Figure(f"  as a multiple of {baseline}", ratio, "x", limit)


def first_frame(argv: list[str], env: dict[str, str], word: str) -> float:
    """Return the seconds until a whole screen has been written that holds a word."""
    with Terminal(argv, SIZE, env) as run:
        run.wait_until(lambda run: is_whole(run.output, word))
        return run.chunks[-1].at - run.started


def is_whole(output: bytes, word: str) -> bool:
    """Return whether nine cells of ten have been written since the alternate screen was entered."""
    _, entered, after = output.partition(b"\x1b[?1049h")
    shown = ESCAPE.sub(b"", after).decode(errors="ignore")
    return bool(entered) and word in shown and len(shown) >= 0.9 * SIZE[0] * SIZE[1]


def run_time(argv: list[str], env: dict[str, str]) -> float:
    """Return how long a command takes, in seconds."""
    usual = environment(env)
    begun = time.perf_counter()
    subprocess.run(argv, stdout=subprocess.DEVNULL, check=True, env=usual, cwd=CHECKOUT)
    return time.perf_counter() - begun


def _keys(home: Home, rng: random.Random) -> Iterator[Figure]:
    """Press keys at random moments and wait for the first byte of the answer."""
    with Terminal(BLANK, SIZE, home.env) as run:
        run.wait_for("blank")
        run.read_for(1.0)
        blank = [answered(run, "k", rng) for _ in range(KEYS // 3)]
    with home.open("breathe", size=SIZE) as run:
        run.wait_for("begin")
        run.read_for(1.0)
        keys = [answered(run, "up" if k % 2 else "down", rng) for k in range(KEYS // 3)]
    with home.open(size=SIZE) as run:
        run.wait_for("Begin the routine")
        run.read_for(1.0)
        run.send("b")
        run.wait_for("begin")
        run.send("l")
        run.wait_for("Small box")
        run.read_for(1.0)
        keys += [answered(run, "up" if k % 6 > 2 else "down", rng) for k in range(KEYS // 3)]
        run.send("o")
        run.wait_for("Options")
        run.read_for(1.0)
        keys += [answered(run, "up" if k % 2 else "down", rng) for k in range(KEYS // 3)]
        run.send("escape")
        run.wait_for("Small box")
        escapes = []
        for _ in range(ESCAPES):
            run.send("h")
            run.wait_for("In danger", seconds=5)
            run.read_for(1.0)
            escapes.append(answered(run, "escape", rng))
            run.wait_for("Small box")
    base = median(blank)
    way = "a blank app"
    name = f"a key to its first byte, median of {len(keys)}"
    yield Figure(name, median(keys), "ms", None, base, way)
    slow, base_slow = percentile(keys, 0.99), percentile(blank, 0.99)
    yield Figure("a key to its first byte, p99", slow, "ms", 10.0, base_slow, way)
    yield Figure(f"a lone Esc, latest of {len(escapes)}", max(escapes), "ms", 130.0)


def answered(run: Terminal, key: str, rng: random.Random) -> float:
    """Press a key at a random moment and return the milliseconds to the first byte after it."""
    run.read_for(rng.uniform(0.03, 0.12))
    count = len(run.chunks)
    at = run.send(key)
    assert run.until(lambda: len(run.chunks) > count, 2.0), f"{key} was not answered"
    return 1000 * (run.chunks[count].at - at)
