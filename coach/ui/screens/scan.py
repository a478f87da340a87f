"""The screen of a body scan: a region, a few words, then silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coach.domain import bodyscan
from coach.domain.bodyscan import BodyScan, Ending
from coach.domain.session import Session
from coach.domain.timeline import Part, Timeline
from coach.person import choose
from coach.person.choose import Asked
from coach.toml.problems import Problem
from coach.ui.bindings import bindings, hints
from coach.ui.screens.guided import GuidedScreen
from coach.ui.screens.leaving_out import LeavingOutScreen

if TYPE_CHECKING:
    from coach.ui.app import CoachApp

STEP_SECONDS = 60
"""On the page before the start, a key makes it longer or shorter by so much."""
ENDING_WORDS: dict[Ending, str] = {
    "sleep": "It drifts into silence and dark.",
    "wake": "It comes back gently at the end.",
}


class ScanScreen(LeavingOutScreen, inherit_bindings=False):
    """A body scan, from the page before it to its ending."""

    BINDINGS = bindings("guided", "ready", "routine", "parts", "scan")

    def __init__(
        self,
        exercise: BodyScan,
        coach: CoachApp,
        speed: float = 1.0,
        is_dark: bool = False,
        asked: Asked = Asked(),  # noqa: B008  it never changes
        problems: tuple[Problem, ...] = (),
        session: Session | None = None,
    ) -> None:
        """Take what is to be played, for how long and with which ending, and how fast."""
        super().__init__(coach, speed, is_dark, session, problems)
        self.scan = exercise
        self.seconds = exercise.total_ms / 1000 if asked.seconds is None else asked.seconds
        """How long it is."""
        self.ending: Ending = asked.ending or choose.ending_at(coach.hour())
        """How it ends."""

    @property
    def exercise(self) -> BodyScan:
        """The script."""
        return self.scan

    @property
    def is_fading(self) -> bool:
        """It drifts off: the figure goes out with the last words."""
        return self.ending == "sleep"

    def plan(self) -> Timeline:
        """Return the session at its chosen length and ending."""
        asked = Asked(seconds=self.seconds, ending=self.ending)
        return choose.compiled(self.scan, self.coach.settings, self.coach.hour(), asked)

    def parts(self) -> Sequence[Part]:
        """Return every region of the script."""
        return [region.part for region in self.scan.regions]

    @property
    def is_empty(self) -> bool:
        """Every region is left out."""
        return self.scan.is_empty(frozenset(self.left_out_ids))

    def again(self, session: Session) -> Callable[[], GuidedScreen]:
        """Return what makes this screen anew, to go on with `session`."""
        asked, problems = Asked(seconds=self.seconds, ending=self.ending), self.problems
        scan, coach, speed = self.scan, self.coach, self.speed
        return lambda: ScanScreen(scan, coach, speed, False, asked, problems, session)

    def about(self) -> list[str]:
        """Return what there is to say, and how it ends."""
        first, *rest = super().about()
        return [first, ENDING_WORDS[self.ending], *rest]

    def ready_hints(self) -> list[tuple[str, str]]:
        """Return the keys that choose something before the start."""
        chosen = [("up down", "length"), *hints("scan.ending", ending="ending")]
        return [*chosen, ("left right", "another"), *self.undo_hints()]

    def choose_length(self, by: int) -> None:
        """A minute more or less, on whole minutes."""
        least, most = bodyscan.SHORTEST_SECONDS, bodyscan.LONGEST_SECONDS
        minutes = self.seconds // STEP_SECONDS + (by if by > 0 or not self.seconds % 60 else 0)
        self.seconds = min(max(minutes * STEP_SECONDS, least), most)

    def action_ending(self) -> None:
        """The other ending, before the start."""
        if self.is_ready_page:
            self.ending = "wake" if self.ending == "sleep" else "sleep"
            self.wake()
