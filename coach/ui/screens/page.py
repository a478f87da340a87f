"""A page to read: rows that scroll, in a column in the middle."""

from itertools import accumulate

from coach.domain.raster import FAINT, Row, lit_cells
from coach.ui.bindings import bindings, hints
from coach.ui.drawing import MARGIN, WIDEST, Sheet, line
from coach.ui.screens.base import CoachScreen

LIT_SHARE = 0.125
"""How much of the screen the text may light; the hints come on top of it (DESIGN 8: 15 %)."""


class PageScreen(CoachScreen, inherit_bindings=False):
    """Shows the rows that `read` gives, as many as there is room for."""

    BINDINGS = bindings("list")
    is_a_page = True

    def __init__(self) -> None:
        """Start at the top."""
        super().__init__()
        self.top_row = 0
        """The first row that is shown."""
        self.shown = 0
        """How many rows are shown."""

    def read(self, width: int) -> list[Row]:
        """Return all rows of the page, none wider than `width`."""
        return []

    def fill(self, sheet: Sheet) -> None:
        """Draw the part of the page that is in view: no more than may be lit in the dark."""
        width = min(WIDEST, sheet.width - 2 * min(MARGIN, sheet.width // 12))
        rows = self.read(width)
        above = 2 if sheet.height > 12 else 0
        room = max(sheet.height - above - (4 if sheet.height > 12 else 2), 1)
        self.top_row = max(min(self.top_row, self._last_top(rows, room, sheet)), 0)
        self.shown = self._count(rows[self.top_row : self.top_row + room], sheet)
        sheet.put_block(above, rows[self.top_row : self.top_row + self.shown], width)
        if self.top_row + self.shown < len(rows):
            sheet.put_centred(above + self.shown, [line("more below", FAINT)])

    def _count(self, rows: list[Row], sheet: Sheet) -> int:
        """Return how many of these rows may be shown without too much light."""
        budget = int(LIT_SHARE * sheet.width * sheet.height) if sheet.height >= 24 else 9999
        lit = list(accumulate(lit_cells((row,)) for row in rows))
        return max(sum(total <= budget for total in lit), 1)

    def _last_top(self, rows: list[Row], room: int, sheet: Sheet) -> int:
        """Return the first row of the last part of the page."""
        return len(rows) - self._count(rows[::-1][:room], sheet)

    def hints(self) -> list[tuple[str, str]]:
        """Return how to read on and how to go back."""
        return [("space", "read on"), *hints("everywhere.back", back="back")]

    def action_move(self, by: int) -> None:
        """Scroll by some rows."""
        self.top_row += 3 * by
        self.draw()

    async def action_next_good(self) -> None:
        """A page further; from the end, back."""
        before = self.top_row
        self.top_row += max(self.shown - 1, 1)
        self.draw()
        if self.top_row == before:
            self.action_back()
