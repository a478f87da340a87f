"""The app as a person sees it: keys in, text out, and a clock that moves when told to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import tomli_w
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from coach.content.cache import ScriptCache
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
from tests.fake_clock import FakeClock

SHIPPED = [
    f"{file.parent.name}/{file.stem}"
    for kind in (*EXERCISES, "checklists")
    for file in (folders.assets() / kind).glob("*.toml")
]
"""The ids of everything that is shipped to be played."""
READ = ScriptCache()
"""What is shipped is read once for all tests of a process."""

S = TypeVar("S", bound=Screen[Any])
First = Literal["tonight", "support"] | str


class Seen:
    """A running app and the clock it lives by."""

    def __init__(self, app: CoachApp, pilot: Pilot[int], clock: FakeClock) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock

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
        screen = self.app.screen
        if screen._layout_required:  # the next frame, up to 16 ms away, would see to it
            screen._on_timer_update()
        return screen._compositor.render_strips()

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

    async def settled(self) -> None:
        """Wait until what was given to the disk is there, and the screen has heard of it."""
        for _ in range(3):  # what was read may ask for more
            await self.app.on_disk(lambda: None)
            await self.pilot.pause()

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
        await self.pilot.pause(0)


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
    me.library = Library(me.library.assets, config, READ)
    app = CoachApp(me, *first_route(me, first, **options))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Seen(app, pilot, clock)
    app.last_words()
    if app.me.running_file._lock:
        app.me.running_file._lock.close()
