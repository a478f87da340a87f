"""The app: it wires clocks, files and screens together, and decides nothing else."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from coach.content.library import Library, load_file
from coach.content.theme import ThemeFile
from coach.errors import INTERRUPTED, CoachError
from coach.picture.raster import ASCII, BLOCKS
from coach.store.running import RunningFile
from coach.store.settings import Settings, SettingsFile
from coach.system import folders, terminal
from coach.system.clock import Clock, SystemClock, local_hour
from coach.system.folders import Places
from coach.ui import palette, signals
from coach.ui.screens.base import OFFER_SECONDS, CoachScreen

DAY_HOURS = range(5, 21)
"""The hours in which a screen arrives by light; later it is there at once."""

if TYPE_CHECKING:
    from coach.store.records import Store
    from coach.ui.answers import Answers

LEAST_WIDTH = 20
T = TypeVar("T")


class Offer(NamedTuple):
    """A session that was left and can be gone on with."""

    again: Callable[[], Screen[Any]]
    """Makes its screen anew."""
    title: str
    """What it is called."""
    ends: float
    """Until when it is offered, on the monotonic clock."""


class CoachApp(App[int], inherit_bindings=False):
    """The full screen."""

    CSS = "Screen { background: #000000; }"
    TITLE = "coach"
    BINDINGS = [
        Binding("ctrl+c", "interrupt", "leave at once", priority=True, show=False),
        Binding("ctrl+q", "interrupt(0)", "leave", priority=True, show=False),
    ]

    def __init__(
        self,
        places: Places,
        first: Callable[[CoachApp], Screen[Any]],
        clock: Clock | None = None,
        hour: Callable[[], int] | None = None,
    ) -> None:
        """Take the person's folders, the first screen, and for tests a clock and the hour."""
        self.library = Library(folders.assets(), places.config)
        """Everything there is to play."""
        self.places = places
        self.settings_file = SettingsFile(places.config / "settings.toml")
        self.settings, self.settings_problems = self.settings_file.load()
        self.palette, self.theme_problem = self._palette(self.settings.theme)
        """The colours in use."""
        self.clock: Clock = clock or SystemClock()
        """The two clocks of the session."""
        self.glyphs = BLOCKS if terminal.draws_blocks() else ASCII
        """What the terminal can draw."""
        self.hour = hour or local_hour
        """The hour of the day, 0..23."""
        self.running_file = RunningFile(places.data / "running.toml")
        """The routine that runs, for going on after it was cut off."""
        self.diary_drafts: dict[date, dict[str, str]] = {}
        """What has been typed into diaries and is not kept, by night and field."""
        self._disk = ThreadPoolExecutor(1)
        self._first = first
        self._offer: Offer | None = None
        super().__init__()
        self.register_theme(self.palette.textual())
        self.set_reactive(App.theme, f"coach-{self.palette.name}")  # before any style is computed
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the screen that was asked for, without a blank one below it."""
        screen = self._first(self)
        screen._push_result_callback(screen, None)  # as a pushed one has: or it cannot be switched
        return screen

    def on_mount(self) -> None:
        """Leave the terminal as it was, whatever ends us."""
        signals.end_on_signals(self)
        self.call_after_refresh(self._stand)

    def _stand(self) -> None:
        """The first picture stands, and the terminal is ours."""
        if self.is_headless:
            return
        gc.freeze()  # what stands by now stays: looking through it again would cost a breath 20 ms
        gc.enable()
        signals.heed_stops(self)

    # Looking.

    @property
    def now(self) -> datetime:
        """This moment, as clocks show it here."""
        return datetime.fromtimestamp(self.clock.now().wall).astimezone()

    @property
    def arrives_by_light(self) -> bool:
        """A screen arrives by light: by day, and when motion is welcome."""
        return self.animation_level != "none" and self.hour() in DAY_HOURS

    def _palette(self, name: str) -> tuple[palette.Palette, str]:
        """Return the theme of that name, or `ember` and why not."""
        try:
            made, problems = self.library.load(self.library.find("themes", name), ThemeFile)
            return palette.Palette(name, made), str(problems[0]) if problems else ""
        except CoachError as error:
            file = self.library.assets / "themes" / "ember.toml"
            shipped = load_file(file, "themes")
            assert isinstance(shipped, ThemeFile)
            return palette.Palette("ember", shipped), str(error)

    def use_settings(self, settings: Settings) -> None:
        """Take settings that have changed; the colours follow at once."""
        self.settings = settings
        if settings.theme != self.palette.name:
            self.palette, self.theme_problem = self._palette(settings.theme)
            self.register_theme(self.palette.textual())
            self.theme = f"coach-{self.palette.name}"

    async def save_settings(self, **changes: Any) -> str:
        """Use and write settings, off the event loop; returns what went wrong, or nothing."""
        import msgspec

        self.use_settings(msgspec.structs.replace(self.settings, **changes))
        try:
            await asyncio.to_thread(
                self.settings_file.change, lambda disk: msgspec.structs.replace(disk, **changes)
            )
        except CoachError as error:
            return str(error)
        return ""

    def count_bad_files(self) -> int:
        """Return how many of the person's own files cannot be used."""
        return len(self.library.bad_files()) + bool(self.settings_problems)

    @cached_property
    def store(self) -> Store:
        """What is recorded. The database loads when it is first used."""
        from coach.store.records import Store

        return Store(self.places.data)

    @cached_property
    def answers(self) -> Answers:
        """The answers to the checklist; what the disk did not take waits here."""
        from coach.ui.answers import Answers

        return Answers(self)

    def last_words(self) -> list[str]:
        """Return what happened to the data, and what could not be kept, a line each."""
        self._disk.shutdown()  # what was given to the disk is there now
        told = []
        if "store" in self.__dict__ and self.store.database.note:
            told.append(self.store.database.note)
        if "answers" in self.__dict__ and self.answers.refused:
            told.append(f"Some answers could not be kept. {self.answers.reason}")
        return told

    def disk(self, work: Callable[..., T], *arguments: object) -> Awaitable[T]:
        """Do disk work in order and off the event loop; what it returns can be waited for.

        It is done even when nobody waits for it any more: the app may be left at once.
        """
        return asyncio.shield(asyncio.wrap_future(self._disk.submit(work, *arguments)))

    def on_disk(self, work: Callable[..., None], *arguments: object) -> None:
        """Do disk work in order and off the event loop; where it fails the evening goes on."""

        def quietly() -> None:
            with suppress(CoachError):
                work(*arguments)

        self._disk.submit(quietly)

    # Going.

    def go_back(self) -> None:
        """Go to the screen below, or out when there is none."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit(0)

    def leave(self) -> None:
        """Go to Tonight, or out when it is not there or we are on it."""
        if len(self.screen_stack) == 1 or not self._starts_with_tonight:
            self.exit(0)
            return
        while len(self.screen_stack) > 1:
            if isinstance(self.screen, CoachScreen):
                self.screen.left_behind()
            self.pop_screen()

    @property
    def _starts_with_tonight(self) -> bool:
        from coach.ui.screens.tonight import TonightScreen

        return isinstance(self.screen_stack[0], TonightScreen)

    def end(self) -> None:
        """A session has ended by itself: black, until a key; or back to where it is a part of."""
        if len(self.screen_stack) > 1 and isinstance(self.screen_stack[-2], CoachScreen):
            below = self.screen_stack[-2]
            if below.is_gone_on_with:
                self.pop_screen()
                below.exercise_ended()
                return
        from coach.ui.screens.end import EndScreen

        self.push_screen(EndScreen())

    def offer(self, again: Callable[[], Screen[Any]], title: str) -> None:
        """Remember a session that was left, for as long as going on is offered."""
        self._offer = Offer(again, title, self.clock.now().monotonic + OFFER_SECONDS)

    def offer_seconds_left(self) -> float:
        """Return for how long going on is still offered; 0 when it is not."""
        if self._offer is None:
            return 0.0
        return max(self._offer.ends - self.clock.now().monotonic, 0.0)

    @property
    def offered(self) -> str | None:
        """What can be gone on with is called so; None: nothing is offered."""
        return self._offer.title if self._offer and self.offer_seconds_left() else None

    def take_offer(self) -> bool:
        """Go on with the session that was left, if that is still offered."""
        offer = self._offer if self.offer_seconds_left() else None
        self._offer = None
        if offer:
            self.push_screen(offer.again())
        return offer is not None

    def drop_offer(self) -> None:
        """Offer nothing any more: something else was chosen."""
        self._offer = None

    def action_command_palette(self) -> None:
        """Find any command by name; below 20 columns Textual's palette has no room."""
        if self.size.width >= LEAST_WIDTH:
            super().action_command_palette()

    def action_interrupt(self, code: int = INTERRUPTED) -> None:
        """Ctrl+C: leave at once, without a word. What was left so is not offered again."""
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen):
                screen.interrupted()
        self.on_disk(self.running_file.remove)
        if self._starts_with_tonight:
            self.on_disk(self.running_file.forget)
        self.exit(code, code)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer what the keys of this screen do, and nothing else."""
        is_playing = isinstance(screen, CoachScreen) and screen.is_playing
        for binding in screen.BINDINGS:
            if isinstance(binding, Binding):
                if is_playing and binding.description.startswith("before the start"):
                    continue
                run = partial(screen.run_action, binding.action)
                yield SystemCommand(binding.description, f"key {binding.key_display}", run)

    def _fatal_error(self) -> None:
        """Say one line instead of a traceback; the details go to a file. No bell."""
        from coach.system.crash import note_crash

        where = note_crash(self.places.data, self._exception)
        self._exit_renderables.clear()  # one line, however much went wrong
        self.panic(Text(f"The coach had to stop; your terminal is as it was. {where}"))
