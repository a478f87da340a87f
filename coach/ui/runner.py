"""Plays a routine: one guided screen after the other, with a quiet breath between them.

It decides which step is next and keeps `running.toml`; how a step looks is for its screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.domain import routine
from coach.domain.session import Moment, begin
from coach.evening import Evening
from coach.guide import Found
from coach.store.running import Running
from coach.ui.opening import screen_for
from coach.ui.screens.guided import GuidedScreen

if TYPE_CHECKING:
    from coach.ui.app import CoachApp


class Runner:
    """One run through an evening."""

    def __init__(
        self, coach: CoachApp, evening: Evening, speed: float = 1.0, is_dark: bool = False
    ) -> None:
        """Take an evening with at least one step."""
        self.coach = coach
        self.evening = evening
        self.speed = speed
        self.is_dark = is_dark
        self.index = 0
        """The step we are in, the first being 0."""

    def begin(self, index: int = 0, since: Moment | None = None) -> GuidedScreen:
        """Return the screen of a step, which begins now, or began at the moment `since`."""
        self.index = index
        stop = self.evening.stops[index]
        screen = screen_for(
            Found(stop.exercise, asked=stop.asked), self.coach, self.speed, self.is_dark
        )
        screen.quiet_ms = routine.QUIET_MS if index else 0
        screen.session = begin(screen.timeline(), since or self.coach.clock.now())
        screen.is_ready_page = False
        self._note()
        return self._mine(screen)

    def finished(self, end: float) -> None:
        """A step has reached its end, at that monotonic moment; the next one begins there."""
        if self.index + 1 == len(self.evening.stops):
            self.left()
            self.coach.end()
            return
        now = self.coach.clock.now()
        since = Moment(end, now.wall - (now.monotonic - end))
        self._switch(self.index + 1, since)

    def go(self, by: int) -> None:
        """Go to another step; past the last one is nothing, before the first the first anew."""
        index = max(self.index + by, 0)
        if index < len(self.evening.stops):
            self._switch(index, None)

    def _switch(self, index: int, since: Moment | None) -> None:
        here = self.coach.screen
        is_counting = False
        if isinstance(here, GuidedScreen):
            self.is_dark, is_counting = here.is_dark, here.is_counting
        screen = self.begin(index, since)
        screen.is_counting = is_counting
        self.coach.switch_screen(screen)

    def left(self) -> None:
        """The routine is left or over: nothing is running."""
        self.coach.on_disk(self.coach.running_file.remove)

    def taken_up(self, screen: GuidedScreen) -> GuidedScreen:
        """Go on with a step that was left, on this screen."""
        self._note()
        return self._mine(screen)

    def _mine(self, screen: GuidedScreen) -> GuidedScreen:
        screen.runner = self
        return screen

    def _note(self) -> None:
        """Write down which step is running."""
        stop = self.evening.stops[self.index]
        begun = self.coach.clock.now().wall
        running = Running(
            routine=self.evening.asked, step=stop.number, run=stop.step.run, begun=begun
        )
        self.coach.on_disk(self.coach.running_file.write, running)
