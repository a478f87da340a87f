"""Half an hour of breathing through the real screen, in a moment, with a clock of our own."""

import time
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from coach import guide, paths
from coach.content.library import Library
from coach.domain.session import State
from coach.paths import Places
from coach.ui.app import CoachApp
from coach.ui.screens.breathing import BreathingScreen
from tests.fake_clock import FakeClock

SECONDS = 1800
PAINTED = 8


class Played(NamedTuple):
    """What was seen on the way."""

    looks: int
    """How often the screen asked to be looked at."""
    cues: list[str]
    """The kind of cue at each look."""
    levels: list[float]
    """How full the shape was at each look."""
    painted: list[str]
    """The screen as text at eight moments."""
    state: State
    seconds: float
    """How long playing took in true time, without starting the app."""


async def play(pilot: Pilot[int], screen: BreathingScreen, clock: FakeClock) -> Played:
    """Tick at every moment that the screen waits for, until the session is over."""
    await pilot.press("space")
    begun = time.perf_counter()
    cues: list[str] = []
    levels: list[float] = []
    painted: list[str] = []
    while screen.session and not screen.session.is_over:
        session = screen.session
        cues.append(session.position(clock.now()).cue.kind)
        levels.append(screen.level)
        due_ms = len(painted) * SECONDS * 1000 / PAINTED
        if len(painted) < PAINTED and session.elapsed_ms(clock.now()) >= due_ms:
            screen.draw()
            painted.append(text_of(screen))
        clock.advance(max(session.due - clock.now().monotonic, 0.0))
        screen.tick()
    assert screen.session
    state = screen.session.state
    return Played(len(cues), cues, levels, painted, state, time.perf_counter() - begun)


def text_of(screen: BreathingScreen) -> str:
    """Return what stands on a screen, as its widget renders it."""
    lines = [screen.render_line(y) for y in range(screen.size.height)]
    return "\n".join("".join(segment.text for segment in line) for line in lines)


async def play_half_an_hour(folder: Path) -> Played:
    """Start the app on a box of half an hour and play it whole."""
    clock = FakeClock()
    library = Library(paths.assets(), folder)
    choice = guide.breathing(library, "box")
    pattern = guide.with_length(choice.pattern, SECONDS, None)
    screen = BreathingScreen(choice._replace(pattern=pattern))
    app = CoachApp(Places(folder, folder), lambda _: screen, clock, hour=lambda: 23)
    async with app.run_test(size=(80, 24)) as pilot:
        return await play(pilot, screen, clock)
