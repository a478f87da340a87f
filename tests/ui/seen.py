"""The app as a person sees it: keys in, text out, and a clock that moves when told to."""

import asyncio
import threading
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar
from unittest import mock

import tomli_w
from textual._callback import invoke
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from coach.content.library import EXERCISES, Library
from coach.domain.session import State
from coach.person import choose
from coach.person.context import Context
from coach.system import folders
from coach.system.folders import Places
from coach.ui.app import CoachApp
from coach.ui.canvas import Canvas
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.guided import GuidedScreen
from coach.ui.screens.tonight import TonightScreen
from tests.fake_clock import FakeClock

SHIPPED = [
    f"{file.parent.name}/{file.stem}"
    for kind in (*EXERCISES, "checklists")
    for file in (folders.assets() / kind).glob("*.toml")
]
"""The ids of everything that is shipped to be played."""
PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
"""The style sheets, which every app of a process would parse anew."""

S = TypeVar("S", bound=Screen[Any])
First = Literal["tonight", "support"] | str


def _ready() -> Collection[object]:
    """What the event loop is about to run."""
    ready: Collection[object] = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    return ready


async def nothing_is_ready(*_: float) -> None:
    """Wait until the event loop has nothing left to run: only timers, input and the disk.

    The pilot's own way watches the clock of the processor, 20 ms at a time: most of a test's
    time, and on a busy machine no proof of rest.
    """
    await asyncio.sleep(0)
    while _ready():
        await asyncio.sleep(0)


_parse_rules = Stylesheet._parse_rules
_render_update = Compositor.render_update


def _parsed(sheet: Stylesheet, *source: Any, **more: Any) -> list[RuleSet]:
    """Return the rules of some CSS with the colours of a sheet, as Textual parses it."""
    key = (*sheet._variables.items(), *source, *more.items())
    if key not in PARSED:
        PARSED[key] = _parse_rules(sheet, *source, **more)
    return PARSED[key]


def _drawn(compositor: Compositor, **how: Any) -> object:
    """Draw nothing for a terminal that is not there: `Seen.strips` draws what a test looks at."""
    if compositor.root and compositor.root.app.is_headless:
        compositor._dirty_regions.clear()
        return None
    return _render_update(compositor, **how)


class Seen:
    """A running app and the clock it lives by."""

    def __init__(
        self, app: CoachApp, pilot: Pilot[int], clock: FakeClock, given_to_disk: mock.Mock
    ) -> None:
        self.app = app
        self.given_to_disk = given_to_disk
        self.pilot = pilot
        self.clock = clock
        self.is_disk_held = False

    @property
    def screen(self) -> Canvas[Any]:
        """The screen on top."""
        screen = self.app.screen
        assert isinstance(screen, Canvas)
        return screen

    def on(self, kind: type[S]) -> S:
        """Return the screen on top, which is of this kind."""
        assert isinstance(self.app.screen, kind), f"on {self.app.screen}"
        return self.app.screen

    @property
    def breathing(self) -> BreathingScreen:
        """The breathing screen, which is on top."""
        return self.on(BreathingScreen)

    @property
    def guided(self) -> GuidedScreen:
        """The guided screen, which is on top."""
        assert isinstance(self.app.screen, GuidedScreen), f"on {self.app.screen}"
        return self.app.screen

    @property
    def strips(self) -> list[Strip]:
        """The lines of the screen as they are composed: what it draws, and the widgets on it."""
        return self.app.screen._compositor.render_strips()

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as text."""
        return [strip.text.rstrip() for strip in self.strips]

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.rows)

    async def press(self, *keys: str) -> None:
        """Press keys, and let the screen come up to date."""
        await self.pilot.press(*keys)
        await self.rest()

    async def click(self, x: int, y: int) -> None:
        """Click on a cell, and let the screen come up to date."""
        await self.pilot.click(offset=(x, y))
        await self.rest()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size, and let the screen come up to date."""
        await self.pilot.resize_terminal(width, height)
        await self.rest()

    async def rest(self) -> None:
        """Wait until there is nothing left to do: no message, no picture, nothing for the disk."""
        disk = self.app.me.disk
        while True:
            await nothing_is_ready()
            given = self.given_to_disk.call_count
            if not self.is_disk_held:
                await asyncio.wrap_future(disk.submit(lambda: None))
                given += 1
            if _ready() or self.given_to_disk.call_count > given:
                continue
            if not self.app.is_running or not self.app.screen_stack or not self._lays_out():
                return

    @contextmanager
    def held_disk(self) -> Iterator[None]:
        """Let the disk do nothing for a while: nothing waits for it."""
        gate = threading.Event()
        self.app.me.disk.submit(gate.wait)
        self.is_disk_held = True
        try:
            yield
        finally:
            gate.set()
            self.is_disk_held = False

    def _lays_out(self) -> bool:
        """Do now what the next frame, up to 16 ms away, would; say whether there was any need.

        Only cells that changed are left to that frame: `strips` has them anyway.
        """
        screen = self.app.screen
        if self.app._resize_timer:
            self.app._check_resize()
            return True
        is_due = bool(screen._update_timer._active.is_set() or screen._callbacks)
        if is_due:
            screen._on_timer_update()
        return is_due

    async def pass_a_minute(self) -> None:
        """Let a minute pass; the screen on top does what it does at least once a minute."""
        self.clock.advance(60)
        for timer in list(self.app.screen._timers):
            if timer._repeat is None and 1 <= timer._interval <= 60 and timer._callback:
                await invoke(timer._callback)
        await self.rest()

    async def advance(self, seconds: float) -> None:
        """Let time pass, looking whenever the screen wants to be looked at."""
        until = self.clock.monotonic + seconds
        while self.clock.monotonic < until:
            screen = self.app.screen
            due = until
            session = screen.session if isinstance(screen, GuidedScreen) else None
            if session and session.state is State.RUNNING:
                due = min(until, max(session.due, self.clock.monotonic))
            self.clock.advance(due - self.clock.monotonic)
            if isinstance(screen, GuidedScreen):
                screen.tick()
        await self.rest()


