"""The breathing screen: the page before the start, then the shape and its words."""

from dataclasses import replace

from coach.content.breathing import MOST_CYCLES
from coach.domain import words
from coach.domain.breathing import Pattern
from coach.domain.session import Session
from coach.domain.timeline import Position, Timeline
from coach.person import safer
from coach.person.choose import Choice
from coach.picture import breath as view
from coach.picture.raster import CUE, FAINT, TEXT
from coach.picture.sheet import Sheet, line, wrapped
from coach.ui.host import Host
from coach.ui.screens.guided import GuidedScreen


class BreathingScreen(GuidedScreen, inherit_bindings=False):
    """A breathing session, from choosing its length to its last breath."""

    BINDINGS = GuidedScreen.BINDINGS

    def __init__(
        self, host: Host, choice: Choice, speed: float = 1.0, is_dark: bool = False
    ) -> None:
        """Take what is to be breathed, and how fast: 1.0 is true time."""
        super().__init__(host, choice, speed, is_dark)
        self.pattern = self.pattern_by_settings()
        """What is played: its `cycles` are the chosen length."""
        self._stage: view.Stage | None = None

    @property
    def exercise(self) -> Pattern:
        """The pattern at its chosen length."""
        return self.pattern

    @property
    def chosen(self) -> Pattern:
        """The pattern that was chosen, at its chosen length."""
        assert isinstance(self.choice.exercise, Pattern)
        return self.choice.exercise

    @property
    def is_replaced(self) -> bool:
        """Another breath takes the place of one with holds."""
        return self.pattern.id != self.chosen.id

    def pattern_by_settings(self) -> Pattern:
        """Return the pattern that is played by the settings: without rests, another breath."""
        return safer.apply_wishes(self.chosen, self.host.me.limits, self.host.me.library)

    def apply_wishes(self) -> None:
        """Play what the settings say by now: rests may have been declined, or allowed again."""
        if (pattern := self.pattern_by_settings()).id != self.pattern.id:
            self.pattern = pattern

    def plan(self) -> Timeline:
        """Return the session as cues, at the chosen length."""
        return self.pattern.timeline()

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

    def next_picture_ms(self, session: Session, position: Position) -> int:
        """Return when the shape changes next."""
        return view.next_change_ms(self.stage(), position)

    @property
    def level(self) -> float:
        """How full the shape is now, 0..1."""
        return self.session.position(self.moment).level if self.session else 0.0

    def words(self, position: Position) -> str:
        """Return the words of a place: they thin out, but stay where there is no shape."""
        is_alone = not self.has_picture or self.stage().kind == "bar"
        return position.cue.words(is_alone or self.host.me.settings.words == "stay")

    def cue_alone(self, position: Position) -> str:
        """Return the word of the breath."""
        return position.cue.word if position.cue.cycle else ""

    def fill_picture(self, sheet: Sheet, session: Session) -> None:
        """Draw the shape and what is left of the words."""
        position, place = session.position(self.moment), self.stage()
        text = "paused" if self.is_paused else self.words(position)
        word = "paused" if self.is_paused else position.cue.word if text else ""
        view.put(sheet, place, view.picture(place, position), text, word)

    def count(self, session: Session, position: Position) -> str:
        """Return which second of the phase it is, and which breath of how many."""
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
        elif self.is_replaced:
            me = self.host.me
            first = f"{safer.why_other(self.chosen, me.settings, me.limits)}: o changes it."
        return [first, *self.pattern.cautions]

    def choose_length(self, by: int) -> None:
        """One breath more or fewer, within what the pattern allows."""
        most = self.pattern.max_cycles or MOST_CYCLES
        cycles = min(max(self.pattern.cycles + by, 1), most)
        self.pattern = replace(self.pattern, cycles=cycles)
        is_other = self.is_replaced
        chosen = safer.as_long_as(self.pattern, self.chosen) if is_other else self.pattern
        self.choice = self.choice._replace(exercise=chosen)
