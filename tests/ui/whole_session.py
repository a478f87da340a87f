"""Whole sessions through the real screens, in a moment, with a clock of our own."""

import asyncio
import time
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from textual.pilot import Pilot

from coach.domain.session import Session, State
from coach.person import choose
from coach.person.context import Context
from coach.system.folders import Places
from coach.ui.app import CoachApp
from coach.ui.canvas import Canvas
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.end import EndScreen
from coach.ui.screens.guided import GuidedScreen
from tests.fake_clock import FakeClock

SECONDS = 1800
PAINTED = 8
EVENING = """title = "Three quarters of an hour"
[[step]]
run = "breathing/box"
cycles = 48
[[step]]
run = "relaxation/pmr-16"
[[step]]
run = "bodyscan/twenty"
seconds = 1180
ending = "sleep"
"""
EVENING_SECONDS = 806 + 4 + 706 + 4 + 1180


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


def text_of(screen: Canvas[Any]) -> str:
    """Return what stands on a screen, as its widget renders it."""
    lines = [screen.render_line(y) for y in range(screen.size.height)]
    return "\n".join("".join(segment.text for segment in line) for line in lines)


async def play_half_an_hour(folder: Path) -> Played:
    """Start the app on a box of half an hour and play it whole."""
    clock = FakeClock()
    (folder / "settings.toml").write_text(
        'rests = "with"\nvoice = "off"\nread = ["breathing/box"]\n', encoding="utf-8"
    )
    me = Context(Places(folder, folder), clock)
    choice = choose.choose(me.library, "breathing", "box", choose.Request(seconds=SECONDS))
    app = CoachApp(me, "page", choice)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, BreathingScreen)
        played = await play(pilot, app.screen, clock)
        await app.on_disk(lambda: None)  # what was recorded is there before the folder goes
    return played


class PlayedStep(NamedTuple):
    """One step of a routine, as it was played."""

    id: str
    """What was played."""
    begun: float
    """The monotonic moment at which it began, with the quiet before it."""
    session: Session
    """How it ended."""
    cues: list[str]
    """The kinds of its cues, each as it was come to."""
    looks: int
    painted: list[str]
    """The screen as text, now and then."""
    running: dict[str, object] | None
    """What stood in `running.toml` while it was played."""


class PlayedEvening(NamedTuple):
    """A routine that was played to its end."""

    steps: list[PlayedStep]
    begun: float
    """The monotonic moment of Space."""
    ended: float
    """The monotonic moment of black."""
    has_running: bool
    """There still is a `running.toml`."""
    seconds: float
    """How long playing took in true time, without starting the app."""

    @property
    def looks(self) -> int:
        """How often the screens asked to be looked at."""
        return sum(step.looks for step in self.steps)


async def play_evening(folder: Path, late: float = 0.0) -> PlayedEvening:
    """Start the app on a routine of three quarters of an hour and play it whole.

    Every look comes `late` seconds after the moment at which the screen wants to be looked at.
    """
    config, data = folder / "config", folder / "data"
    file = config / "scripts" / "routines" / "long.toml"
    file.parent.mkdir(parents=True)
    file.write_text(EVENING, encoding="utf-8")
    read = '["breathing/box", "relaxation/pmr-16", "bodyscan/twenty"]'
    settings = f'made_by = "coach"\nrests = "with"\nvoice = "off"\nread = {read}\n'
    (config / "settings.toml").write_text(settings, encoding="utf-8")
    clock = FakeClock()
    me = Context(Places(config, data), clock)
    app = CoachApp(me, "page", choose.find(me.library, "routines", "long"))
    steps: list[PlayedStep] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        start = time.perf_counter()
        begun = clock.monotonic
        before: object = app.screen
        await pilot.press("space")
        while True:
            await _another(pilot, before)
            if isinstance(app.screen, EndScreen):
                break
            assert isinstance(app.screen, GuidedScreen), app.screen
            before = app.screen
            steps.append(await _play_step(app, app.screen, clock, late))
        ended = clock.monotonic
        seconds = time.perf_counter() - start
        await _disk_is_done(app)
        has_running = (data / "running.toml").exists()
    return PlayedEvening(steps, begun, ended, has_running, seconds)


async def _another(pilot: Pilot[int], before: object) -> None:
    """Wait until another screen is there."""
    for _ in range(1000):
        if pilot.app.screen is not before and pilot.app.screen.is_mounted:
            return
        await pilot.pause(0)
    raise AssertionError(f"still on {before}")


async def _disk_is_done(app: CoachApp) -> None:
    """Wait until all that was to be written is."""
    await asyncio.to_thread(app.me.disk.submit(lambda: None).result)


async def _play_step(
    app: CoachApp, screen: GuidedScreen, clock: FakeClock, late: float
) -> PlayedStep:
    """Tick at every moment that the screen waits for, until its session is over."""
    session = screen.session
    assert session
    begun = session.since - session.place_ms / 1000
    file = app.me.places.data / "running.toml"
    await _disk_is_done(app)
    running = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else None
    cues: list[str] = []
    painted: list[str] = []
    looks, cue_index = 0, -1
    while screen.session and not screen.session.is_over:
        session = screen.session
        looks += 1
        if session.last_reported != cue_index:
            cue_index = session.last_reported
            cues.append(session.timeline.cues[cue_index].kind)
        if session.elapsed_ms(clock.now()) >= session.timeline.total_ms * len(painted) / PAINTED:
            screen.draw()
            painted.append(text_of(screen))
        clock.advance(max(session.due - clock.monotonic, 0.0) + late)
        screen.tick()
    assert screen.session
    return PlayedStep(screen.exercise.id, begun, screen.session, cues, looks, painted, running)
