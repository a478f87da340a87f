"""After the last breath: black, until a key."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from coach.ui.screens.base import CoachScreen


class EndScreen(CoachScreen[None], inherit_bindings=False):
    """A black screen. No summary, no chime, no score."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def on_key(self, event: events.Key) -> None:
        """Any key leaves, to Tonight or to the shell; the keys for help and keys show these.

        At night, with sound, Space and the letters go on, without light.
        """
        event.stop()
        if event.key in ("h", "f1"):
            self.action_support()
        elif event.key == "question_mark":
            self.action_keys()
        elif self._goes_on(event):
            self.host.hearing.again()
        else:
            self.host.hearing.hush()
            self.host.leave()

    def _goes_on(self, event: events.Key) -> bool:
        """Tell whether a key goes on with the sound."""
        is_asked = event.key == "space" or (event.is_printable and event.key != "q")
        return is_asked and self.host.me.is_night and self.host.hearing.has_sound
