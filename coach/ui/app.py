"""The app: it wires the person, the terminal and the screens together, and decides nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from coach.errors import INTERRUPTED
from coach.person.context import Change, Context
from coach.picture.raster import ASCII, BLOCKS
from coach.system import terminal
from coach.system.awake_display import AwakeDisplay
from coach.ui import choose_driver, palette, routes, signals
from coach.ui.bindings import is_for_the_start
from coach.ui.canvas import Canvas
from coach.ui.host import Route
from coach.ui.keys import ALSO, NamedAction
from coach.ui.layouts import by_place
from coach.ui.offer import Offers
from coach.ui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coach.person.answers import Answers
    from coach.sound.hearing import Hearing

LEAST_WIDTH = 20
LOADED_SECONDS = 0.5
T = TypeVar("T")


class CoachApp(App[int], inherit_bindings=False):
    """The full screen: the `Host` of every screen."""

    CSS = "Screen { background: #000000; }"
    TITLE = "coach"
    ENABLE_COMMAND_PALETTE = False
    awake_display = AwakeDisplay()
    BINDINGS = [
        Binding("ctrl+c", "interrupt", "leave at once", priority=True, show=False),
        Binding("ctrl+q", "interrupt(0)", "leave", priority=True, show=False),
        Binding("ctrl+p", "commands", "any command by its name", show=False),
        Binding("ctrl+z", "stop", "stop, until `fg`", priority=True, show=False),
    ]

    def __init__(self, me: Context, *first: Any) -> None:
        """Take the person, and the way to the first screen."""
        self.me = me
        self.offers = Offers(me.clock)
        self.palette, self.theme_problem = palette.first(me)
        self.glyphs = BLOCKS if terminal.draws_blocks() else ASCII
        self._first: Route = first
        ours, self._driver_problem = choose_driver.chosen()
        if ours is None:
            terminal.let_out()  # it knows nothing of a first picture
        super().__init__(driver_class=ours)
        self.register_theme(self.palette.textual())
        self.set_reactive(App.theme, f"coach-{self.palette.name}")  # before any style is computed
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of our theme; before it is there nothing has a style."""
        return super().get_css_variables() if self.theme.startswith("coach-") else {}

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the first screen, without a blank one below it."""
        screen = routes.make(self, *self._first)
        screen._push_result_callback(screen, None)  # as a pushed one has: or it cannot be switched
        return screen

    def on_load(self) -> None:
        """Leave the terminal as it was, whatever ends us: it is ours from now on."""
        signals.end_on_signals(self.end)

    def on_mount(self) -> None:
        """Heed what else may come from outside."""
        if self._driver_problem:
            self.log.warning(self._driver_problem)
        self.me.call_back = self.call_later
        self.app_resume_signal.subscribe(self, lambda _: self._repaint())
        asyncio.get_running_loop().set_exception_handler(self._failed_aside)
        if not self.is_headless:
            signals.stop_on_signals(self.action_stop, self._is_leaving, self._repaint)
            self.set_timer(LOADED_SECONDS, self._has_loaded)

    def _has_loaded(self) -> None:
        """The first picture stands, and what it left for later has been loaded."""
        gc.freeze()  # what stands by now stays: looking through it again would cost a breath 20 ms
        gc.enable()
        self.hearing.start()

    # What screens use.

    @property
    def arrives_by_light(self) -> bool:
        """A screen arrives by light: by day, and when motion is welcome."""
        return self.animation_level != "none" and not self.me.is_night

    @cached_property
    def answers(self) -> Answers:
        """The answers to the checklist of today."""
        from coach.person.answers import Answers

        return Answers(self.me)

    @cached_property
    def hearing(self) -> Hearing:
        """What is to be heard, and how loud."""
        from coach.sound.hearing import Hearing

        return Hearing(self.me, lambda why: self._coach_screens()[-1].say_trouble(why))

    def change_settings(
        self, change: Change, then: Callable[[str], None] | None = None
    ) -> Awaitable[str]:
        """Change the settings: at once in memory, and on disk, for which no key waits.

        What went wrong, or an empty text, is the argument of `then` and the awaited result.
        """
        written = self.me.change_settings(change)
        self._recolour()
        heard = partial(self._settings_written, then or (lambda trouble: None))
        written.add_done_callback(lambda done: self.me.call_back(partial(heard, done.result())))
        return asyncio.shield(asyncio.wrap_future(written))

    def _settings_written(self, then: Callable[[str], None], trouble: str) -> None:
        """The settings are on disk, or are not; another coach may have changed others."""
        self._recolour()
        then(trouble)

    def reload_settings(self) -> None:
        """Take up what an editor or another coach has changed in the settings."""
        self.me.reload_settings()
        self._recolour()

    def _recolour(self) -> None:
        """Use the theme of the settings."""
        if (name := self.me.settings.theme) != self.palette.name:
            self.palette, self.theme_problem = palette.of(self.me, name)
            self.register_theme(self.palette.textual())
            self.theme = f"coach-{self.palette.name}"

    def on_disk(self, work: Callable[..., T], *arguments: object) -> Awaitable[T]:
        """Do disk work in order and off the event loop; what it returns can be waited for.

        It is done even when nobody waits any more. What goes wrong then is noted for the end.
        """
        done = self.me.disk.submit(work, *arguments)
        waiting = asyncio.shield(asyncio.wrap_future(done))
        done.add_done_callback(partial(self._note_unheard, waiting))
        return waiting

    def _note_unheard(self, waiting: asyncio.Future[Any], done: Future[Any]) -> None:
        """Note a failure of disk work that nobody waits for any more (on the disk's thread)."""
        error = done.exception()
        if error and (waiting.cancelled() or not self._running):
            self.me.on_trouble(error)

    def fail(self, error: Exception) -> None:
        """End the app because of an exception outside of its messages."""
        self._handle_exception(error)

    # Going.

    def go(self, name: str, *what: Any, then: Callable[[Any], None] | None = None) -> None:
        """Show a screen on top of this one; `then` is called with its result, None for none."""
        self.push_screen(routes.make(self, name, *what), then)

    def instead(self, name: str, *what: Any) -> None:
        """Show a screen in the place of this one."""
        self.switch_screen(routes.make(self, name, *what))

    def back(self) -> None:
        """Go to the screen below, or out when there is none."""
        if len(self.screen_stack) > 1:
            self.screen.dismiss()
        else:
            self.exit(0)

    def leave(self) -> None:
        """Go to Tonight; out, when we are on it or did not start with it."""
        for screen in reversed(self._coach_screens()):
            screen.leaving()
        if len(self.screen_stack) == 1 or not self.starts_with_tonight:
            self.exit(0)
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()

    @property
    def starts_with_tonight(self) -> bool:
        """Tonight lies below everything else."""
        return self._first[0] in ("tonight", "first start")

    def ended(self) -> None:
        """What was played has ended by itself: black, until a key."""
        self.go("end")

    def action_commands(self) -> None:
        """Find any command of this screen by its name, where there is room for that."""
        screen = self.screen
        if self.size.width >= LEAST_WIDTH and isinstance(screen, CoachScreen):
            self.go("commands", self._named_actions(screen), then=screen.do)

    async def on_event(self, event: events.Event) -> None:
        """Take a key by its place on the keyboard; who is leaving takes none."""
        if not (self._exit and isinstance(event, events.InputEvent)):
            await super().on_event(by_place(event) if isinstance(event, events.Key) else event)

    def _coach_screens(self) -> list[CoachScreen[Any]]:
        return [screen for screen in self.screen_stack if isinstance(screen, CoachScreen)]

    def end(self, code: int) -> None:
        """Leave at once, as the terminal or the system wants: a routine may be resumed later."""
        for screen in self._coach_screens():
            screen.interrupted()
        self.exit(code, code)

    def action_interrupt(self, code: int = INTERRUPTED) -> None:
        """Ctrl+C: leave at once, without a message. What was left so is not offered again."""
        self.end(code)
        self.me.disk.do(self.me.running_file.remove)
        if self.starts_with_tonight:
            self.me.disk.do(self.me.running_file.forget)

    def action_stop(self) -> None:
        """Ctrl+Z: give the terminal back; what is played is paused where it is."""
        if self._driver is None or not self._driver.can_suspend or self._is_leaving():
            return
        for screen in self._coach_screens():
            screen.stopped()
        signals.stop_until_continued(self._driver)
        self._repaint()

    def _is_leaving(self) -> bool:
        """The terminal is being given back for good."""
        return self._exit or self._exception is not None

    def _repaint(self) -> None:
        """The terminal has lost our picture."""
        if self.screen_stack and not self._is_leaving() and isinstance(self.screen, Canvas):
            self.screen.repaint()

    def _named_actions(self, screen: Screen[Any]) -> list[NamedAction]:
        """Return what the keys of this screen do, and nothing else."""
        is_playing = isinstance(screen, CoachScreen) and screen.is_playing
        return [
            NamedAction(
                binding.description,
                binding.key_display or "",
                binding.action,
                ALSO.get(binding.id or "", ""),
            )
            for binding in screen.BINDINGS
            if isinstance(binding, Binding) and not (is_playing and is_for_the_start(binding))
        ]

    def last_words(self) -> list[str]:
        """Wait for the disk; return what a person has to know about their data, a line each."""
        self.me.call_back = lambda work: None  # there is no screen any more that could hear of it
        self.hearing.rest()
        return self.me.close()

    def bell(self) -> None:
        """No sound of the terminal, whatever Textual thinks of a key."""

    def panic(self, *renderables: RenderableType) -> None:
        """Textual shows what went wrong in more than one line; any failure is one here."""
        self._return_code = 1
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Print one line instead of a traceback; the details go to a file. No bell.

        What was played is recorded as far as that is still possible.
        """
        from coach.system.crash import note_crash

        for screen in self._coach_screens():
            with contextlib.suppress(Exception):
                screen.interrupted()
        where = note_crash(self.me.places.data, self._exception)
        self._exit_renderables.clear()  # one line, however much went wrong
        super().panic(Text(f"The coach had to stop; your terminal is as it was. {where}"))

    def _failed_aside(self, _: object, failure: dict[str, Any]) -> None:
        """Something failed outside of all messages: it is noted, and the evening goes on."""
        if error := failure.get("exception"):
            self.me.on_trouble(error)
