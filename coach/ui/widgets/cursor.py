"""The cursor of the terminal itself: input methods open at it, screen readers follow it."""

from typing import Any

from textual.app import App

SHOWN = "\x1b[2 q\x1b[?25h"
"""A block that does not blink, shown. Textual moves it, but keeps it hidden."""
HIDDEN = "\x1b[?25l\x1b[0 q"
"""Hidden, and of the shape that the person has chosen."""


def show_cursor(app: App[Any], is_shown: bool) -> None:
    """Show the cursor of the terminal, or hide it again; without a terminal nothing happens."""
    if app._driver is not None:
        app._driver.write(SHOWN if is_shown else HIDDEN)
        app._driver.flush()
