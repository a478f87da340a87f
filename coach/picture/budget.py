"""The rules of light: how many cells of a screen may be lit, how many rows that allows, and how a
screen arrives.

Lit is a cell whose glyph is not blank, or whose background is not black. A screen that is large
enough to be dark is; on a small one there is hardly room for anything but words.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from coach.picture.raster import Row, Run

LARGE_WIDTH, LARGE_HEIGHT = 80, 24
"""From so many cells on a screen is large."""
ARRIVAL = (0.25, 0.5, 0.75, 1.0)
"""By day a screen arrives in these steps of light, within half a second."""
LIT_SHARE, LIT_SHARE_BY_DAY, LIT_SHARE_SMALL = 0.15, 0.3, 0.6
"""How much of a screen may be lit: of a large one in the last hour and at night, by day, below."""


def is_large(width: int, height: int) -> bool:
    """Tell whether a screen of so many cells has room, and must be dark."""
    return width >= LARGE_WIDTH and height >= LARGE_HEIGHT


def most_lit(width: int, height: int, is_night: bool) -> int:
    """Return how many cells of a whole screen may be lit."""
    share = LIT_SHARE if is_night else LIT_SHARE_BY_DAY
    if not is_large(width, height):
        share = LIT_SHARE_SMALL
    return int(share * width * height)


def lit_cells(rows: Iterable[Row]) -> int:
    """Count the cells of rows that are lit."""
    return sum(_lit(run) for row in rows for run in row)


@lru_cache(maxsize=4096)
def _lit(run: Run) -> int:
    """Count the lit cells of one run; lists ask for the same rows again and again."""
    return len(run.text) if run.behind else sum(not char.isspace() for char in run.text)


def rows_within(rows: Sequence[Row], most: int, light: int) -> int:
    """Return how many rows, at most `most`, can be shown at once with `light` cells lit.

    Whichever part of the rows is shown; one row always may.
    """
    lit = [lit_cells((row,)) for row in rows]
    room = max(min(most, len(rows)), 1)
    while room > 1:
        window = widest = sum(lit[:room])
        for first in range(len(lit) - room):
            window += lit[first + room] - lit[first]
            widest = max(widest, window)
        if widest <= light:
            break
        room -= 1
    return room
