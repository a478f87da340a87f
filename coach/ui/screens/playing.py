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
from coach.person.choose import Choice
from coach.picture.cells import wrap
from coach.picture.notes import Notes
from coach.picture.raster import EMBER, FAINT
from coach.picture.sheet import Sheet, line, wrapped
from coach.playing.playback import Listener, Playback
from coach.playing.recording import Record, Recorder
from coach.playing.runner import Runner
from coach.sound.hearing import Place
from coach.ui.alarm import Alarm
from coach.ui.host import Host
from coach.ui.screens.base import CoachScreen

NOTE_SECONDS = 3.0
"""How long "one more" stays."""


class PlayingScreen(CoachScreen[None], Listener, inherit_bindings=False):
    """Plays a timeline. Subclasses draw it and say when the picture changes next."""

    BINDINGS = CoachScreen.BINDINGS

    def __init__(
        self, host: Host, choice: Choice, speed: float = 1.0, is_dark: bool = False
    ) -> None:
        """Take what was chosen, and how fast it is played: 1.0 is true time."""
        super().__init__(host)
        self.choice = choice
        """What was chosen: a session that was left is resumed with it."""
        self.speed = speed
        self.playback: Playback | None = None
        """What plays the session that runs, is paused or was left; None before the first start."""
        self.is_ready_page = True
        """The page before the start is shown."""
        self.is_dark = is_dark
        """The screen is black but for the word."""
        self.is_counting = False
        """Numbers are shown."""
        self.notes = Notes()
        """The hints, and the faint line above them."""
        self.runner: Runner | None = None
        """The routine that this is a step of."""
        self.on_end: Callable[[], None] | None = None
        """Called at the end, when this was opened from a screen to come back to."""
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

    @abstractmethod
    def fill_ready(self, sheet: Sheet) -> None:
        """Draw the page before the start."""

    @abstractmethod
    def fill_session(self, sheet: Sheet, session: Session) -> None:
        """Draw the session at `moment`."""

    # Playing.

    @property
    def session(self) -> Session | None:
        """The session as it was last looked at."""
        return self.playback.session if self.playback else None

    @property
    def quiet_ms(self) -> int:
        """How long it is quiet before it begins."""
        return self.runner.quiet_ms if self.runner else 0

    def timeline(self) -> Timeline:
        """Return what is going to be played, with the quiet before it, at its speed."""
        plan = self.plan()
        return (plan.after_a_pause(self.quiet_ms) if self.quiet_ms else plan).at_speed(self.speed)

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
            if player := self.host.hearing.player(self.place_in_routine()):
                listeners.append(player)
        self.playback = Playback(timeline, self.host.me.clock, listeners, since)
        self.is_ready_page = False

    def place_in_routine(self) -> Place | None:
        """Return where it stands in its routine."""
        return Place.of(self.runner) if self.runner else None

    def resume(self, playback: Playback, runner: Runner | None) -> None:
        """Take a session that was left, to resume it; `runner` is its routine."""
        self.runner = runner
        if runner:
            runner.enter(runner.index)
        playback.listeners = [
            each for each in playback.listeners if not isinstance(each, PlayingScreen)
        ] + [self]
        self.playback = playback
        self.is_ready_page = False

    def record_leaving(self) -> None:
        """Record a session that is left; when it is resumed, its row is written anew."""
        if self.playback:
            for listener in self.playback.listeners:
                listener.leave(self.playback.session, self.now())

    def now(self) -> Moment:
        """Return this moment, from the clock."""
        return self.host.me.clock.now()

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
        if isinstance(fact, Paused | Waiting):
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

    # What is on the screen besides the picture.

    def fill(self, sheet: Sheet) -> None:
        """Draw the page before the start, or the session and its note."""
        if self.is_ready_page or self.session is None:
            self.fill_ready(sheet)
        else:
            self.fill_session(sheet, self.session)
        if text := self.note():
            rows = wrapped(text, self.dimmed(FAINT), sheet.width - 2)
            bottom = sheet.height - (3 if sheet.height > 12 else 1)
            sheet.put_centred(bottom - len(rows), rows)

    def put_words(self, sheet: Sheet, text: str) -> None:
        """Draw words alone, in the dark; where a voice says them, for a while after a key."""
        if self.is_voiced and not self.notes.hint_tone(self.moment.monotonic):
            return
        parts = wrap(text, min(sheet.width - 4, 60))
        sheet.put_centred(int(sheet.height * 0.42), [line(part, EMBER) for part in parts])

    @property
    def is_voiced(self) -> bool:
        """A voice says the words: nobody has to look."""
        if self.is_ready_page or self.speed != 1.0 or self.session is None:
            return False
        return self.host.hearing.says_all(self.session.timeline)

    def put_count(self, sheet: Sheet, text: str) -> None:
        """Draw the numbers, where they are wanted and no note is shown."""
        if self.is_counting and not self.note():
            row = sheet.height - (4 if sheet.height > 12 else 2)
            sheet.put_centred(row, [line(text, self.dimmed(FAINT))])

    def note(self) -> str:
        """Return the faint line above the hints, if there is one."""
        return self.notes.text(self.moment.monotonic)

    def say(self, text: str, seconds: float) -> None:
        """Show a faint line for a while."""
        self.notes.say(text, seconds, self.now().monotonic)

    def say_trouble(self, trouble: str) -> None:
        """Show what could not be written, if anything."""
        if trouble and self.is_mounted:
            self.say(trouble, 2 * NOTE_SECONDS)
            self.wake()

    @property
    def hints_stay(self) -> bool:
        """The hints do not fade: nothing runs that they would be beside."""
        is_running = self.playback is not None and self.playback.is_running
        return self.is_ready_page or (not is_running and not self.is_dark)

    def hint_tone(self) -> int:
        """Return how bright the hints are: they fade while a session runs."""
        if self.hints_stay:
            return self.dimmed(FAINT)
        return self.dimmed(self.notes.hint_tone(self.moment.monotonic))

    def dimmed(self, tone: int) -> int:
        """Return a tone as bright as it may be: in the dark nothing is brighter than ember."""
        return min(tone, EMBER) if self.is_dark else tone
