"""A list to choose from: Textual's own, in our colours, as bright as the screen it is on."""

from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.picture.raster import CUE, TEXT, Row, Run
from coach.ui.palette import Palette


class Choices(OptionList, can_focus=False, inherit_bindings=False):
    """One line an option, with a pointer on one of them, which never leaves the view.

    The screen moves the pointer by keys, because all keys come from one table. What the mouse does
    is heard as messages: the wheel as `OptionHighlighted`, a click as `OptionSelected`.
    """

    DEFAULT_CSS = """
    Choices {
        border: none; padding: 0; background: #000000; scrollbar-size: 0 0;
        text-wrap: nowrap; text-overflow: clip;
    }
    """

    class Scrolled(Message):
        """Another part of the list is shown."""

    def __init__(self, pointer: str) -> None:
        """Start empty; `pointer` is the character before the chosen option."""
        super().__init__()
        self.pointer = pointer
        self.rows: tuple[Row, ...] = ()
        """The options, from the top; what is in the tone of text is bright where the pointer is."""
        self.palette: Palette | None = None
        """Its colours."""
        self.light = 1.0
        """How strong the light is, 0..1."""

    @property
    def top(self) -> int:
        """The index of the first option that is shown."""
        return self.scroll_offset.y

    def show(self, rows: Sequence[Row], here: int) -> None:
        """Show these rows, with the pointer on one of them. It is no message: the screen knows."""
        with self.prevent(self.OptionHighlighted):
            if tuple(rows) != self.rows:
                top, self.rows = self.top, tuple(rows)
                texts = ("".join(run.text for run in row) for row in rows)
                self.set_options(Option(Content(text)) for text in texts)
                self.scroll_to(y=top, animate=False)
            self.highlighted = here if rows else None

    def place(self, x: int, y: int, width: int, height: int) -> None:
        """Stand in these cells of the screen, the pointer in view; without any option, nowhere."""
        self.display = bool(self.rows)
        self.styles.offset = (x, y)
        self.styles.width, self.styles.height = width, height
        if self.highlighted is not None:  # now, not when the size is known: nothing jumps
            self.virtual_size = Size(width, len(self.rows))
            last = min(self.highlighted, len(self.rows) - height)
            self.scroll_y = max(min(self.top, last), self.highlighted - height + 1, 0)

    def relight(self, palette: Palette, light: float) -> None:
        """Show the same in other colours, or in more or less light."""
        if palette is not self.palette or light != self.light:
            self.palette, self.light = palette, light
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one option, or an empty line below the last."""
        index = self.top + y
        if self.palette is None or index >= len(self.rows):
            return Strip.blank(self.size.width, Style(bgcolor="#000000"))
        row, mark = self.rows[index], "  "
        if index == self.highlighted:
            row = tuple(run._replace(tone=CUE) if run.tone == TEXT else run for run in row)
            mark = f"{self.pointer} "
        strip = self.palette.strip((Run(mark, CUE), *row), self.size.width, self.light)
        return strip.apply_meta({"option": index})

    async def _on_click(self, event: events.Click) -> None:
        """Choose what was clicked, unless it has gone: keys may have been faster."""
        index = event.style.meta.get("option", 0)
        if not 0 <= index < len(self.rows):
            event.prevent_default()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Show what is above."""
        self._turn(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Show what is below."""
        self._turn(event, 1)

    def _turn(self, event: events.MouseEvent, by: int) -> None:
        """Scroll in the place of Textual, and take the pointer along."""
        event.stop()
        event.prevent_default()
        top = self.top
        self.scroll_to(y=top + by * self.app.scroll_sensitivity_y, animate=False)
        if self.top != top:
            last = self.top + self.size.height - 1
            self.highlighted = min(max(self.highlighted or 0, self.top), last)
            self.post_message(self.Scrolled())
