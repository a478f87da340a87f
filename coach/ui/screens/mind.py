"""The screen of something for a restless mind: words in the dark, and nothing else."""

from coach.domain import words
from coach.domain.mind import Mind
from coach.domain.session import Session
from coach.domain.timeline import Position, Timeline
from coach.person import choose
from coach.picture.raster import CUE, FAINT, TEXT, Row
from coach.picture.sheet import WIDEST, Sheet, wrapped
from coach.ui.bindings import bindings
from coach.ui.screens.guided import GuidedScreen


class MindScreen(GuidedScreen, inherit_bindings=False):
    """Words, one after the other."""

    BINDINGS = bindings("guided", "ready", "routine")

    @property
    def exercise(self) -> Mind:
        """The script."""
        assert isinstance(self.choice.exercise, Mind)
        return self.choice.exercise

    def plan(self) -> Timeline:
        """Return the session as cues."""
        me = self.host.me
        return choose.timeline(self.exercise, me.settings, me.limits, me.is_night)

    def next_picture_ms(self, session: Session, position: Position) -> int:
        """Return when the words change."""
        return position.cue.end_ms

    def fill_picture(self, sheet: Sheet, session: Session) -> None:
        """Draw the words of now."""
        text = "paused" if self.is_paused else self.words(session.position(self.moment))
        self._put(sheet, wrapped(text, TEXT, min(WIDEST, sheet.width - 4)))

    def count(self, session: Session, position: Position) -> str:
        """Return which second it is."""
        return f"{position.into_ms // 1000 + 1}"

    def fill_ready(self, sheet: Sheet) -> None:
        """Draw what it is, and how long."""
        width = min(WIDEST, sheet.width - 4)
        about = self.choice.why or self.exercise.summary
        if self.choice.problems:
            about = "Your own file has problems; this is the shipped one."
        rows: list[Row] = [
            *wrapped(self.exercise.title, self.dimmed(CUE), width),
            *wrapped(words.about(self.plan().total_ms), self.dimmed(TEXT), width),
            (),
            *wrapped(about, self.dimmed(FAINT), width),
        ]
        self._put(sheet, rows)

    def _put(self, sheet: Sheet, rows: list[Row]) -> None:
        """Put rows a little above the middle."""
        room = max(sheet.height - 4, 1)
        sheet.put_centred(max(int((sheet.height - len(rows)) * 0.42), 0), rows[:room])

    def ready_hints(self) -> list[tuple[str, str]]:
        """Return the keys that choose something before the start."""
        return [("left right", "another")]
