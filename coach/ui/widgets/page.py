"""A page of text that is scrolled by wheel and keys, and whose words can be selected and copied.

It shows as much as may be lit, from whatever row on (see `coach.picture.page`); it lies over the
screen from the top, takes its colours and its light from it, and has no bar and no border.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from coach.picture.budget import lit_cells
from coach.picture.cells import cell_len
from coach.picture.page import Page, text_of
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import centred, line, shifted
from coach.ui.canvas import Canvas

MORE = "more below"
SELECTED = Style(underline=True)
"""How selected words look: a background would be light, and colour alone no sign."""
WORD = re.compile(r"\d(?:[ -]?\d)*\b|[\w+-]+(?:\.[\w+-]+)*")
"""What a double click selects: a phone number, also in groups; a word, or a place on the web."""


class PageText(ScrollView, can_focus=False):
    """A page, or the part of it from the row on that it is scrolled to."""

    DEFAULT_CSS = "PageText { overflow: hidden; }"

    @dataclass
    class Clicked(Message):
        """A row was clicked, and nothing selected with it."""

        text: str

    def __init__(self, says_more: bool) -> None:
        """Start empty; `says_more` puts a line below a part that is not the last."""
        super().__init__()
        self.says_more = says_more
        self.page = Page([], 1, 0)
        self.above = 0
        """How many rows stay empty above the text."""
        self.left = 0
        """How many columns stay empty before it."""

    def show(self, page: Page, above: int, left: int, height: int) -> None:
        """Show a page from row `above` and column `left` on; what was read stays in view."""
        if not self.is_attached:  # its screen is going
            return
        self.styles.height = height
        if (page, above, left) == (self.page, self.above, self.left):
            return
        if self.screen.selections:
            self.screen.clear_selection()
        top = page.row_after(lit_cells(self.page.rows[: self.top]))
        self.page, self.above, self.left = page, above, left
        self.scroll_to(y=page.starts[page.part(top)], animate=False)
        self.refresh()

    @property
    def top(self) -> int:
        """The first row of the page that is shown."""
        return self.scroll_offset.y

    @property
    def is_at_end(self) -> bool:
        """Nothing is left below."""
        return self.top >= self.page.starts[-1]

    def turn(self, by: int) -> None:
        """Go some parts further, or back: to the beginning of this one first."""
        starts = self.page.starts
        part = bisect_left(starts, self.top) if by < 0 else self.page.part(self.top)
        self.scroll_to(y=starts[min(max(part + by, 0), len(starts) - 1)], animate=False)

    # As Textual scrolls.

    @property
    def allow_vertical_scroll(self) -> bool:
        """It can be scrolled, though there is no bar."""
        return True

    @property
    def max_scroll_y(self) -> int:
        """The first row of the last part."""
        return self.page.starts[-1]

    def render_line(self, y: int) -> Strip:
        """Draw a row of the part in view, or the sign that there is more."""
        shown = self.page.shown(self.top)
        at = y - self.above
        if 0 <= at < len(shown):
            return self._words(self.top + at, shown[at])
        is_sign = at == len(shown) + (len(shown) < self.page.room)
        row = line(MORE, FAINT) if is_sign and self.says_more and not self.is_at_end else ()
        strip = self._canvas.paint(centred(row, self.size.width))
        nearest = self.top if at < 0 else self.top + len(shown) - 1
        return strip.apply_offsets(0 if at < 0 else self.size.width, max(nearest, 0))

    @property
    def _canvas(self) -> Canvas[Any]:
        assert isinstance(self.screen, Canvas)
        return self.screen

    def _words(self, index: int, row: Row) -> Strip:
        """Draw a row of text; what of it is selected is underlined."""
        row = shifted(row, self.left)
        strip = self._canvas.paint(row)
        span = self.text_selection.get_span(index) if self.text_selection else None
        if span and (text := text_of(row)):
            start, end = span[0], len(text) if span[1] < 0 else span[1]
            start = max(start, len(text) - len(text.lstrip()))
            ends = [cell_len(text[:start]), cell_len(text[: max(start, end)]), strip.cell_length]
            before, inside, after = strip.divide(ends)
            strip = Strip.join([before, inside.apply_style(SELECTED), after])
        return strip.apply_offsets(0, index)

    # As Textual selects.

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """Return the selected words without margin and empty rows, and what ends them."""
        lines = [text_of(shifted(row, self.left)) for row in self.page.rows]
        words = selection.extract("\n".join(lines)).split("\n")
        return "\n".join(each.strip() for each in words if each.strip()), "\n"

    def text_select_all(self) -> None:
        """A double click does not select the whole page, as it would."""

    def on_click(self, event: events.Click) -> None:
        """A double click selects the word or the number; a click is told to the screen."""
        _, at = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        if event.chain == 1 and at is not None and not self.screen.get_selected_text():
            self.post_message(self.Clicked(text_of(self.page.rows[at.y])))
        if event.chain != 2 or at is None:
            return
        words = WORD.finditer(text_of(shifted(self.page.rows[at.y], self.left)))
        for start, end in (word.span() for word in words):
            if start <= at.x < end:
                self.screen.selections = {self: Selection(Offset(start, at.y), Offset(end, at.y))}
                self.post_message(events.TextSelected())
