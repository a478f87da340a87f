"""A list to choose from, with a pointer, as long as there is room and light for it."""

from collections.abc import Sequence

from textual.app import ComposeResult

from coach.picture.budget import is_large, lit_cells, rows_within
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import Sheet, line, wrapped
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.palette import Palette
from coach.ui.screens.base import CoachScreen, T
from coach.ui.widgets.choices import Choices

LEAST_WITH_SIGNS = 5
"""Where fewer rows of a list have room, no sign says that it goes on."""
LEAST_SHOWN = 3
ABOVE, BELOW = "more above", "more below"


class ChoosingScreen(CoachScreen[T], inherit_bindings=False):
    """Puts a list in the middle and moves a pointer in it; subclasses say what is in it."""

    BINDINGS = bindings("list", "scroll")
    list_width = 44
    """How wide the list is, in cells."""
    words_from = 17
    """From so many rows on there is room for what stands below the list."""

    def __init__(self, host: Host) -> None:
        """Point at the first."""
        super().__init__(host)
        self.here = 0
        """The index of the chosen entry."""
        self.choices = Choices(host.glyphs.pointer)
        """The list on the screen."""
        self._rows: list[Row] = []
        """The entries as they are drawn."""
        self._words_rows = 0
        """How many rows what stands below the list takes at most."""
        self._beside: int | None = None
        """How many cells are lit beside the list at most; None: to be counted anew."""

    def compose(self) -> ComposeResult:
        """Put up the list."""
        yield self.choices

    def entries(self, width: int) -> list[str]:
        """Return the text of each entry."""
        return []

    def entry_rows(self, width: int) -> list[Row]:
        """Return each entry as it is drawn."""
        return [line(text) for text in self.entries(width)]

    def above(self, width: int) -> list[Row]:
        """Return what stands above the list."""
        return []

    def below(self, width: int) -> list[Row]:
        """Return what stands below the list."""
        return []

    def whole(self) -> str:
        """Return what the chosen entry says, for where its row has no room for it."""
        return ""

    # Drawing.

    def draw(self) -> None:
        """Bring the screen up to date: the entries, and all around them."""
        self._beside = None
        super().draw()

    def fill(self, sheet: Sheet) -> None:
        """Draw what is above and below, and put the list between them."""
        width = min(self.list_width, sheet.width - 2)
        above = self.above(width)
        if self._beside is None:
            rows = self.entry_rows(width - 2)
            self.here = max(min(self.here, len(rows) - 1), 0)
            self._rows = rows
            self._beside = self._most_beside(sheet, width) + lit_cells(above)
        else:
            rows = self._rows
        self.choices.show(rows, self.here)
        below = self._words(sheet, width)
        below += [()] * (self._words_rows - len(below))
        is_tall = sheet.height > 16
        spare = sheet.height - (4 if is_tall else 3 if sheet.height > 12 else 2)
        above = above[: max(spare - 3, 0)]
        gaps = is_tall + (is_tall or bool(below))
        room = max(spare - len(above) - len(below) - gaps, 1)
        room = self._darker(sheet, rows, room)
        has_signs = len(rows) > room >= LEAST_WITH_SIGNS
        shown = min(room - 2 * has_signs, len(rows))
        total = len(above) + shown + len(below) + gaps + 2 * has_signs
        top = max(int((spare - total) * 0.42), 0) + is_tall
        sheet.put_block(top, above, width)
        top += len(above) + is_tall * bool(above) + has_signs
        self.choices.place(max((sheet.width - width) // 2, 0), top, width, shown)
        if has_signs and self.choices.top:
            sheet.put_block(top - 1, [line(ABOVE, FAINT)], width)
        if has_signs and self.choices.top + shown < len(rows):
            sheet.put_block(top + shown, [line(BELOW, FAINT)], width)
        sheet.put_block(top + shown + 1 + has_signs, below, width)

    def _words(self, sheet: Sheet, width: int) -> list[Row]:
        """Return what stands below the list: on a low screen what the row of the pointer cuts."""
        if sheet.height >= self.words_from:
            return self.below(width)
        row = "".join(run.text for run in self._rows[self.here]) if self._rows else ""
        text = self.whole() if row else ""
        return [] if text in row else wrapped(text, FAINT, width)[:2]

    def _most_beside(self, sheet: Sheet, width: int) -> int:
        """Return how many cells what stands below and the hints light at most.

        They are other ones for each of the entries: the list stays as long in all of them.
        """
        count, here, most, self._words_rows = len(self._rows), self.here, 0, 0
        for self.here in range(count):
            keys, below = line(sheet.hints_within(self.hints())), self._words(sheet, width)
            most = max(most, lit_cells((*below, keys)))
            self._words_rows = max(self._words_rows, len(below))
        self.here = here
        return most

    def _darker(self, sheet: Sheet, rows: Sequence[Row], room: int) -> int:
        """Return how many rows the list may take, with its signs, without too much light."""
        if not is_large(sheet.width, sheet.height):
            return room
        light = self.most_lit(sheet) - (self._beside or 0)
        light -= len(self.glyphs.pointer)
        if len(rows) <= rows_within(rows, room, light):
            return room
        signs = lit_cells([line(ABOVE + BELOW)])
        most = max(rows_within(rows, room - 2, light - signs), LEAST_SHOWN) + 2
        return min(most, room, len(rows) - 1)  # with room for all of them there would be no signs

    def relight(self, palette: Palette, light: float) -> None:
        """Show the list in the same light."""
        super().relight(palette, light)
        self.choices.relight(palette, light)

    # Choosing.

    def hints(self) -> list[tuple[str, str]]:
        """Return how to choose."""
        return [
            ("up down", "move"),
            *hints("everywhere.next", "everywhere.back", next="choose", back="back"),
        ]

    def point(self, index: int) -> None:
        """Point at an entry, or at the first or the last; the entries stay the same."""
        self.here = max(min(index, len(self.choices.rows) - 1), 0)
        super().draw()

    def action_move(self, by: int) -> None:
        """Point at another entry."""
        self.point(self.here + by)

    def action_page(self, by: int) -> None:
        """Point at another entry, as many rows away as are shown."""
        self.point(self.here + by * self.choices.size.height)

    def action_first(self) -> None:
        """Point at the first entry."""
        self.point(0)

    def action_last(self) -> None:
        """Point at the last entry."""
        self.point(len(self.choices.rows) - 1)

    def on_option_list_option_highlighted(self, event: Choices.OptionHighlighted) -> None:
        """The wheel took the pointer along, or a click did."""
        self.came_to(event.option_index)

    def came_to(self, index: int) -> None:
        """The mouse came to an entry."""
        self.point(index)

    def on_choices_scrolled(self) -> None:
        """The signs may be other ones."""
        super().draw()

    async def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        """An entry was clicked."""
        await self.click_on(event.option_index)

    async def click_on(self, index: int) -> None:
        """A click points at an entry and takes it."""
        self.point(index)
        await self.action_next_good()
