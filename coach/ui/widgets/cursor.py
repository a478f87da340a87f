"""The cursor of the terminal itself: input methods open at it, screen readers follow it."""

from typing import Any

from textual.app import App

SHOWN, HIDDEN = "\x1b[?25h", "\x1b[?25l"
"""DECTCEM (ECMA-48 private mode 25). Textual moves the cursor, but keeps it hidden."""


def show_cursor(app: App[Any], is_shown: bool) -> None:
    """Show the cursor of the terminal, or hide it again; without a terminal nothing happens."""
    if app._driver is not None:
        app._driver.write(SHOWN if is_shown else HIDDEN)
        app._driver.flush()
