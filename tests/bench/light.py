"""How much light each screen gives: a model of a terminal that is looked at in the dark.

A cell gives the light of its glyph for the share of the cell that the glyph covers, and that of its
background for the rest; colours are linear (IEC 61966-2-1), luminance is that of WCAG 2.2. Covered
shares of letters and lines were measured on DejaVu Sans Mono; blocks are what they say. 100 is a
white screen. Blue is the blue channel alone: what tells the eye that it is day.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from coach.domain.light import luminance
from coach.picture.changes import cells
from coach.ui.canvas import Canvas
from coach.ui.palette import BLACK
from coach.ui.screens.awake import AwakeScreen
from tests.bench.table import Figure
from tests.ui.seen import coach_on

SIZE, AWAKE_SIZE = (100, 30), (80, 24)
STEP_SECONDS = 0.05
MINUTES = 2
VARIANTS = 12
"""In so many nights each line is told in each of its ways, beside all others."""
HINTS_SECONDS = 14
"""By then the hints have faded."""
SESSIONS = (
    ("box", "breathing/box", 0.2, 0.08),
    ("ring", "breathing/coherent", None, 0.08),
    ("muscle relaxation", "relaxation/pmr-7", None, None),
    ("body scan", "bodyscan/ten", None, None),
)
"""Its name, what is played, the limits of its mean light and of its jumps. Where a new line of text
comes the light jumps by what the line gives, up to 0.1.
"""
LETTER, SIGN = 0.2, 0.1
"""Letters and digits, and everything else that is not in the table: rather too much."""
WORDS = {LETTER: 0.173, SIGN: 0.053}
"""What the words of the tree for the night cover, measured as the mean of their letters and signs:
a screen of nothing but words is held against a limit near what it gives.
"""
COVERED = {" ": 0.0, "●": 0.40, "•": 0.094, "─": 0.072, "│": 0.13, "━": 0.144, "▀": 0.5, "▄": 0.5}
COVERED |= {corner: 0.094 for corner in "╭╮╰╯"}
COVERED |= {glyph: eighths / 8 for eighths, glyph in enumerate("▁▂▃▄▅▆▇█", start=1)}


@lru_cache
def linear(colour: str) -> tuple[float, float]:
    """Return the luminance and the blue of an sRGB colour `#rrggbb`, 0..1 each."""
    blue = int(colour[5:7], 16) / 255
    return luminance(colour), blue / 12.92 if blue <= 0.04045 else ((blue + 0.055) / 1.055) ** 2.4


def covered(glyph: str) -> float:
    """Return the share of a cell that a glyph covers, 0..1."""
    return COVERED.get(glyph, LETTER if glyph.isalnum() else SIGN)


class Light(NamedTuple):
    """What a screen gives, in percent of a white one."""

    all: float
    blue: float


def light_of(screen: Canvas[Any], has_only_words: bool = False) -> Light:
    """Return what the rows of a screen give."""
    assert screen.palette
    size = screen.size
    tones = screen.palette.tones
    total = blue = 0.0
    for row in screen.rows:
        for glyph, tone, behind in cells(row) or ():
            share = covered(glyph)
            share = WORDS.get(share, share) if has_only_words else share
            front, back = linear(tones[tone] if share else BLACK), linear(tones[behind])
            total += share * front[0] + (1 - share) * back[0]
            blue += share * front[1] + (1 - share) * back[1]
    return Light(*(100 * each / (size.width * size.height) for each in (total, blue)))


def figures() -> Iterator[Figure]:
    """Measure Tonight in its last hour, and whole minutes of sessions."""
    for theme in ("ember", "night"):
        most_blue = {"ember": 0.015, "night": 0.005}[theme]
        tonight = asyncio.run(_tonight(theme))
        yield Figure(f"{theme}: Tonight, an hour before lights-out", tonight.all, "%", 0.2)
        alone, brightest = asyncio.run(_awake(theme))
        yield Figure(f"{theme}: awake, its first line alone", alone, "%", 0.1)
        yield Figure(f"{theme}: awake, all choices, its brightest step", brightest, "%", 0.3)
        for name, id, most, most_jump in SESSIONS:
            lights = asyncio.run(_session(theme, id))
            jumps = (abs(after.all - before.all) for before, after in pairwise(lights))
            yield Figure(f"{theme}: {name}, mean", fmean(each.all for each in lights), "%", most)
            yield Figure(f"{theme}: {name}, blue", fmean(e.blue for e in lights), "%", most_blue)
            yield Figure(f"{theme}: {name}, largest jump in 50 ms", max(jumps), "%", most_jump)


async def _tonight(theme: str) -> Light:
    """Return the light of Tonight."""
    with tempfile.TemporaryDirectory() as folder:
        async with coach_on(Path(folder), size=SIZE, settings={"theme": theme}) as seen:
            return light_of(seen.screen)


async def _awake(theme: str) -> tuple[float, float]:
    """Return the most light of Awake as somebody comes, and of any step with all its choices."""
    first, all_steps = [], []
    with tempfile.TemporaryDirectory() as folder:
        async with coach_on(Path(folder), size=AWAKE_SIZE, settings={"theme": theme}) as seen:
            me = seen.app.me
            for number in range(1, VARIANTS + 1):
                me.shown_night = date.fromordinal(number)
                await seen.press("a")
                screen = seen.on(AwakeScreen)
                first.append(light_of(screen, has_only_words=True).all)
                await seen.press("up")
                for step in screen.way.steps.values():
                    screen.step = step
                    screen.draw()
                    all_steps.append(light_of(screen, has_only_words=True).all)
                await seen.press("escape")
    return max(first), max(all_steps)


async def _session(theme: str, id: str) -> list[Light]:
    """Return the light of every look, from after the hints have faded."""
    with tempfile.TemporaryDirectory() as folder:
        async with coach_on(Path(folder), id, SIZE, {"theme": theme}) as seen:
            await seen.press("space")
            await seen.advance(HINTS_SECONDS)
            lights = []
            for _ in range(round(MINUTES * 60 / STEP_SECONDS)):
                seen.clock.advance(STEP_SECONDS)
                seen.guided.tick()
                seen.guided.draw()
                lights.append(light_of(seen.screen))
            return lights
