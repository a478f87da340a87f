"""The screen of muscle relaxation: name it, tense it, let it go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coach.domain.moment import Moment
from coach.domain.relaxation import Relaxation
from coach.domain.session import Session, replan
from coach.domain.timeline import Part, Timeline
from coach.person import choose
from coach.toml.problems import Problem
from coach.ui.bindings import bindings, hints
from coach.ui.screens.guided import GuidedScreen
from coach.ui.screens.leaving_out import LeavingOutScreen
from coach.ui.screens.playing import NOTE_SECONDS

if TYPE_CHECKING:
    from coach.ui.app import CoachApp


class RelaxationScreen(LeavingOutScreen, inherit_bindings=False):
    """Muscle relaxation, from the page before it to its last word."""

    BINDINGS = bindings("guided", "ready", "routine", "parts", "release")

    def __init__(
        self,
        exercise: Relaxation,
        coach: CoachApp,
        speed: float = 1.0,
        is_dark: bool = False,
        session: Session | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        """Take what is to be played, and how fast."""
        super().__init__(coach, speed, is_dark, session, problems)
        self.relaxation = exercise
        self.has_gauge = any(group.tense_ms for group in exercise.groups)

    @property
    def exercise(self) -> Relaxation:
        """The script."""
        return self.relaxation

    def plan(self) -> Timeline:
        """Return the session as it is wished: sides, legs, and what is left out."""
        return self.relaxation.timeline(choose.wishes(self.coach.settings, self.relaxation.id))

    def parts(self) -> Sequence[Part]:
        """Return every group of the script."""
        return [group.part for group in self.relaxation.groups]

    @property
    def is_empty(self) -> bool:
        """Every group is left out."""
        return self.relaxation.is_empty(frozenset(self.left_out_ids))

    def reworded(self, shorter: Session, now: Moment) -> Session:
        """Return it as it is wished now: one of a pair alone speaks as the first."""
        return replan(shorter, self.timeline(), now)

    def again(self, session: Session) -> Callable[[], GuidedScreen]:
        """Return what makes this screen anew, to go on with `session`."""
        coach, speed, problems = self.coach, self.speed, self.problems
        exercise = self.relaxation
        return lambda: RelaxationScreen(exercise, coach, speed, False, session, problems)

    @property
    def is_without_tension(self) -> bool:
        """The legs are only released."""
        return self.relaxation.has_legs and self.coach.settings.legs == "release"

    def about(self) -> list[str]:
        """Return what there is to say, and how the legs will be done."""
        first, *rest = super().about()
        return [first, *(["Legs without tension."] if self.is_without_tension else []), *rest]

    def ready_hints(self) -> list[tuple[str, str]]:
        """Return the keys that choose something before the start."""
        legs = hints("release.legs", legs="legs") if self.relaxation.has_legs else []
        return [("left right", "another"), *legs, *self.undo_hints()]

    async def action_legs(self) -> None:
        """Legs without tension, or with it: from here on, and kept."""
        if not self.relaxation.has_legs:
            return
        is_without = self.coach.settings.legs == "tense"
        trouble = await self.coach.save_settings(legs="release" if is_without else "tense")
        if self.session and not self.is_ready_page and not self.session.is_over:
            self.session = replan(self.session, self.timeline(), self.now())
        words = "legs without tension" if is_without else "legs with tension"
        self.say(trouble or words, NOTE_SECONDS)
        self.wake()
