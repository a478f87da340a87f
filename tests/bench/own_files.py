"""What many scripts of one's own cost: a return to Tonight, a key in a long routine, and a check.

The first two in this process, without a terminal; against a return without any.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median

from coach.content import cache
from coach.system import folders
from coach.ui.screens.builder import BuilderScreen
from coach.ui.screens.scripts import ScriptsScreen
from tests.bench.table import Figure
from tests.ui.seen import Seen, coach_on

FILES, STEPS, ROUNDS = 50, 24, 25
LINES = 2000
KINDS = ("breathing", "relaxation", "bodyscan", "stretch", "routines")
RUNS = ("breathing/box", "relaxation/pmr-16", "bodyscan/twenty", "stretch/legs")


def figures() -> Iterator[Figure]:
    """Measure Tonight with fifty files of one's own, and every key that changes a routine."""
    with tempfile.TemporaryDirectory() as folder:
        bare = asyncio.run(_tonight(Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        _put_files(Path(folder) / "config" / "scripts")
        own = asyncio.run(_tonight(Path(folder)))
    yield Figure(f"a return to Tonight with {FILES} own files", own, "ms", 15.0, bare, "none")
    with tempfile.TemporaryDirectory() as folder:
        keys = asyncio.run(_builder(Path(folder)))
    for name, milliseconds in keys.items():
        yield Figure(f"a key in a routine of {STEPS} steps: {name}", milliseconds, "ms", 20.0)
    with tempfile.TemporaryDirectory() as folder:
        file = _long_script(Path(folder))
        check = [sys.executable, "-m", "coach", "scripts", "check", str(file)]
        taken = [
            _milliseconds(lambda: subprocess.run(check, capture_output=True)) for _ in range(5)
        ]
    yield Figure(f"scripts check of {LINES} lines", median(taken), "ms", 400.0)


def _long_script(folder: Path) -> Path:
    """Write a script with so many groups that nothing in it has time to be said."""
    shipped = (folders.assets() / "relaxation" / "pmr-16.toml").read_text(encoding="utf-8")
    begin, *groups = shipped.split("[[group]]\n")
    text = begin.replace("prepare_seconds = 8", "prepare_seconds = 2")
    for number in count():
        group = groups[number % (len(groups) - 1)]  # the closing comes with the last one
        text += "[[group]]\n" + group.replace('id = "', f'id = "{number}-', 1)
        if text.count("\n") > LINES and 'pair = "first"' not in group:
            break
    file = folder / "relaxation" / "long.toml"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    return file


def _put_files(scripts: Path) -> None:
    """Copy shipped scripts until there are enough."""
    shipped = [file for kind in KINDS for file in sorted((folders.assets() / kind).glob("*.toml"))]
    for number, file in enumerate(islice(cycle(shipped), FILES)):
        (scripts / file.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, scripts / file.parent.name / f"own-{number}.toml")


async def _tonight(folder: Path) -> float:
    """Return how long it takes to look at everything again and draw, in milliseconds (median)."""
    later = time.time_ns() + 2 * cache.SETTLED_NS
    async with coach_on(folder) as seen:
        seen.app.me.library.cache._now_ns = lambda: later  # the files have been there for a while
        screen = seen.app.screen

        def come_back() -> None:
            screen.resumed()  # type: ignore[attr-defined]
            screen.draw()  # type: ignore[attr-defined]

        come_back()
        return median([_milliseconds(come_back) for _ in range(ROUNDS)])


async def _builder(folder: Path) -> dict[str, float]:
    """Return how long the keys of the builder take, in milliseconds (median of each)."""
    file = folder / "config" / "scripts" / "routines" / "long.toml"
    file.parent.mkdir(parents=True)
    steps = "".join(f'[[step]]\nrun = "{run}"\n' for run in islice(cycle(RUNS), STEPS))
    file.write_text(f'made_by = "coach"\ntitle = "Long"\n{steps}', encoding="utf-8")
    async with coach_on(folder) as seen:
        await seen.press("e", "l")
        seen.on(ScriptsScreen).point_at("long")
        await seen.press("e")
        builder = seen.on(BuilderScreen)
        keys: dict[str, Callable[[], None]] = {
            "down": lambda: builder.action_move(1),
            "longer": lambda: builder.action_longer(1),
            "earlier": lambda: builder.action_later(-1),
            "undo": builder.action_undo,
        }
        return {name: await _key(seen, press) for name, press in keys.items()}


async def _key(seen: Seen, press: Callable[[], None]) -> float:
    """Return how long a key takes, until its picture is composed."""
    taken = []
    for _ in range(ROUNDS):
        taken.append(_milliseconds(lambda: press() or seen.strips))  # type: ignore[func-returns-value]
        await seen.pilot.pause(0)
    return median(taken)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)
