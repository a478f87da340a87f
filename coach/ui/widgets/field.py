"""A field for one line of text, with a real cursor."""

from textual import events
from textual.widgets import Input

from coach.ui.widgets.cursor import CursorWidget


class Field(Input, CursorWidget):
    """One line of text on black, without a frame."""

    DEFAULT_CSS = """
    Field, Field:focus {
        height: 1; border: none; padding: 0;
        background: $background; color: $accent; background-tint: transparent;
    }
    Field > .input--cursor { background: $background; color: $accent; text-style: none; }
    """

    read_only = False
    """What is typed is not taken: it is being saved."""

    def _on_paste(self, event: events.Paste) -> None:
        """Take the first line, as far as there is room; Textual would take all or nothing."""
        event.prevent_default()
        event.stop()
        if not self.read_only:
            room = (self.max_length or len(event.text)) - len(self.value) + len(self.selected_text)
            line = next(iter(event.text.splitlines()), "")
            self.replace(line[: max(room, 0)], *sorted(self.selection))

    async def _on_key(self, event: events.Key) -> None:
        """Take nothing while it is being saved."""
        if self.read_only and event.is_printable:
            event.prevent_default()
            event.stop()
