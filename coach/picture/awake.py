"""How a step of a tree looks: its lines and a few keys; at night as dark as they can be read.

No clock, no number that measures, nothing that moves; after a while it fades to black.
"""

from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from coach.picture.budget import lit_cells, most_lit
from coach.picture.cells import cell_len
from coach.picture.dusk import dimmed
from coach.picture.notes import FADE, FADE_STEP_SECONDS
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import WIDEST, Sheet, label, wrapped

KEY_WIDTH, NARROW_KEY_WIDTH = 7, 6
"""So many cells the keys take beside what they do, also on a screen that is narrow."""
NARROW = 44
STEPS = 11
"""So many steps a scale has, from nothing to the most."""
ENDS = ("faint", "strong")
"""What the ends of a scale are called where it has no numbers."""


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


class Tones(NamedTuple):
    """How bright the parts of a step are."""

    said: int
    more: int
    """All lines but the first."""
    warned: int
    key: int
    label: int


AT_NIGHT = Tones(FAINT, EMBER, EMBER, EMBER, EMBER)
BY_DAY = Tones(TEXT, TEXT, FAINT, CUE, FAINT)


def put(
    sheet: Sheet,
    lines: Sequence[str],
    caution: str,
    ways: Sequence[Way],
    glyphs: Glyphs,
    tones: Tones = AT_NIGHT,
    scale: Row = (),
    rest_tone: int = CUE,
) -> dict[int, str]:
    """Put a step on a sheet; returns the key of each row that is one.

    Where there is little room the air between its parts goes first, then the first of its rows.
    All but the first line is no brighter than `rest_tone`; at 0 it only has its place. Where there
    is no room for all of it nothing waits.
    """
    width = min(WIDEST, sheet.width - 4)
    first = wrapped(lines[0], tones.said, width)
    said = first + [row for text in lines[1:] for row in wrapped(text, tones.more, width)]
    warned = wrapped(caution, tones.warned, width) if caution else []
    keys = [_way(way, sheet.width, width, glyphs, tones) for way in ways]
    parts = [part for part in (said, warned, [scale] if scale else [], keys) if part]
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


def _way(way: Way, screen: int, width: int, glyphs: Glyphs, tones: Tones) -> Row:
    """Return the row of a key."""
    room = KEY_WIDTH if screen > NARROW else NARROW_KEY_WIDTH
    key, words = way.key.ljust(room), label(way.label, width - room, glyphs).rstrip()
    return (Run(key, tones.key), Run(words, tones.label))


def rating_ways(is_given: bool) -> list[Way]:
    """Return the keys of a scale, besides digits."""
    on = "Go on" if is_given else "Leave it out"
    return [Way("right", "Stronger"), Way("left", "Weaker"), Way("space", on)]


def scale(strength: int | None, width: int, has_numbers: bool, glyphs: Glyphs) -> Row:
    """Return how strong something is as a row of steps; where there is little room, some of them.

    The chosen one is in brackets; without numbers it is a light among dots, between two words.
    """
    if has_numbers:
        names = [f"[{step}]" if step == strength else f" {step} " for step in range(STEPS)]
        tones, room = BY_DAY, width
    else:
        chosen, other = glyphs.light, glyphs.between
        names = [f"{chosen if step == strength else other} " for step in range(STEPS)]
        tones, room = AT_NIGHT, width - len(" ".join(ENDS)) - 1
    if cell_len(" ".join(names)) <= room:
        names = [f"{name} " for name in names]
    fit = cell_len("".join(names)) <= room
    count = STEPS if fit else max(room // max(map(cell_len, names)), 1)
    first = min(max((strength or 0) - count // 2, 0), STEPS - count)
    shown = range(first, first + count)
    steps = [Run(names[n], max(tones) if n == strength else tones.label) for n in shown]
    if has_numbers:
        return tuple(steps)
    less, more = (Run(end, tones.label) for end in (f"{ENDS[0]} ", ENDS[1]))
    return (less, *steps, more)


def has_room(lines: Iterable[str], width: int, height: int, is_night: bool) -> bool:
    """Tell whether lines alone have room on a screen of so many cells, with air around them, and
    are not too bright.
    """
    rows = _alone(lines, width)
    return len(rows) <= height - 4 and lit_cells(rows) <= most_lit(width, height, is_night)


def _alone(lines: Iterable[str], width: int) -> list[Row]:
    """Return lines as rows of a screen of that width."""
    return [row for text in lines for row in wrapped(text, EMBER, min(WIDEST, width - 4))]


def put_lines(
    sheet: Sheet, lines: Sequence[str], cautions: Iterable[str] = (), is_night: bool = True
) -> None:
    """Put lines alone on a sheet: what comes next needs no key. Cautions stand apart below them, as
    many as have room.
    """
    shown: list[str] = []
    for text in cautions:
        if has_room([*lines, *shown, text], sheet.width, sheet.height, is_night):
            shown.append(text)
    rows, below = _alone(lines, sheet.width), _alone(shown, sheet.width)
    has_air = below and len(rows) + len(below) < sheet.height
    rows += [(), *below] if has_air else below
    top = int((sheet.height - len(rows)) * 0.42)
    sheet.put_block(top, rows, min(WIDEST, sheet.width - 4))  # where the words of a step stand, too


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


def next_change(now: float, came_at: float, fades_at: float) -> float:
    """Return the next moment at which it is brighter or darker; infinity: there is none."""
    begins = (came_at + ALONE_SECONDS, fades_at)
    steps = (at + FADE_STEP_SECONDS * step for at in begins for step in range(len(FADE)))
    return min((each for each in steps if each > now), default=inf)


FADE_SECONDS = (len(FADE) - 1) * FADE_STEP_SECONDS
"""So long it takes until it is black."""
