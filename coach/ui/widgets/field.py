"""A field for one line of text, with a real cursor."""

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

    def on_focus(self) -> None:
        """What is typed goes here, once it stands where it belongs."""
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
            show_cursor(self.app, True)

    def on_blur(self) -> None:
        """It goes elsewhere."""
        show_cursor(self.app, False)

    def on_unmount(self) -> None:
        """Nothing is typed any more."""
        show_cursor(self.app, False)
