"""How a step of the night looks: its lines and a few keys, as dark as they can be read.

No clock, no number that measures, nothing that moves; after a while it fades to black.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coach.picture.notes import FADE, FADE_STEP_SECONDS
from coach.picture.raster import CUE, EMBER, FAINT, Glyphs, Row, Run
from coach.picture.sheet import WIDEST, Sheet, label, wrapped

KEY_WIDTH, NARROW_KEY_WIDTH = 7, 6
"""So many cells the keys take beside what they do, also on a screen that is narrow."""
NARROW = 44


class Way(NamedTuple):
    """A key, and what it does."""

    key: str
    label: str


def put(
    sheet: Sheet, lines: Iterable[str], caution: str, ways: Sequence[Way], glyphs: Glyphs
) -> dict[int, str]:
    """Put a step on a sheet; returns the key of each row that is one.

    Where there is little room the air between its parts goes first, then the first of its rows.
    """
    width = min(WIDEST, sheet.width - 4)
    said = [row for text in lines for row in wrapped(text, FAINT, width)]
    warned = wrapped(caution, EMBER, width) if caution else []
    keys = [_way(way, sheet.width, width, glyphs) for way in ways]
    parts = [part for part in (said, warned, keys) if part]
    airy = sum(map(len, parts)) + len(parts) - 1 <= sheet.height - 2
    rows: list[Row] = []
    for part in parts:
        rows += [(), *part] if rows and airy else part
    rows = rows[-sheet.height :]
    top = int((sheet.height - len(rows)) * 0.42)
    sheet.put_block(top, rows, width)
    first = top + len(rows) - len(keys)
    return {first + at: way.key for at, way in enumerate(ways)}


def _way(way: Way, screen: int, width: int, glyphs: Glyphs) -> Row:
    """Return the row of a key."""
    room = KEY_WIDTH if screen > NARROW else NARROW_KEY_WIDTH
    key = way.key.ljust(room)
    return (Run(key, EMBER), Run(label(way.label, width - room, glyphs).rstrip(), EMBER))


def put_lines(sheet: Sheet, lines: Iterable[str]) -> None:
    """Put lines alone on a sheet: what comes next needs no key."""
    rows = [row for text in lines for row in wrapped(text, EMBER, min(WIDEST, sheet.width - 4))]
    sheet.put_centred(int((sheet.height - len(rows)) * 0.42), rows)


def tone(late_seconds: float) -> int:
    """Return the brightest tone, so long after the words began to fade; 0: it is black."""
    if late_seconds < 0:
        return CUE
    step = int(late_seconds / FADE_STEP_SECONDS)
    return FADE[step] if step < len(FADE) else 0


FADE_SECONDS = (len(FADE) - 1) * FADE_STEP_SECONDS
"""So long it takes until it is black."""
