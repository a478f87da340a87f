"""The cursor of the terminal itself: input methods open at it, screen readers follow it."""

from typing import Any

from textual.app import App
from textual.geometry import Offset
from textual.widget import Widget

SHOWN, HIDDEN = "\x1b[?25h", "\x1b[?25l"
"""DECTCEM (ECMA-48 private mode 25). Textual moves the cursor, but keeps it hidden."""


def show_cursor(app: App[Any], is_shown: bool) -> None:
    """Show the cursor of the terminal at its place, or hide it; without a terminal do nothing."""
    if app._driver is not None:
        x, y = app.cursor_position  # Textual would move it with the next picture only
        app._driver.write(f"\x1b[{y + 1};{x + 1}H{SHOWN}" if is_shown else HIDDEN)
        app._driver.flush()


class CursorWidget(Widget):
    """What a field adds to its widget: the cursor of the terminal stands where is typed."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where that is, in cells of the screen; the widget says it."""
        raise NotImplementedError

    def on_focus(self) -> None:
        """What is typed goes here, once it stands where it belongs."""
        self.call_after_refresh(self.place_cursor)

    def on_resize(self) -> None:
        """It stands elsewhere."""
        self.call_after_refresh(self.place_cursor)

    def place_cursor(self) -> None:
        """Let the cursor of the terminal stand here, if what is typed goes here."""
        if self.is_attached and self.has_focus and self.screen.is_active and self.region:
            self.app.cursor_position = self.cursor_screen_offset
            show_cursor(self.app, True)

    def on_blur(self) -> None:
        """It goes elsewhere."""
        show_cursor(self.app, False)

    def on_unmount(self) -> None:
        """Nothing is typed any more."""
        show_cursor(self.app, False)