def first_route(me: Context, first: First, **options: Any) -> tuple[Any, ...]:
    """Return the way to the first screen: Tonight, help, or an exercise by its id or name."""
    if first in ("tonight", "support"):
        return (first,)
    if first.startswith("checklists/"):
        return ("open checklist", choose.checklist(me.library, first)[0])
    kind = first.split("/")[0] if "/" in first else "breathing"
    request = choose.Request(**options.pop("asked", {}), cycles=options.pop("cycles", None))
    choice = choose.choose(me.library, kind, first, request)
    return ("page", choice, options.pop("speed", 1.0), options.pop("is_dark", False))


@asynccontextmanager
async def coach_on(
    folder: Path,
    first: First = "tonight",
    size: tuple[int, int] = (80, 24),
    settings: dict[str, Any] | None = None,
    hour: int = 22,
    **options: Any,
) -> AsyncIterator[Seen]:
    """Run the app without a terminal; `settings` are written first.

    Unless they say otherwise the rests are wanted, every shipped caution has been read, and the
    breath of Tonight is the whole box.
    """
    config, data = folder / "config", folder / "data"
    config.mkdir(exist_ok=True)
    tree = {"made_by": "coach", "rests": "with", "ramp": "off", "read": SHIPPED} | (settings or {})
    file = config / "settings.toml"
    if not file.exists():
        file.write_text(tomli_w.dumps(tree), encoding="utf-8")
    clock = FakeClock(wall=datetime(2027, 1, 14, hour, 30).timestamp())
    me = Context(Places(config, data), clock)
    me.library = Library(folders.assets(), config)
    async with seen_app(CoachApp(me, *first_route(me, first, **options)), clock, size) as seen:
        yield seen
    seen.app.last_words()
    if me.running_file._lock:
        me.running_file._lock.close()


@asynccontextmanager
async def seen_app(
    app: CoachApp, clock: FakeClock, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Seen]:
    """Run this app without a terminal."""
    with (
        mock.patch.object(Stylesheet, "_parse_rules", _parsed),
        mock.patch.object(Compositor, "render_update", _drawn),
    ):
        async with app.run_test(size=size) as pilot:
            queue = app.me.disk._queue
            with (
                mock.patch("textual.app.wait_for_idle", nothing_is_ready),
                mock.patch("textual.pilot.wait_for_idle", nothing_is_ready),
                mock.patch.object(queue, "submit", wraps=queue.submit) as given_to_disk,
            ):
                seen = Seen(app, pilot, clock, given_to_disk)
                await seen.rest()
                if isinstance(app.screen, TonightScreen):
                    app.screen.look()  # a moment after its first picture
                    await seen.rest()
                yield seen
