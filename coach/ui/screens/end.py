"""After the last breath: black, until a key."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from coach.ui.screens.base import CoachScreen


class EndScreen(CoachScreen[None], inherit_bindings=False):
    """A black screen. No summary, no chime, no score."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def on_key(self, event: events.Key) -> None:
        """Any key leaves, to Tonight or to the shell; only the key for help shows help."""
        event.stop()
        if event.key in ("h", "f1"):
            self.action_support()
        else:
            self.host.leave()
