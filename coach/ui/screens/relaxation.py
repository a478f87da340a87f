"""The screen of muscle relaxation: name it, tense it, let it go."""

from collections.abc import Sequence
from typing import Literal

from coach.domain.moment import Moment
from coach.domain.relaxation import Relaxation
from coach.domain.session import Session, replan
from coach.domain.timeline import Part, Timeline
from coach.person import choose, safer
from coach.ui.bindings import bindings
from coach.ui.keys import hints
from coach.ui.screens.leaving_out import LeavingOutScreen
from coach.ui.screens.playing import NOTE_SECONDS


class RelaxationScreen(LeavingOutScreen, inherit_bindings=False):
    """Muscle relaxation, from the page before it to its last word."""

    BINDINGS = bindings("guided", "ready", "routine", "parts", "release")

    @property
    def exercise(self) -> Relaxation:
        """The script."""
        assert isinstance(self.played, Relaxation)
        return self.played

    def plan(self) -> Timeline:
        """Return the session by request and settings: sides, legs, and what is left out."""
        me, request = self.host.me, self.choice.request
        return choose.timeline(self.exercise, me.settings, me.limits, me.is_night, request)

    def parts(self) -> Sequence[Part]:
        """Return every group of the script."""
        return [group.part for group in self.exercise.groups]

    @property
    def is_empty(self) -> bool:
        """Every group is left out."""
        return self.exercise.is_empty(frozenset(self.left_out_ids))

    def reworded(self, shorter: Session, now: Moment) -> Session:
        """Return it by the settings of now: the remaining one of a pair is worded as the first."""
        return replan(shorter, self.timeline(), now)

    @property
    def has_gauge(self) -> bool:
        """There is a gauge of tension below the words."""
        return self.exercise.has_squeezing

    @property
    def is_without_tension(self) -> bool:
        """The legs are only released."""
        limits, request = self.host.me.limits, self.choice.request
        return self.exercise.has_legs and choose.is_without_tension(limits, request)

    def about(self) -> list[str]:
        """Return what there is to say, and how the legs will be done."""
        first, *rest = super().about()
        return [first, *(["Legs without squeezing."] if self.is_without_tension else []), *rest]

    def ready_hints(self) -> list[tuple[str, str]]:
        """Return the keys that choose something before the start."""
        legs = hints("release.legs", legs="legs") if self.exercise.has_legs else []
        return [("left right", "another"), *legs, *self.undo_hints()]

    def action_legs(self) -> None:
        """Legs without tension, or with it: from here on, this time."""
        if not self.exercise.has_legs:
            return
        if self.host.me.limits.legs == "never":
            self.say(f"legs without squeezing, {safer.BECAUSE}", NOTE_SECONDS)
            self.wake()
            return
        legs: Literal["tense", "release"] = "tense" if self.is_without_tension else "release"
        self.choice = self.choice._replace(request=self.choice.request._replace(legs=legs))
        if self.playback and not self.is_ready_page and not self.playback.session.is_over:
            session = replan(self.playback.session, self.timeline(), self.now())
            self.playback.session = session
        words = "legs without squeezing, this time"
        if legs == "tense":
            words = "legs with squeezing, this time"
        self.say(words, NOTE_SECONDS)
        self.wake()
