"""Something a person is making: one key does not lose it."""

from textual import events

from coach.ui.screens.base import CoachScreen, T

KEY_NAMES = {"escape": "Esc", "q": "q"}
"""The keys that leave."""


class UnsavedScreen(CoachScreen[T], inherit_bindings=False):
    """Asks once before what was changed is lost: the same key again leaves, any other goes on."""

    BINDINGS = CoachScreen.BINDINGS
    confirm_key = ""
    """The key that leaves when it is pressed again."""

    @property
    def is_changed(self) -> bool:
        """There is something that would be lost."""
        return False

    @property
    def question(self) -> str:
        """The faint line that asks, or nothing."""
        key = KEY_NAMES.get(self.confirm_key)
        return f"{key} again discards your changes." if key else ""

    def on_key(self, event: events.Key) -> None:
        """Any other key goes on."""
        if self.confirm_key and event.key != self.confirm_key:
            self.confirm_key = ""
            self.draw()

    def action_back(self) -> None:
        """Go one step back; with changes, ask first."""
        if self._may_leave("escape"):
            super().action_back()

    def action_leave(self) -> None:
        """Leave; with changes, ask first."""
        if self._may_leave("q"):
            super().action_leave()

    def _may_leave(self, key: str) -> bool:
        if not self.is_changed or self.confirm_key == key:
            return True
        self.confirm_key = key
        self.draw()
        return False
