"""The screen of stretches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coach.domain.session import Session
from coach.domain.stretch import Stretch
from coach.domain.timeline import Part, Timeline
from coach.person import choose
from coach.toml.problems import Problem
from coach.ui.bindings import bindings
from coach.ui.screens.guided import GuidedScreen
from coach.ui.screens.leaving_out import LeavingOutScreen

if TYPE_CHECKING:
    from coach.ui.app import CoachApp


class StretchScreen(LeavingOutScreen, inherit_bindings=False):
    """Stretches, from the page before them to the last word."""

    BINDINGS = bindings("guided", "ready", "routine", "parts")

    def __init__(
        self,
        exercise: Stretch,
        coach: CoachApp,
        speed: float = 1.0,
        is_dark: bool = False,
        session: Session | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        """Take what is to be played, and how fast."""
        super().__init__(coach, speed, is_dark, session, problems)
        self.stretch = exercise

    @property
    def exercise(self) -> Stretch:
        """The script."""
        return self.stretch

    def plan(self) -> Timeline:
        """Return the session without what is left out."""
        return choose.compiled(self.stretch, self.coach.settings, self.coach.hour())

    def parts(self) -> Sequence[Part]:
        """Return every step of the script."""
        return [step.part for step in self.stretch.steps]

    @property
    def is_empty(self) -> bool:
        """Every stretch is left out."""
        return self.stretch.is_empty(self.left_out_ids)

    def place(self, id: str) -> str:
        """Return the id of what is left out with a step: of a change, of what it announces."""
        return self.stretch.places.get(id, id)

    def again(self, session: Session) -> Callable[[], GuidedScreen]:
        """Return what makes this screen anew, to go on with `session`."""
        coach, speed, problems = self.coach, self.speed, self.problems
        stretch = self.stretch
        return lambda: StretchScreen(stretch, coach, speed, False, session, problems)

    def ready_hints(self) -> list[tuple[str, str]]:
        """Return the keys that choose something before the start."""
        return [("left right", "another"), *self.undo_hints()]
