"""A short list to choose from, with a pointer."""

from coach.domain.raster import Row, lit_cells
from coach.ui.bindings import bindings, hints
from coach.ui.drawing import Sheet, pointed
from coach.ui.screens.base import CoachScreen

LIT_SHARE = 0.11
"""How much of the screen a list may light; the hints come on top of it (DESIGN 8: 15 %)."""


class ChoosingScreen(CoachScreen, inherit_bindings=False):
    """Draws a list in the middle and moves a pointer in it; subclasses say what is in it."""

    BINDINGS = bindings("list")
    list_width = 44
    """How wide the list is, in cells."""

    def __init__(self) -> None:
        """Point at the first."""
        super().__init__()
        self.here = 0
        """The index of the chosen entry."""

    def entries(self, width: int) -> list[str]:
        """Return the text of each entry."""
        return []

    def above(self, width: int) -> list[Row]:
        """Return what stands above the list."""
        return []

    def below(self, width: int) -> list[Row]:
        """Return what stands below the list."""
        return []

    def fill(self, sheet: Sheet) -> None:
        """Draw what is above, the part of the list around the pointer, and what is below."""
        width = min(self.list_width, sheet.width - 2)
        above = self.above(width)
        entries = self.entries(width - 2)
        self.here = max(min(self.here, len(entries) - 1), 0)
        below = self.below(width)
        is_tall = sheet.height > 16
        spare = sheet.height - (4 if is_tall else 3 if sheet.height > 12 else 2)
        if not is_tall:
            below = []
        above = above[: max(spare - 3, 0)]
        room = max(spare - len(above) - len(below) - 2 * is_tall, 1)
        room = self._darker(entries, room, sheet, above + below)
        start = max(min(self.here - room // 2, len(entries) - room), 0)
        shown = entries[start : start + room]
        total = len(above) + len(shown) + len(below) + 2 * is_tall
        top = max(int((spare - total) * 0.42), 0) + is_tall
        sheet.put_block(top, above, width)
        top += len(above) + is_tall * bool(above)
        self.targets = {}
        for y, text in enumerate(shown):
            index = start + y
            row = pointed(text, index == self.here, self.glyphs.pointer)
            sheet.put_block(top + y, [row], width)
            self.targets[top + y] = f"pick({index})"
        sheet.put_block(top + len(shown) + 1, below, width)

    def _darker(self, entries: list[str], room: int, sheet: Sheet, others: list[Row]) -> int:
        """Return how many of the entries may be shown without too much light."""
        if sheet.height < 24 or not entries:
            return room
        budget = LIT_SHARE * sheet.width * sheet.height - lit_cells(tuple(others))
        each = sum(len(text.replace(" ", "")) for text in entries) / len(entries)
        return max(min(room, int(budget / max(each, 1))), 3)

    def hints(self) -> list[tuple[str, str]]:
        """Return how to choose."""
        return [
            ("up down", "choose"),
            *hints("everywhere.next", "everywhere.back", next="this one"),
        ]

    def action_move(self, by: int) -> None:
        """Point at another entry."""
        self.here += by
        self.draw()

    async def action_pick(self, index: int) -> None:
        """Point at an entry and take it."""
        self.here = index
        self.draw()
        await self.action_next_good()
