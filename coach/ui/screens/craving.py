"""A craving: how strong it is, a wave to wait out, what set it off, what helped."""

from __future__ import annotations

from coach.domain.tree import Step, Tree
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.screens.awake import AwakeScreen


class CravingScreen(AwakeScreen, inherit_bindings=False):
    """A tree for any hour: by day it is light and stays; Esc goes one step back."""

    BINDINGS = bindings("craving")

    def __init__(self, host: Host, tree: Tree) -> None:
        """Take a tree; it begins when it is shown."""
        super().__init__(host, tree)
        self._walked: list[tuple[Tree, Step]] = []
        """The steps that stood until a key, up to the one that does now."""

    @property
    def is_lit(self) -> bool:
        """By day it is bright and stays so."""
        return not self.host.me.is_night

    def came(self) -> None:
        """It is no time awake at night, and nothing waits."""

    def _be_at(self, step: Step) -> None:
        """Come to a step; one where one has been is no way further back."""
        place = (self.way, step)
        if step.waits:
            walked = self._walked
            self._walked = [*walked[: walked.index(place) if place in walked else None], place]
        super()._be_at(step)

    def action_back(self) -> None:
        """Go to the step before; from the first one out of here."""
        if self.step and self.step.waits and self._walked:
            self._walked.pop()
        if self._walked:
            self.way, step = self._walked[-1]
            self._saved = ""
            self._be_at(step)
        else:
            self.leaving()
            self.host.back()

    def end(self) -> None:
        """It is the end: at night dark, by day back to Tonight."""
        if self.host.me.is_night:
            super().end()
        else:
            self.host.leave()
