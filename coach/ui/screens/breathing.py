"""The breathing screen: the page before the start, then the shape and its words."""

from collections.abc import Callable
from dataclasses import replace

from coach.content.breathing import MOST_CYCLES
from coach.domain import words
from coach.domain.breathing import Pattern
from coach.domain.moment import Moment
from coach.domain.session import Session, State
from coach.domain.timeline import Position, Timeline
from coach.person.choose import Choice, Found
from coach.picture import breath as view
from coach.picture.cells import wrap
from coach.picture.raster import CUE, EMBER, FAINT, TEXT
from coach.picture.sheet import Sheet, line, wrapped
from coach.ui import opening
from coach.ui.screens.guided import GuidedScreen


class BreathingScreen(GuidedScreen, inherit_bindings=False):
    """A breathing session, from choosing its length to its last breath."""

    BINDINGS = GuidedScreen.BINDINGS

    def __init__(
        self,
        choice: Choice,
        speed: float = 1.0,
        is_dark: bool = False,
        session: Session | None = None,
    ) -> None:
        """Take what is to be breathed, and how fast: 1.0 is true time."""
        super().__init__(speed, is_dark, session)
        self.choice = choice
        self.pattern: Pattern = choice.pattern
        """The pattern; its `cycles` are the chosen length."""
        self._stage: view.Stage | None = None

    @property
    def exercise(self) -> Pattern:
        """The pattern at its chosen length."""
        return self.pattern

    def heed_wishes(self) -> None:
        """Without rests, another breath takes the place of one with holds."""
        found = Found(self.pattern, self.choice.problems, is_replaced=self.choice.is_replaced)
        found = opening.as_wished(self.coach, found)
        assert isinstance(found.exercise, Pattern)
        self.pattern = found.exercise
        self.choice = Choice(found.exercise, found.problems, found.is_replaced)

    def plan(self) -> Timeline:
        """Return the session as cues, at the chosen length."""
        return self.pattern.timeline()

    def again(self, session: Session) -> Callable[[], GuidedScreen]:
        """Return what makes this screen anew, to go on with `session`."""
        choice = self.choice._replace(pattern=self.pattern)
        return lambda: BreathingScreen(choice, self.speed, session=session)

    def stage(self) -> view.Stage:
        """Return where the shape stands, on a screen of the size it had when last drawn."""
        if self._stage is None:
            is_still = self.app.animation_level == "none"
            width, height = self.size
            is_box = self.pattern.is_box
            self._stage = view.stage(width, height, is_box, is_still, self.glyphs)
        return self._stage

    def draw(self) -> None:
        """Bring the screen up to date; it may have another size by now."""
        self._stage = None
        super().draw()

    def next_change(self, session: Session, now: Moment) -> float:
        """Return when the picture changes next; in the dark only the words do."""
        position = session.position(now)
        if self.is_dark and not self.is_counting:
            return session.moment_of(position.cue.end_ms)
        return session.moment_of(view.next_change_ms(self.stage(), position, self.is_counting))

    @property
    def cue(self) -> str:
        """The words that are shown now."""
        if self.session is None:
            return ""
        position = self.session.position(self.now())
        return view.words(position, self.is_dark or self.stage().kind == "bar")

    @property
    def level(self) -> float:
        """How full the shape is now, 0..1."""
        return self.session.position(self.now()).level if self.session else 0.0

    def fill_session(self, sheet: Sheet, session: Session, now: Moment) -> None:
        """Draw the shape and what is left of the words."""
        position = session.position(now)
        is_paused = session.state is State.PAUSED
        text = "paused" if is_paused else self.cue
        word = "paused" if is_paused else position.cue.word if text else ""
        if self.is_dark:
            parts = wrap(text, min(sheet.width - 4, 60))
            sheet.put_centred(int(sheet.height * 0.42), [line(part, EMBER) for part in parts])
        else:
            place = self.stage()
            view.put(sheet, place, view.picture(place, position), text, word)
        if self.is_counting and not self.note(now):
            tone = self.dimmed(FAINT)
            row = sheet.height - (4 if sheet.height > 12 else 2)
            sheet.put_centred(row, [line(self.count(position, session), tone)])

    def count(self, position: Position, session: Session) -> str:
        """Return the numbers: which second of the phase, which breath of how many."""
        second = position.into_ms // 1000 + 1
        if not position.cue.cycle:
            return f"{second}"
        return f"{second}   breath {position.cue.cycle} of {session.timeline.cycles}"

    def fill_ready(self, sheet: Sheet) -> None:
        """Draw the shape at rest with title and length; in the dark, words only."""
        pattern, place = self.pattern, self.stage()
        start = Position(0, pattern.timeline(1).cues[0], 0)
        if place.kind != "bar" and not self.is_dark:
            view.put(sheet, place, view.picture(place, start), pattern.title, pattern.title)
        else:
            sheet.put_centred(max(place.top - 2, 0), [line(pattern.title, self.dimmed(CUE))])
        length = pattern.cycles * pattern.cycle_ms
        text = f"{words.breaths(pattern.cycles)}, about {words.about(length)}"
        below = [line(text, self.dimmed(TEXT))]
        for text in self._about():
            below += wrapped(text, self.dimmed(FAINT), min(sheet.width - 4, 60))
        top = place.top + place.height + (1 if place.kind == "box" else 3)
        room = sheet.height - top - (3 if sheet.height > 12 else 1)
        sheet.put_centred(top, below[: max(room, 1)])

    def _about(self) -> list[str]:
        """Return what there is to say about the pattern, the most useful first."""
        first = self.pattern.summary
        if self.choice.problems:
            first = "Your own file has problems; this is the shipped one."
        elif self.choice.is_replaced:
            first = "Without rests, as you chose. Options changes it."
        return [first, *self.pattern.cautions]

    def choose_length(self, by: int) -> None:
        """One breath more or fewer, within what the pattern allows."""
        most = self.pattern.max_cycles or MOST_CYCLES
        cycles = min(max(self.pattern.cycles + by, 1), most)
        self.pattern = replace(self.pattern, cycles=cycles)
