"""Pictures as rows of text: pure, so that a test can print them.

A picture is a tuple of rows, a row a tuple of runs, a run some text in one tone on another.
Tones are steps of light and know no colour: 0 is black, 8 is ember, and above it are the three
steps for reading. Shapes that only mean softness use the tones below ember.
"""

from functools import lru_cache
from itertools import groupby
from math import cos, hypot, pi
from operator import itemgetter
from typing import NamedTuple

EMBER, FAINT, TEXT, CUE = 8, 9, 10, 11
"""The steps of light; 1 to 7 are eighths of ember."""


class Run(NamedTuple):
    """Some text in one tone, on a background of another."""

    text: str
    tone: int = 0
    behind: int = 0


Row = tuple[Run, ...]
Picture = tuple[Row, ...]


class Glyphs(NamedTuple):
    """The characters to draw with; a terminal that has fewer gets ASCII."""

    eighths: str
    """From empty to full in steps of one cell or less."""
    corners: str
    """Bottom left, top left, top right, bottom right."""
    upright: str
    level: str
    light: str
    resting: str
    """The light while the breath is held."""
    has_half_blocks: bool
    pointer: str
    between: str


BLOCKS = Glyphs(" ▁▂▃▄▅▆▇█", "╰╭╮╯", "│", "─", "●", "•", True, "›", "·")
ASCII = Glyphs(" _=", "++++", "|", "-", "O", "o", False, ">", "-")

CREST = (8, 7, 6, 6, 5, 5, 5, 5)
"""The tone of the row of the crest, by how many eighths of it are filled."""
FADES = ((11, 4), (14, 3), (16, 2), (20, 1))
"""Below it the fill glows: up to so many eighths of a row deep in this tone, then not at all.

Found by a search for what keeps the light of the whole fill even while it rises: within 7 %. A
crest of one tone over a glow in steps of half rows swings by 43 %, twice a row.
"""
TAIL = ((1.0, TEXT), (2.5, FAINT), (8.0, EMBER))
"""The warm tail of the light: up to this many rows behind it, this tone."""
RESTING_TAIL = TAIL[:2]
"""A light that rests goes on slowly, and trails less behind it."""
OUTLINE = 5
"""The tone of the square where the light is not."""


def box_steps(height: int, glyphs: Glyphs) -> int:
    """Return how many pictures the fill of a box goes through from empty to full."""
    return max((height - 2) * (len(glyphs.eighths) - 1), 1)


@lru_cache(maxsize=512)
def box(
    width: int, height: int, step: int, light: float, is_resting: bool, glyphs: Glyphs
) -> Picture:
    """Draw a square with a fill and a light that travels around it.

    `width` and `height` are in cells, from 4x3. `step` is 0..`box_steps`. `light` is 0..4: up the
    left side, along the top, down the right side, back along the bottom. A resting light is small.
    """
    fill = [_fill(row, height - 2, step, glyphs) for row in range(height - 2)]
    edge = _outline(width, height, light, is_resting, glyphs)
    top = merge([edge[x, 0] for x in range(width)])
    bottom = merge([edge[x, height - 1] for x in range(width)])
    middle = [
        (edge[0, y], Run(run.text * (width - 2), run.tone, run.behind), edge[width - 1, y])
        for y, run in enumerate(fill, start=1)
    ]
    return (top, *middle, bottom)


