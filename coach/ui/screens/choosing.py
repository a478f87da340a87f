"""A short list to choose from, with a pointer."""

from coach.picture.budget import is_large, lit_cells, most_lit
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import Sheet, line, pointed
from coach.ui.bindings import bindings, hints
from coach.ui.host import Host
from coach.ui.screens.base import CoachScreen, T

LEAST_WITH_SIGNS = 5
"""Where fewer rows of a list have room, no sign says that it goes on."""
LEAST_SHOWN = 3
ABOVE, BELOW = "more above", "more below"


class ChoosingScreen(CoachScreen[T], inherit_bindings=False):
    """Draws a list in the middle and moves a pointer in it; subclasses say what is in it."""

    BINDINGS = bindings("list")
    list_width = 44
    """How wide the list is, in cells."""

    def __init__(self, host: Host) -> None:
        """Point at the first."""
        super().__init__(host)
        self.here = 0
        """The index of the chosen entry."""
        self.first = 0
        """The index of the first entry that is shown."""

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
        room = min(self._darker(entries, room, above, width), room)
        has_signs = len(entries) > room >= LEAST_WITH_SIGNS
        room -= 2 * has_signs
        self.first = max(min(self.first, self.here, len(entries) - room), self.here - room + 1, 0)
        shown = entries[self.first : self.first + room]
        total = len(above) + len(shown) + len(below) + 2 * is_tall + 2 * has_signs
        top = max(int((spare - total) * 0.42), 0) + is_tall
        sheet.put_block(top, above, width)
        top += len(above) + is_tall * bool(above) + has_signs
        self.targets = {}
        for y, text in enumerate(shown):
            index = self.first + y
            row = pointed(text, index == self.here, self.glyphs.pointer)
            sheet.put_block(top + y, [row], width)
            self.targets[top + y] = f"pick({index})"
        if has_signs and self.first:
            sheet.put_block(top - 1, [line(ABOVE, FAINT)], width)
        if has_signs and self.first + room < len(entries):
            sheet.put_block(top + len(shown), [line(BELOW, FAINT)], width)
        sheet.put_block(top + len(shown) + 1 + has_signs, below, width)

    def _darker(self, entries: list[str], room: int, above: list[Row], width: int) -> int:
        """Return how many of the entries may be shown without too much light, wherever we are.

        What stands below, and the hints, are other ones for each entry.
        """
        if not is_large(*self.size):
            return room
        here, beside = self.here, []
        for self.here in range(len(entries)):
            words = "".join(key + does for key, does in self.hints())
            beside.append(lit_cells((*self.below(width), line(words))))
        self.here = here
        budget = most_lit(*self.size)
        budget -= lit_cells(tuple(above)) + len(self.glyphs.pointer)
        each = [lit_cells((line(text),)) for text in entries]
        for count in range(min(room, len(each)), LEAST_SHOWN - 1, -1):
            signs = lit_cells((line(ABOVE + BELOW),)) if count < len(each) else 0
            windows = (slice(start, start + count) for start in range(len(each) - count + 1))
            if all(sum(each[at]) + max(beside[at]) + signs <= budget for at in windows):
                return count + 2 * bool(signs)
        return LEAST_SHOWN + 2

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
