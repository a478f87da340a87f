"""A session on the screen: clocks, one alarm, dark, notes. Its keys are in `guided`.

Nothing here counts time. `tick` may be called at any moment and any number of times; it brings the
session up to the clock and sets one alarm for the moment at which something is next due to change.
"""

from __future__ import annotations

from abc import abstractmethod
from math import inf
from typing import TYPE_CHECKING

from coach.content.library import Guided
from coach.domain.moment import Moment
from coach.domain.session import (
    Event,
    Fact,
    Finished,
    LengthChanged,
    Paused,
    Session,
    State,
    begin,
    step,
)
from coach.domain.timeline import Timeline
from coach.picture.notes import Notes
from coach.picture.raster import EMBER, FAINT
from coach.picture.sheet import Sheet, wrapped
from coach.ui.alarm import Alarm
from coach.ui.recording import Recording
from coach.ui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coach.store.records import Ending
    from coach.ui.runner import Runner

NOTE_SECONDS = 3.0
"""How long "one more" stays."""


class PlayingScreen(CoachScreen, inherit_bindings=False):
    """Plays a timeline. Subclasses draw it and say when the picture changes next."""

    BINDINGS = CoachScreen.BINDINGS

    def __init__(
        self, speed: float = 1.0, is_dark: bool = False, session: Session | None = None
    ) -> None:
        """Start on the page before a session, or go on with one that was left."""
        super().__init__()
        self.speed = speed
        """How fast it is played; 1.0 is true time."""
        self.session = session
        """The session that runs, is paused or was left; None before the first start."""
        self.is_ready_page = session is None
        """The page before the start is shown."""
        self.is_dark = is_dark
        """The screen is black but for the word."""
        self.is_counting = False
        """Numbers are shown."""
        self.notes = Notes()
        """The hints, and what is said faintly."""
        self.runner: Runner | None = None
        """The routine that this is a step of."""
        self.quiet_ms = 0
        """How long it is quiet before it begins."""
        self.recording: Recording | None = None
        """What is recorded of this session; nothing at other speeds than 1."""
        self._alarm = Alarm(self.tick, self.fail)
        self._drawing = Alarm(self.draw, self.fail)

    # What a subclass gives.

    @property
    @abstractmethod
    def exercise(self) -> Guided:
        """What is played."""

    @abstractmethod
    def plan(self) -> Timeline:
        """Return what is going to be played, as it is chosen now, in true time."""

    @abstractmethod
    def fill_ready(self, sheet: Sheet) -> None:
        """Draw the page before the start."""

    @abstractmethod
    def fill_session(self, sheet: Sheet, session: Session, now: Moment) -> None:
        """Draw the session."""

    @abstractmethod
    def next_change(self, session: Session, now: Moment) -> float:
        """Return the monotonic moment at which the picture of a running session changes next."""

    @property
    def kind(self) -> str:
        """The kind of exercise, e.g. `breathing`."""
        return self.exercise.id.split("/")[0]

    # Time.

    def timeline(self) -> Timeline:
        """Return what is going to be played, with the quiet before it, at its speed."""
        plan = self.plan()
        return (plan.after_a_pause(self.quiet_ms) if self.quiet_ms else plan).at_speed(self.speed)

    def begin(self, since: Moment) -> None:
        """Begin a session now, or at a moment a little ago."""
        self.session = begin(self.timeline(), since)
        self.is_ready_page = False
        if self.speed == 1.0:
            planned_ms = self.session.timeline.total_ms - self.quiet_ms
            routine = self.runner.evening.routine.id if self.runner else ""
            self.recording = Recording(self.coach, self.exercise.id, planned_ms, routine, since)

    def done_ms(self) -> int:
        """Return how much of the exercise is behind us."""
        elapsed_ms = self.session.elapsed_ms(self.now()) if self.session else 0
        return max(elapsed_ms - self.quiet_ms, 0)

    def record(self, ending: Ending) -> None:
        """Record the session as it is now."""
        if self.recording and self.session:
            self.recording.note(self.done_ms(), ending)
            if self.runner:
                self.runner.note_step(self.done_ms())

    def now(self) -> Moment:
        """Return this moment, from the app's clock."""
        return self.coach.clock.now()

    def tick(self) -> None:
        """Look at the clock and show what is true now. Safe at any moment."""
        self._happen(Event.LOOK)

    def _happen(self, event: Event) -> None:
        """Let something happen to the session, show it, and wait for the next change."""
        now = self.now()
        if self.session and not self.is_ready_page:
            self.session, facts = step(self.session, event, now)
            for fact in facts:
                self._heed(fact, now)
        self._arm(now)
        self._drawing.soon()

    def _heed(self, fact: Fact, now: Moment) -> None:
        """Take note of what has become true."""
        if isinstance(fact, Paused):
            self.notes.wake(now.monotonic)
            if self.recording:
                self.recording.pauses += 1
        elif isinstance(fact, Finished):
            self.record("finished")
            self.call_later(self.finished)
        elif isinstance(fact, LengthChanged):
            self.say("one more" if fact.is_more else "one less", NOTE_SECONDS)

    def finished(self) -> None:
        """The end was reached: on to the next step of the routine, or into the dark."""
        if not self.is_current:  # a page lies on top: when it is gone
            return
        if self.runner and self.session:
            end = self.session.moment_of(self.session.timeline.total_ms)
            self.runner.finished(end)
        else:
            self.coach.end()

    def _arm(self, now: Moment) -> None:
        """Set the one alarm for whatever is due first."""
        due = self.notes.next_change(now.monotonic)
        if self.session and self.session.state is State.RUNNING and not self.is_ready_page:
            change = self.next_change(self.session, now)
            self.session = self.session.expecting(change)
            due = min(due, change)
        if due < inf:
            self._alarm.set(due - now.monotonic)
        else:
            self._alarm.clear()

    def on_mount(self) -> None:
        """Show the hints for a while; a session that was left goes on."""
        self.notes.wake(self.now().monotonic)
        if self.session:
            is_running = self.session.state is State.RUNNING
            self._happen(Event.LOOK if is_running else Event.TOGGLE)

    def on_screen_resume(self) -> None:
        """Come back from another screen, to a paused session or to the page before it."""
        super().on_screen_resume()
        if self.session and self.session.state is State.FINISHED and not self.is_ready_page:
            self.call_later(self.finished)
        self.tick()

    def on_screen_suspend(self) -> None:
        """Nobody is looking: pause, and let the alarm rest."""
        self._happen(Event.PAUSE)
        self._alarm.clear()
        self._drawing.clear()

    def on_resize(self) -> None:
        """Draw for the new size; the next change may be due at another moment."""
        self.tick()

    # What is on the screen besides the picture.

    def fill(self, sheet: Sheet) -> None:
        """Draw the page before the start, or the session and its note."""
        now = self.now()
        if self.is_ready_page or self.session is None:
            self.fill_ready(sheet)
        else:
            self.fill_session(sheet, self.session, now)
        if text := self.note(now):
            rows = wrapped(text, self.dimmed(FAINT), sheet.width - 2)
            bottom = sheet.height - (3 if sheet.height > 12 else 1)
            sheet.put_centred(bottom - len(rows), rows)

    def note(self, now: Moment) -> str:
        """Return the faint line above the hints, if there is one."""
        return self.notes.text(now.monotonic)

    def say(self, text: str, seconds: float) -> None:
        """Show a faint line for a while."""
        self.notes.say(text, seconds, self.now().monotonic)

    def hint_tone(self) -> int:
        """Return how bright the hints are: they fade while a session runs."""
        is_running = self.session and self.session.state is State.RUNNING
        if self.is_ready_page or (not is_running and not self.is_dark):
            return self.dimmed(FAINT)
        return self.dimmed(self.notes.hint_tone(self.now().monotonic))

    def dimmed(self, tone: int) -> int:
        """Return a tone as bright as it may be: in the dark nothing is brighter than ember."""
        return min(tone, EMBER) if self.is_dark else tone

    def on_key(self) -> None:
        """Any key brings the hints back."""
        self.wake()

    def wake(self) -> None:
        """Bring the hints back."""
        self.notes.wake(self.now().monotonic)
        self.tick()
