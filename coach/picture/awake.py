"""How a step of the night looks: its lines and a few keys, as dark as they can be read.

No clock, no number that measures, nothing that moves; after a while it fades to black.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coach.picture.dusk import dimmed
from coach.picture.notes import FADE, FADE_STEP_SECONDS
from coach.picture.raster import CUE, EMBER, FAINT, Glyphs, Row, Run
from coach.picture.sheet import WIDEST, Sheet, label, wrapped

KEY_WIDTH, NARROW_KEY_WIDTH = 7, 6
"""So many cells the keys take beside what they do, also on a screen that is narrow."""
NARROW = 44


ALONE_SECONDS = 2.0
"""For so long the first line stands alone; then what can be done comes, and not at once."""
RISE = FADE[-2::-1]
"""The tones in which it comes."""
RISE_SECONDS = len(RISE) * FADE_STEP_SECONDS


class Way(NamedTuple):
    """A key, and what it does."""

    key: str
    label: str


NO_WAY = Way("", "")
"""What stands for a key that is not known yet."""


def put(
    sheet: Sheet,
    lines: Sequence[str],
    caution: str,
    ways: Sequence[Way],
    glyphs: Glyphs,
    rest_tone: int = CUE,
) -> dict[int, str]:
    """Put a step on a sheet; returns the key of each row that is one.

    Where there is little room the air between its parts goes first, then the first of its rows.
    All but the first line is no brighter than `rest_tone`; at 0 it only has its place. Where there
    is no room for all of it nothing waits.
    """
    width = min(WIDEST, sheet.width - 4)
    first = wrapped(lines[0], FAINT, width)
    said = first + [row for text in lines[1:] for row in wrapped(text, EMBER, width)]
    warned = wrapped(caution, EMBER, width) if caution else []
    keys = [_way(way, sheet.width, width, glyphs) for way in ways]
    parts = [part for part in (said, warned, keys) if part]
    airy = sum(map(len, parts)) + len(parts) - 1 <= sheet.height - 2
    rows: list[Row] = []
    for part in parts:
        rows += [(), *part] if rows and airy else part
    rest_tone = rest_tone if len(rows) <= sheet.height else CUE
    rest = rows[len(first) :]
    rows = first + [dimmed(row, rest_tone) if rest_tone else () for row in rest]
    rows = rows[-sheet.height :]
    top = int((sheet.height - len(rows)) * 0.42)
    sheet.put_block(top, rows, width)
    first_key = top + len(rows) - len(keys)
    return {first_key + at: way.key for at, way in enumerate(ways)} if rest_tone else {}


def _way(way: Way, screen: int, width: int, glyphs: Glyphs) -> Row:
    """Return the row of a key."""
    room = KEY_WIDTH if screen > NARROW else NARROW_KEY_WIDTH
    key = way.key.ljust(room)
    return (Run(key, EMBER), Run(label(way.label, width - room, glyphs).rstrip(), EMBER))


def put_lines(sheet: Sheet, lines: Iterable[str]) -> None:
    """Put lines alone on a sheet: what comes next needs no key."""
    rows = [row for text in lines for row in wrapped(text, EMBER, min(WIDEST, sheet.width - 4))]
    sheet.put_centred(int((sheet.height - len(rows)) * 0.42), rows)


def rest_tone(seconds: float) -> int:
    """Return how bright all but the first line is, so long after somebody came; 0: not at all."""
    late = seconds - ALONE_SECONDS
    if late < 0:
        return 0
    return RISE[int(late / FADE_STEP_SECONDS)] if late < RISE_SECONDS else CUE


def tone(late_seconds: float) -> int:
    """Return the brightest tone, so long after the words began to fade; 0: it is black."""
    if late_seconds < 0:
        return CUE
    step = int(late_seconds / FADE_STEP_SECONDS)
    return FADE[step] if step < len(FADE) else 0


FADE_SECONDS = (len(FADE) - 1) * FADE_STEP_SECONDS
"""So long it takes until it is black."""
