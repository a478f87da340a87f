"""A page to read, in a column in the middle: part by part, as there is room and light."""

from itertools import accumulate, groupby

from coach.picture.budget import lit_cells
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import MARGIN, WIDEST, Sheet, line
from coach.ui.bindings import bindings, hints
from coach.ui.host import Host
from coach.ui.screens.base import CoachScreen

ITEM_INDENT = 2
"""A row that is indented deeper goes on with what stands above it."""
MORE = "more below"


class PageScreen(CoachScreen[None], inherit_bindings=False):
    """Shows the rows that `read` gives, as many as there is room for."""

    BINDINGS = bindings("list")
    is_a_page = True
    is_airy = False
    """Where there is room, an empty row stands between its lines."""

    def __init__(self, host: Host) -> None:
        """Start at the top."""
        super().__init__(host)
        self.top_row = 0
        """The first row of the part that is shown; it stays in view when the size changes."""
        self.starts = [0]
        """The rows with which the parts begin."""

    def read(self, width: int) -> list[Row]:
        """Return all rows of the page, none wider than `width`; empty ones between its sections."""
        return []

    def sections(self, width: int) -> list[list[Row]]:
        """Return the rows of each section; the first row of one is its heading."""
        return sections_of(self.read(width))

    @property
    def part(self) -> int:
        """Which part is shown, the first being 0."""
        return max(n for n, start in enumerate(self.starts) if start <= self.top_row)

    def fill(self, sheet: Sheet) -> None:
        """Draw the part of the page that is in view: no more than may be lit in the dark."""
        width = min(WIDEST, sheet.width - 2 * min(MARGIN, sheet.width // 12))
        above = 2 if sheet.height > 12 else 0
        room = max(sheet.height - above - (4 if sheet.height > 12 else 2), 1)
        light = self.light_left(sheet, [line(MORE)])
        parts = parts_of(self.sections(width), room, light)
        self.starts = [0, *accumulate(len(part) for part in parts[:-1])]
        self.top_row = self.starts[self.part]
        shown = without_edges(parts[self.part])
        if self.is_airy and len(airy := with_air(shown)) < room:
            shown = airy
        sheet.put_block(above, shown, width)
        if self.part + 1 < len(parts):
            sheet.put_centred(above + len(shown) + (len(shown) < room), [line(MORE, FAINT)])

    def hints(self) -> list[tuple[str, str]]:
        """Return how to read on and how to go back."""
        return [("space", "read on"), *hints("everywhere.back", back="back")]

    def action_move(self, by: int) -> None:
        """Turn to the part before or after."""
        self.top_row = self.starts[min(max(self.part + by, 0), len(self.starts) - 1)]
        self.draw()

    async def action_next_good(self) -> None:
        """A part further; from the end, back."""
        if self.part + 1 < len(self.starts):
            self.action_move(1)
        else:
            self.action_back()


def parts_of(sections: list[list[Row]], room: int, budget: int) -> list[list[Row]]:
    """Return the rows of each part: whole sections where that can be, else whole items.

    No part has more rows than `room`, nor lights more than `budget` cells; one row it always has.
    """

    def fits(rows: list[Row]) -> bool:
        shown = without_edges(rows)
        return len(shown) <= room and lit_cells(tuple(shown)) <= budget

    parts: list[list[Row]] = [[]]
    for section in sections:
        if not fits(parts[-1] + section) and fits(section):
            parts.append([])
        for item in items_of([*section, ()]):
            for rows in [item] if fits(item) else [[row] for row in item]:
                if parts[-1] and not fits(parts[-1] + rows):
                    parts.append([])
                parts[-1] += rows
    return parts


def sections_of(rows: list[Row]) -> list[list[Row]]:
    """Return what stands between empty rows."""
    groups = groupby(rows, key=lambda row: lit_cells((row,)) > 0)
    return [list(group) for is_lit, group in groups if is_lit]


def items_of(section: list[Row]) -> list[list[Row]]:
    """Return what stays together: the heading with its first line, a line with what goes on it."""
    items: list[list[Row]] = []
    for row in section:
        is_second = len(items) == 1 == len(without_edges(items[0]))
        if items and (goes_on(row) or is_second):
            items[-1].append(row)
        else:
            items.append([row])
    return items


def goes_on(row: Row) -> bool:
    """Tell whether a row goes on with what stands above it: it is empty, or indented deeper."""
    text = "".join(run.text for run in row)
    return not text.strip() or len(text) - len(text.lstrip()) > ITEM_INDENT


def with_air(rows: list[Row]) -> list[Row]:
    """Return rows with an empty one before each, but where it goes on with the one above."""
    spread: list[Row] = []
    for row in rows:
        is_new = spread and spread[-1] and not goes_on(row)
        spread += [(), row] if is_new else [row]
    return spread


def without_edges(rows: list[Row]) -> list[Row]:
    """Return rows without the empty ones at both ends."""
    lit = [index for index, row in enumerate(rows) if row and lit_cells((row,))]
    return rows[lit[0] : lit[-1] + 1] if lit else []
