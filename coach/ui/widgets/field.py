"""A field for one line of text, with a real cursor."""

from textual import events
from textual.widgets import Input

from coach.ui.widgets.cursor import show_cursor


class Field(Input):
    """One line of text on black, without a frame."""

    DEFAULT_CSS = """
    Field, Field:focus {
        width: 44; max-width: 100%; height: 1; border: none; padding: 0;
        background: $background; color: $accent; background-tint: transparent;
    }
    Field > .input--cursor { background: $background; color: $accent; text-style: none; }
    """

    read_only = False
    """What is typed is not taken: it is being saved."""

    async def _on_key(self, event: events.Key) -> None:
        """Take nothing while it is being saved."""
        if self.read_only and event.is_printable:
            event.prevent_default()
            event.stop()

    def on_focus(self) -> None:
        """What is typed goes here, once it stands where it belongs."""
        self.call_after_refresh(self.place_cursor)

    def on_resize(self) -> None:
        """It stands elsewhere."""
        self.call_after_refresh(self.place_cursor)

    def place_cursor(self) -> None:
        """Show the cursor of the terminal here, if what is typed goes here."""
        if self.has_focus and self.screen.is_current and self.region:
            self.app.cursor_position = self.cursor_screen_offset
            show_cursor(self.app, True)
            self.refresh()  # the cursor goes there with what is drawn

    def on_blur(self) -> None:
        """It goes elsewhere."""
        show_cursor(self.app, False)

    def on_unmount(self) -> None:
        """Nothing is typed any more."""
        show_cursor(self.app, False)