def _fill(row: int, rows: int, step: int, glyphs: Glyphs) -> Run:
    """Return one cell of the fill in `row` (0 at the top) when it is `step` high."""
    parts = len(glyphs.eighths) - 1
    above = step - (rows - 1 - row) * parts  # how much of this row, in parts of a cell
    if above <= 0:
        return Run(" ")
    if above <= parts:
        return Run(glyphs.eighths[above], CREST[above * 8 // parts - 1])
    depth = (above - parts) * 8 // parts
    upper, lower = _glow(depth), _glow(depth + 4)  # the lower half was filled half a row before
    if not glyphs.has_half_blocks:
        return Run("-", EMBER) if upper > 2 else Run(" ")
    return halves(upper, lower)


def _glow(depth: int) -> int:
    """Return the tone of the fill `depth` eighths of a row below its crest."""
    return next((tone for until, tone in FADES if depth < until), 0)


def _outline(
    width: int, height: int, light: float, is_resting: bool, glyphs: Glyphs
) -> dict[tuple[int, int], Run]:
    """Return the cells of the square's sides by column and row, the light and its tail on them."""
    way, plain = _way(width, height, glyphs)
    lengths = (height - 1, width - 1, height - 1, width - 1)
    side = min(int(light), 3)
    at = round(sum(lengths[:side]) + (light - side) * lengths[side]) % len(way)
    cells = dict(plain)
    behind = 0.0
    for back in range(len(way)):
        place = way[at - back]
        tail = RESTING_TAIL if is_resting else TAIL
        tone = next((tone for most, tone in tail if behind <= most), OUTLINE)
        if tone == OUTLINE:
            break
        cells[place] = Run(plain[place].text, tone)
        behind += 1.0 if place[0] in (0, width - 1) else 0.5  # a cell is twice as high as wide
    cells[way[at]] = Run(glyphs.resting, TEXT) if is_resting else Run(glyphs.light, CUE)
    return cells


@lru_cache(maxsize=16)
def _way(
    width: int, height: int, glyphs: Glyphs
) -> tuple[list[tuple[int, int]], dict[tuple[int, int], Run]]:
    """Return the way around the square from its bottom left, and its cells without the light."""
    way = [(0, y) for y in range(height - 1, 0, -1)]
    way += [(x, 0) for x in range(width - 1)]
    way += [(width - 1, y) for y in range(height - 1)]
    way += [(x, height - 1) for x in range(width - 1, 0, -1)]
    cells = {(x, y): glyphs.upright if x in (0, width - 1) else glyphs.level for x, y in way}
    corners = ((0, height - 1), (0, 0), (width - 1, 0), (width - 1, height - 1))
    cells |= zip(corners, glyphs.corners, strict=True)
    return way, {place: Run(glyph, OUTLINE) for place, glyph in cells.items()}


RING_STEPS = 48
"""How many pictures a ring goes through from its smallest to its largest."""


@lru_cache(maxsize=256)
def ring(width: int, height: int, step: int, glyphs: Glyphs) -> Picture:
    """Draw a soft ring that is small and round at step 0 and fills the field at `RING_STEPS`.

    `width` and `height` are in cells; half a cell is the unit, so that it is round.
    """
    largest = min(width / 2, height) - 1.5
    smallest = min(2.5, largest)
    radius = smallest + (largest - smallest) * step / RING_STEPS
    if glyphs.has_half_blocks:
        return tuple(
            merge(
                [
                    halves(
                        _soft(width, height, x, 2 * y, radius),
                        _soft(width, height, x, 2 * y + 1, radius),
                    )
                    for x in range(width)
                ]
            )
            for y in range(height)
        )
    return tuple(
        merge(
            [
                Run("o", EMBER) if _soft(width, height, x, 2 * y + 0.5, radius) >= 5 else Run(" ")
                for x in range(width)
            ]
        )
        for y in range(height)
    )


def _soft(width: int, height: int, x: float, half_y: float, radius: float) -> int:
    """Return the tone of a half cell: brightest on the ring, softer inside, black outside."""
    distance = hypot(x - (width - 1) / 2, half_y - (height - 0.5)) - radius
    if distance > 1 or distance < -4:
        return 0
    near = 1 - distance if distance > 0 else 1 + distance / 4
    return 2 * round(EMBER / 2 * float(near**1.6))  # fewer tones make longer runs


def halves(upper: int, lower: int) -> Run:
    """Return one cell with an upper and a lower half."""
    if upper == lower:
        return Run(" ", 0, upper)
    return Run("▀", upper, lower) if upper else Run("▄", lower, 0)


def bar(width: int, step: int, glyphs: Glyphs) -> Row:
    """Draw a bar of `width` cells of which `step` are full: the picture without motion."""
    full, empty = ("━", "─") if glyphs.has_half_blocks else ("=", "-")
    return merge([Run(full, EMBER)] * step + [Run(empty, OUTLINE)] * (width - step))


@lru_cache(maxsize=128)
def hill(width: int, rows: int, step: int, glyphs: Glyphs) -> Picture:
    """Draw a hill of `rows` rows that is flat at step 0: how tense a muscle is.

    `step` is 0 to `rows` times the steps of one cell; its foot is there at every step.
    """
    parts = len(glyphs.eighths) - 1
    heights = [max(round(step * cos(pi * ((x + 0.5) / width - 0.5)) ** 2), 1) for x in range(width)]
    picture: list[Row] = []
    for row in range(rows):
        below = (rows - 1 - row) * parts
        cells = []
        for height in heights:
            tone = EMBER if height > 1 else OUTLINE
            glyph = glyphs.eighths[min(max(height - below, 0), parts)]
            cells.append(Run(glyph, tone if glyph.strip() else 0))
        picture.append(merge(cells))
    return tuple(picture)


def merge(cells: list[Run]) -> Row:
    """Join neighbours of one tone into runs."""
    return tuple(
        Run("".join(map(itemgetter(0), runs)), *tones)
        for tones, runs in groupby(cells, itemgetter(1, 2))
    )
