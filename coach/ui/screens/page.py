"""A page to read: rows that scroll, in a column in the middle."""

from coach.domain.raster import FAINT, Row
from coach.ui.bindings import bindings, hints
from coach.ui.drawing import MARGIN, WIDEST, Sheet, line
from coach.ui.screens.base import CoachScreen


class PageScreen(CoachScreen, inherit_bindings=False):
    """Shows the rows that `read` gives, as many as there is room for."""

    BINDINGS = bindings("list")
    is_a_page = True

    def __init__(self) -> None:
        """Start at the top."""
        super().__init__()
        self.top_row = 0
        """The first row that is shown."""

    def read(self, width: int) -> list[Row]:
        """Return all rows of the page, none wider than `width`."""
        return []

    def fill(self, sheet: Sheet) -> None:
        """Draw the part of the page that is in view."""
        width = min(WIDEST, sheet.width - 2 * min(MARGIN, sheet.width // 12))
        rows = self.read(width)
        above, room = self._room(sheet.height)
        self.top_row = max(min(self.top_row, len(rows) - room), 0)
        sheet.put_block(above, rows[self.top_row : self.top_row + room], width)
        if self.top_row + room < len(rows):
            more = "more below" if self.glyphs.has_half_blocks else "more below, down"
            sheet.put_centred(above + room, [line(more, FAINT)])

    def _room(self, height: int) -> tuple[int, int]:
        """Return the rows left empty above, and how many rows can be shown."""
        above = 2 if height > 12 else 0
        return above, max(height - above - (4 if height > 12 else 2), 1)

    def hints(self) -> list[tuple[str, str]]:
        """Return how to read on and how to go back."""
        return [("up down", "read on"), *hints("everywhere.back", back="back")]

    def action_move(self, by: int) -> None:
        """Scroll by some rows."""
        self.top_row += 3 * by
        self.draw()

    async def action_next_good(self) -> None:
        """A page further; from the end, back."""
        _, room = self._room(self.size.height)
        before = self.top_row
        self.top_row += max(room - 1, 1)
        self.draw()
        if self.top_row == before:
            self.action_back()
