"""A field for a note of several rows, with a real cursor. Its line breaks are those of the room."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from coach.ui.widgets.cursor import CursorWidget

OUR_KEYS = {"pageup", "pagedown"}
"""What these do is up to the screen."""


class NoteField(TextArea, CursorWidget, inherit_bindings=False):
    """Text on black, without a frame. Enter, and Up and Down at its ends, are the screen's."""

    BINDINGS = [
        binding
        for binding in TextArea.BINDINGS
        if isinstance(binding, Binding) and binding.key not in OUR_KEYS
    ]
    DEFAULT_CSS = """
    NoteField, NoteField:focus {
        border: none; padding: 0; background: $background; color: $foreground;
        background-tint: transparent; scrollbar-size: 0 0; overflow-x: hidden;
        & .text-area--cursor { background: $background; color: $foreground; text-style: none; }
        & .text-area--cursor-line { background: $background; }
        & .text-area--selection { background: $input-selection-background; }
    }
    """

    @dataclass
    class Left(Message):
        """The cursor wants to leave: up at the top (-1), or down at the bottom (1)."""

        by: int

    def __init__(self, clean: Callable[[str], str], longest: int) -> None:
        """Take what makes text one that can be shown, and how many characters there may be."""
        super().__init__(soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.cursor_blink = False
        self._clean = clean
        self._longest = longest

    async def _on_key(self, event: events.Key) -> None:
        """Leave Enter to the screen, and take no more text than there is room for."""
        if event.key == "enter":
            event.prevent_default()
        elif event.is_printable and len(self.text) >= self._longest:
            event.prevent_default()
            event.stop()

    async def _on_paste(self, event: events.Paste) -> None:
        """Take pasted text without what a terminal might obey, as far as there is room."""
        event.prevent_default()
        event.stop()
        room = max(self._longest - len(self.text) + len(self.selected_text), 0)
        self.replace(self._clean(event.text)[:room], *self.selection)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a row; from the first one out of the note."""
        if select or not self.navigator.is_first_wrapped_line(self.cursor_location):
            super().action_cursor_up(select)
        else:
            self.post_message(self.Left(-1))

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down a row; from the last one out of the note."""
        if select or not self.navigator.is_last_wrapped_line(self.cursor_location):
            super().action_cursor_down(select)
        else:
            self.post_message(self.Left(1))

    def action_cursor_line_start(self, select: bool = False) -> None:
        """Go to the beginning: the note is one line, however many rows it takes."""
        self.move_cursor(self.document.start, select=select)

    def action_cursor_line_end(self, select: bool = False) -> None:
        """Go to the end of the note."""
        self.move_cursor(self.document.end, select=select)
