"""A session on the screen: it listens to the player, and waits for the next change of the picture.

Nothing here counts time. `tick` may be called at any moment and any number of times; it brings the
session up to the clock and sets one alarm for the moment at which something is next due to change.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from math import inf

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
    Waiting,
)
from coach.domain.timeline import Timeline
from coach.person import safer
from coach.person.choose import Choice
from coach.playing.playback import Listener, Playback
from coach.playing.recording import Record, Recorder
from coach.playing.runner import Runner
from coach.ui.alarm import Alarm
from coach.ui.host import Host
from coach.ui.screens.showing import ShowingScreen

NOTE_SECONDS = 3.0
"""How long "one more" stays."""


class PlayingScreen(ShowingScreen, inherit_bindings=False):
    """Plays a timeline. Subclasses say which, and what it looks like."""

    BINDINGS = ShowingScreen.BINDINGS

    def __init__(
        self, host: Host, choice: Choice, speed: float = 1.0, is_dark: bool = False
    ) -> None:
        """Take what was chosen, and how fast it is played: 1.0 is true time."""
        super().__init__(host, choice, speed, is_dark)
        self.on_end: Callable[[], None] | None = None
        """Called at the end, when this was opened from a screen to come back to."""
        self.on_left: Callable[[], None] | None = None
        """Called when a key ends it: then it began at once, and leads back at once."""
        self._alarm = Alarm(self.tick, host.fail)
        self._drawing = Alarm(self.draw, host.fail)

    # For subclasses.

    @property
    @abstractmethod
    def exercise(self) -> Guided:
        """What is played."""

    @abstractmethod
    def plan(self) -> Timeline:
        """Return what is going to be played, as it is chosen now, in true time."""

    # Playing.

    @property
    def quiet_ms(self) -> int:
        """How long it is quiet before it begins."""
        return self.runner.quiet_ms if self.runner else 0

    def timeline(self) -> Timeline:
        """Return what is going to be played, with the quiet before it, at its speed."""
        plan = self.plan()
        return (plan.after_a_pause(self.quiet_ms) if self.quiet_ms else plan).at_speed(self.speed)

    def ahead(self) -> list[Timeline]:
        """Return what is going to be played: this, or what is left of its routine."""
        steps = self.runner.evening.stops[self.runner.index :] if self.runner else []
        return [stop.timeline for stop in steps if stop.timeline] or [self.timeline()]

    def begin(self, since: Moment | None = None, runner: Runner | None = None) -> None:
        """Begin a session now, or at a moment a little ago; it may be a step of a routine."""
        self.runner = runner
        since = since or self.now()
        timeline = self.timeline()
        listeners: list[Listener] = [self]
        if self.speed == 1.0:
            planned_ms = timeline.total_ms - self.quiet_ms
            record = Record(
                self.host.me, self.exercise.id, planned_ms, runner.id if runner else "", since
            )
            played = runner.played if runner else lambda _: None
            listeners.insert(0, Recorder(record, self.quiet_ms, played))
            if not self.quiet_ms:
                self.host.hearing.begin()
            if player := self.host.hearing.player(self.place_in_routine):
                listeners.append(player)
        self._show(Playback(timeline, self.host.me.clock, listeners, since))

    def resume(self, playback: Playback, runner: Runner | None) -> None:
        """Take a session that was left, to resume it; `runner` is its routine."""
        self.runner = runner
        if runner:
            runner.enter(runner.index)
        playback.listeners = [
            each for each in playback.listeners if not isinstance(each, PlayingScreen)
        ] + [self]
        self._show(playback)

    def _show(self, playback: Playback) -> None:
        """From now on this is what is seen."""
        self.playback = playback
        self.begun_under = self.host.me.limits
        self.is_ready_page = False
        self.is_evening = self.host.me.is_night

    @property
    def is_ruled_out(self) -> bool:
        """What was said since it began excludes what would be gone on with."""
        if not self.playback or self.playback.session.is_over:
            return False
        return safer.is_over(self.exercise, self.begun_under, self.host.me.limits)

    def begin_anew(self) -> None:
        """Leave what is ruled out: for the page before it, or its step from the start."""
        self.record_leaving()
        if self.runner:
            where = (self.runner, self.runner.index, None, self.is_dark, self.is_counting)
            self.host.instead("step", *where)
        elif self.on_left:
            self.host.back()
            self.on_left()
        else:
            self.host.instead("page", self.choice, self.speed, self.is_dark, self.on_end)

    def record_leaving(self) -> None:
        """Record a session that is left; when it is resumed, its row is written anew."""
        if self.playback:
            for listener in self.playback.listeners:
                listener.leave(self.playback.session, self.now())

    def tick(self) -> None:
        """Look at the clock and show what is true now. Safe at any moment."""
        self.happen(Event.LOOK)

    def happen(self, event: Event) -> None:
        """Apply an event to the session, show it, and wait for the next change."""
        now = self.now()
        due = inf
        if self.playback and not self.is_ready_page:
            now = self.playback.happen(event)
            due = self.playback.session.due if self.playback.is_running else inf
        due = min(due, self.notes.next_change(now.monotonic, self.hints_stay))
        if due < inf:
            self._alarm.set(due - now.monotonic)
        else:
            self._alarm.clear()
        self._drawing.soon()

    def heard(self, fact: Fact, session: Session, now: Moment) -> None:
        """Show what has become true."""
        if isinstance(fact, Paused) or (isinstance(fact, Waiting) and self.has_picture):
            self.notes.wake(now.monotonic)
        elif isinstance(fact, Finished):
            self.call_later(self.finished)
        elif isinstance(fact, LengthChanged):
            self.say("one breath more" if fact.is_more else "one breath fewer", NOTE_SECONDS)

    def finished(self) -> None:
        """The end was reached: on to the next step of the routine, back, or into the dark."""
        if not self.is_current or self.playback is None:  # a page lies on top: when it is gone
            return
        if self.runner:
            session, now = self.playback.session, self.now()
            end = session.moment_of(session.timeline.total_ms)
            self.step_ended(self.runner, Moment(end, now.wall - (now.monotonic - end)))
        elif self.on_end:
            self.host.back()
            self.on_end()
        else:
            self.host.ended()

    def step_ended(self, runner: Runner, end: Moment) -> None:
        """Go on to the next step, which begins where this one ended; after the last, the dark."""
        following = runner.step_at(1)
        if following is None:
            runner.close()
            self.host.ended()
        else:
            self.host.instead("step", runner, following, end, self.is_dark, self.is_counting)

    # Events.

    def on_mount(self) -> None:
        """Show the hints for a while, but not in the dark with a voice; what was left goes on."""
        if not (self.is_dark and self.is_voiced):
            self.notes.wake(self.now().monotonic)
        if self.playback:
            self.happen(Event.LOOK if self.playback.is_running else Event.TOGGLE)
        if self.speed == 1.0 and self.host.hearing.has_voice:
            self.host.hearing.prepare(self.ahead())
        self.mounted()

    def mounted(self) -> None:
        """It is on the screen for the first time."""

    def resumed(self) -> None:
        """Come back from another screen, to a paused session or to the page before it."""
        if self.session and self.session.state is State.FINISHED and not self.is_ready_page:
            self.call_later(self.finished)
        self.tick()

    def on_screen_suspend(self) -> None:
        """Nobody is looking: pause, and let the alarm rest."""
        self.happen(Event.PAUSE)
        self._alarm.clear()
        self._drawing.clear()

    def resized(self) -> None:
        """Draw for the new size; the next change may be due at another moment."""
        self.tick()

    def on_key(self) -> None:
        """Any key brings the hints back."""
        self.wake()

    def wake(self) -> None:
        """Bring the hints back."""
        self.notes.wake(self.now().monotonic)
        self.tick()

    def say_trouble(self, trouble: str) -> None:
        """Show what could not be written, if anything."""
        if trouble and self.is_mounted:
            self.say(trouble, 2 * NOTE_SECONDS)
            self.wake()
