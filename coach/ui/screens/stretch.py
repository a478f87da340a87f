"""The screen of stretches."""

from collections.abc import Sequence

from coach.domain.stretch import Stretch
from coach.domain.timeline import Part, Timeline
from coach.person import choose
from coach.ui.bindings import bindings
from coach.ui.screens.leaving_out import LeavingOutScreen


class StretchScreen(LeavingOutScreen, inherit_bindings=False):
    """Stretches, from the page before them to the last word."""

    BINDINGS = bindings("guided", "ready", "routine", "parts")

    @property
    def exercise(self) -> Stretch:
        """The script."""
        assert isinstance(self.played, Stretch)
        return self.played

    def plan(self) -> Timeline:
        """Return the session without what is left out."""
        me = self.host.me
        return choose.timeline(self.exercise, me.settings, me.limits, me.is_night)

    def parts(self) -> Sequence[Part]:
        """Return every step of the script."""
        return [step.part for step in self.exercise.steps]

    @property
    def is_empty(self) -> bool:
        """Every stretch is left out."""
        return self.exercise.is_empty(self.left_out_ids)

    def place(self, id: str) -> str:
        """Return the id of what is left out with a step: of a change, of what it announces."""
        return self.exercise.places.get(id, id)

    def ready_hints(self) -> list[tuple[str, str]]:
        """Return the keys that choose something before the start."""
        return [("left right", "another"), *self.undo_hints()]
