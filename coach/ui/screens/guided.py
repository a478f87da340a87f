"""A guided session on the screen: clocks, keys, dark, hints. What it looks like is for subclasses.

Nothing here counts time. `tick` may be called at any moment and any number of times; it brings the
session up to the clock and sets one alarm for the moment at which something is next due to change.
"""

from abc import abstractmethod
from collections.abc import Callable
from math import inf

from coach.domain.raster import EMBER, FAINT
from coach.domain.session import (
    Event,
    Fact,
    Finished,
    LengthChanged,
    Moment,
    Paused,
    Session,
    State,
    begin,
    step,
)
from coach.domain.timeline import Timeline
from coach.ui.alarm import Alarm
from coach.ui.bindings import bindings, hints
from coach.ui.drawing import Sheet, line
from coach.ui.notes import Notes
from coach.ui.screens.base import CoachScreen

NOTE_SECONDS = 3.0
"""How long "one more" stays."""
OFFER_SECONDS = 10.0
"""How long a session that was left can be gone on with."""
GO_ON = "Space goes on from there"


class GuidedScreen(CoachScreen, inherit_bindings=False):
    """Plays a timeline. Subclasses draw it and say when the picture changes next."""

    BINDINGS = bindings("guided")

    def __init__(self, session: Session | None = None, is_dark: bool = False) -> None:
        """Start on the page before a session, or go on with one that was left."""
        super().__init__()
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
        self._alarm = Alarm(self.tick, self.fail)
        self._drawing = Alarm(self.draw, self.fail)

    # What a subclass gives.

    @abstractmethod
    def timeline(self) -> Timeline:
        """Return what is going to be played."""

    @abstractmethod
    def fill_ready(self, sheet: Sheet) -> None:
        """Draw the page before the start."""

    @abstractmethod
    def fill_session(self, sheet: Sheet, session: Session, now: Moment) -> None:
        """Draw the session."""

    @abstractmethod
    def next_change(self, session: Session, now: Moment) -> float:
        """Return the monotonic moment at which the picture of a running session changes next."""

    # Time.

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
        elif isinstance(fact, Finished):
            self.call_later(self.coach.end)
        elif isinstance(fact, LengthChanged):
            self.say("one more" if fact.is_more else "one less", NOTE_SECONDS)

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
            self._happen(Event.TOGGLE)

    def on_screen_resume(self) -> None:
        """Come back from another screen, to a paused session or to the page before it."""
        super().on_screen_resume()
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
            tone = self.dimmed(FAINT)
            sheet.put_centred(sheet.height - (4 if sheet.height > 12 else 2), [line(text, tone)])

    def note(self, now: Moment) -> str:
        """Return the faint line above the hints, if there is one."""
        return self.notes.text(now.monotonic)

    def say(self, text: str, seconds: float) -> None:
        """Show a faint line for a while."""
        self.notes.say(text, seconds, self.now().monotonic)

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys for this moment."""
        if self.is_ready_page or self.session is None:
            return [
                *hints("everywhere.next", next="begin"),
                ("up down", "length"),
                *hints("everywhere.back", "everywhere.help", "everywhere.keys", back="back"),
            ]
        goes = "pause" if self.session.state is State.RUNNING else "go on"
        ids = ("next", "leave", "help", "keys")
        first, *rest = hints(*(f"everywhere.{verb}" for verb in ids), next=goes)
        return [first, *hints("guided.dark", dark="dark" if not self.is_dark else "light"), *rest]

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

    # Keys.

    async def action_next_good(self) -> None:
        """Begin, pause, or go on."""
        if self.is_ready_page:
            self.begin_or_go_on()
        else:
            self.notes.wake(self.now().monotonic)
            self._happen(Event.TOGGLE)

    def begin_or_go_on(self) -> None:
        """Go on with the session that was just left, else begin one."""
        now = self.now()
        self.is_ready_page = False
        self.notes.wake(now.monotonic)
        if self.session and self.note(now) == GO_ON:
            self.say("", 0)
            self._happen(Event.TOGGLE)
        else:
            self.session = begin(self.timeline(), now)
            self.say("", 0)
            self.tick()

    def action_back(self) -> None:
        """From a session to the page before it; from there, back."""
        if self.is_ready_page:
            super().action_back()
            return
        self._happen(Event.PAUSE)
        self.is_ready_page = True
        self.is_dark = False
        if self.session and not self.session.is_over:
            self.say(GO_ON, OFFER_SECONDS)
        self.tick()

    def action_leave(self) -> None:
        """Leave at once; for a while Tonight offers to go on from there."""
        self._happen(Event.PAUSE)
        if self.session and not self.session.is_over and not self.is_ready_page:
            self.coach.offer(self.again(self.session))
        super().action_leave()

    @abstractmethod
    def again(self, session: Session) -> Callable[[], "GuidedScreen"]:
        """Return what makes this screen anew, to go on with a session that was left."""

    def action_dark(self) -> None:
        """Go dark, or light again."""
        self.is_dark = not self.is_dark
        self.notes.wake(self.now().monotonic)
        self.tick()

    def action_count(self) -> None:
        """Show the numbers, or hide them."""
        self.is_counting = not self.is_counting
        self.wake()

    def action_cue_before(self) -> None:
        """Go to the cue before this one."""
        self._jump(Event.BACK)

    def action_cue_after(self) -> None:
        """Go to the next cue."""
        self._jump(Event.NEXT)

    def _jump(self, event: Event) -> None:
        if not self.is_ready_page:
            self.notes.wake(self.now().monotonic)
            self._happen(event)

    def action_one_more(self) -> None:
        """One breath more."""
        self._change_length(Event.ONE_MORE, 1)

    def action_one_less(self) -> None:
        """One breath less."""
        self._change_length(Event.ONE_LESS, -1)

    def action_length(self, by: int) -> None:
        """Before the start: more or fewer breaths."""
        if self.is_ready_page:
            self.choose_length(by)
            self.tick()

    def choose_length(self, by: int) -> None:
        """Change the wished length on the page before the start."""

    def _change_length(self, event: Event, by: int) -> None:
        if self.is_ready_page:
            self.action_length(by)
        else:
            self._happen(event)
