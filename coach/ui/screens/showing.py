"""What a session looks like: a picture by less and less light, words alone in the dark, a note."""

from __future__ import annotations

from abc import abstractmethod

from coach.domain.moment import Moment
from coach.domain.session import Session, State
from coach.domain.timeline import Position
from coach.person.choose import Choice
from coach.picture import dusk
from coach.picture.dusk import Dusk
from coach.picture.notes import Notes
from coach.picture.raster import CUE, EMBER, FAINT
from coach.picture.sheet import Sheet, line, wrapped
from coach.playing.playback import Listener, Playback
from coach.playing.runner import Runner
from coach.sound.hearing import Place
from coach.ui.host import Host
from coach.ui.screens.base import CoachScreen


class ShowingScreen(CoachScreen[None], Listener, inherit_bindings=False):
    """Shows what is played. Subclasses draw the picture and say when it changes next."""

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
        """The screen is black but for the words."""
        self.is_counting = False
        """Numbers are shown."""
        self.notes = Notes()
        """The hints, and the faint line above them."""
        self.runner: Runner | None = None
        """The routine that this is a step of."""
        self.is_evening = False
        """It began, or was resumed, in the last hour or at night."""

    # For subclasses.

    @abstractmethod
    def fill_ready(self, sheet: Sheet) -> None:
        """Draw the page before the start."""

    @abstractmethod
    def fill_picture(self, sheet: Sheet, session: Session) -> None:
        """Draw the session at `moment`, with its words."""

    @abstractmethod
    def next_picture_ms(self, session: Session, position: Position) -> int:
        """Return the place in the timeline at which the picture changes next."""

    @abstractmethod
    def count(self, session: Session, position: Position) -> str:
        """Return the numbers of a place, for who wants them."""

    def words(self, position: Position) -> str:
        """Return the words of a place, as they are shown in the dark."""
        return position.cue.text

    def cue_alone(self, position: Position) -> str:
        """Return the short cue that is left of a place when a voice says the words."""
        return position.cue.part.title if position.cue.part else ""

    # What is shown.

    @property
    def session(self) -> Session | None:
        """The session as it was last looked at."""
        return self.playback.session if self.playback else None

    @property
    def is_voiced(self) -> bool:
        """A voice says the words: nobody has to look."""
        if self.is_ready_page or self.speed != 1.0 or self.session is None:
            return False
        return self.host.hearing.says_all(self.session.timeline)

    @property
    def place_in_routine(self) -> Place | None:
        """Where it stands in its routine."""
        return Place.of(self.runner) if self.runner else None

    def dusk(self, session: Session) -> Dusk | None:
        """Return how it gets darker: with a voice always, without one in the evening."""
        is_voiced = self.is_voiced
        if not (is_voiced or self.is_evening):
            return None
        place = self.place_in_routine
        whole_ms = place.whole_ms if place and place.whole_ms else session.timeline.total_ms
        return Dusk(whole_ms, is_voiced)

    @property
    def has_picture(self) -> bool:
        """There is more than words: it is not dark, and the cue is not alone."""
        return not self.is_dark and (self.session is None or self.tone(self.session) > 0)

    def tone(self, session: Session) -> int:
        """Return the brightest tone that the picture may have now; 0: the cue alone."""
        dusk = self.dusk(session)
        return dusk.tone(self._place_ms(session, self.moment)) if dusk else CUE

    def _place_ms(self, session: Session, now: Moment) -> float:
        """Return where `now` is in all that gets darker as one."""
        before_ms = self.place_in_routine.before_ms if self.place_in_routine else 0
        return before_ms + session.elapsed_ms(now)

    def next_change(self, session: Session, now: Moment) -> float:
        """Return when the picture changes next; where there is none only the words do."""
        position = session.position(now)
        at_ms = position.cue.end_ms
        dusk = self.dusk(session)
        if dusk and (step_ms := dusk.next_change_ms(place_ms := self._place_ms(session, now))):
            at_ms = min(at_ms, round(session.elapsed_ms(now) + step_ms - place_ms))
        if self.is_counting:
            at_ms = min(at_ms, position.cue.start_ms + (position.into_ms // 1000 + 1) * 1000)
        if not (self.is_dark or (dusk and dusk.tone(place_ms) == 0)):
            at_ms = min(at_ms, self.next_picture_ms(session, position))
        return session.moment_of(at_ms)

    def fill(self, sheet: Sheet) -> None:
        """Draw the page before the start, or the session and its note."""
        if self.is_ready_page or self.session is None:
            self.fill_ready(sheet)
        else:
            self._fill_session(sheet, self.session)
        if text := self.note():
            rows = wrapped(text, self.dimmed(FAINT), sheet.width - 2)
            bottom = sheet.height - (3 if sheet.height > 12 else 1)
            sheet.put_centred(bottom - len(rows), rows)

    def _fill_session(self, sheet: Sheet, session: Session) -> None:
        """Draw as much of the session as the light allows: all, the cue alone, or the words alone.

        Where a voice says the words, the dark has them for a while after a key.
        """
        position = session.position(self.moment)
        has_keys = bool(self.notes.hint_tone(self.moment.monotonic))
        if self.has_picture:
            self.fill_picture(sheet, session)
            dusk.dim(sheet, self.tone(session))
        elif has_keys or not self.is_voiced:
            dusk.put_words(sheet, "paused" if self.is_paused else self.words(position))
        elif not self.is_dark:
            dusk.put_cue(sheet, self.cue_alone(position))
        if self.is_counting and not self.note():
            row = sheet.height - (4 if sheet.height > 12 else 2)
            text = self.count(session, position)
            sheet.put_centred(row, [line(text, self.dimmed(FAINT))])

    @property
    def is_paused(self) -> bool:
        """It was paused: it does not wait for a key by itself."""
        session = self.session
        return session is not None and session.state is State.PAUSED and not session.is_waiting

    def note(self) -> str:
        """Return the faint line above the hints, if there is one."""
        return self.notes.text(self.moment.monotonic)

    def say(self, text: str, seconds: float) -> None:
        """Show a faint line for a while."""
        self.notes.say(text, seconds, self.now().monotonic)

    def now(self) -> Moment:
        """Return this moment, from the clock."""
        return self.host.me.clock.now()

    @property
    def hints_stay(self) -> bool:
        """The hints do not fade: nothing runs that they would be beside."""
        stands = self.playback is not None and not self.playback.is_running
        is_bright = self.has_picture or (self.is_paused and not self.is_dark)
        return self.is_ready_page or (stands and is_bright)

    def hint_tone(self) -> int:
        """Return how bright the hints are: they fade while a session runs."""
        if self.hints_stay:
            return self.dimmed(FAINT)
        return self.dimmed(self.notes.hint_tone(self.moment.monotonic))

    def dimmed(self, tone: int) -> int:
        """Return a tone as bright as it may be: in the dark nothing is brighter than ember."""
        return min(tone, EMBER) if self.is_dark else tone
