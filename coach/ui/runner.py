"""Plays a routine: one guided screen after the other, with a quiet breath between them.

It decides which step is next and keeps `running.toml`; how a step looks is for its screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.domain import routine
from coach.domain.checklist import Checklist
from coach.domain.moment import Moment
from coach.person.choose import Found
from coach.person.evening import Evening
from coach.store.running import Running
from coach.ui.opening import screen_for
from coach.ui.recording import Recording
from coach.ui.screens.guided import GuidedScreen

if TYPE_CHECKING:
    from coach.store.records import Ending
    from coach.ui.app import CoachApp
    from coach.ui.screens.checklist import ChecklistScreen


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
        self._done: dict[int, int] = {}
        """How much of each step was played, in milliseconds."""
        planned_ms = sum(stop.total_ms for stop in evening.stops)
        self._recording = Recording(coach, evening.routine.id, planned_ms, "", coach.clock.now())

    def begin(self, index: int = 0, since: Moment | None = None) -> GuidedScreen | ChecklistScreen:
        """Return the screen of a step, which begins now, or began at the moment `since`."""
        self.index = index
        stop = self.evening.stops[index]
        if isinstance(stop.exercise, Checklist):
            from coach.ui.screens.checklist import ChecklistScreen

            self._note()
            return ChecklistScreen(stop.exercise, self)
        screen = screen_for(
            Found(stop.exercise, asked=stop.asked), self.coach, self.speed, self.is_dark
        )
        is_first = not any(earlier.timeline for earlier in self.evening.stops[:index])
        screen.quiet_ms = 0 if is_first else routine.QUIET_MS
        screen.runner = self
        screen.begin(since or self.coach.clock.now())
        self._note()
        return screen

    def finished(self, end: float) -> None:
        """A step has reached its end, at that monotonic moment; the next one begins there."""
        if self.index + 1 == len(self.evening.stops):
            self._record("finished")
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
            here.leave_open()
            self.is_dark, is_counting = here.is_dark, here.is_counting
        screen = self.begin(index, since)
        if isinstance(screen, GuidedScreen):
            screen.is_counting = is_counting
        self.coach.switch_screen(screen)

    def answered(self) -> None:
        """A checklist has been gone through."""
        self.finished(self.coach.clock.now().monotonic)

    def note_step(self, done_ms: int) -> None:
        """Take note of how much of this step was played so far."""
        self._done[self.index] = done_ms
        self._record("stopped")

    def _record(self, ending: Ending) -> None:
        if self.speed == 1.0:
            self._recording.note(sum(self._done.values()), ending)

    def left(self) -> None:
        """The routine is left or over: nothing is running."""
        self.coach.on_disk(self.coach.running_file.remove)

    def taken_up(self, screen: GuidedScreen) -> GuidedScreen:
        """Go on with a step that was left, on this screen."""
        self._note()
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
