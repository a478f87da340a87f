"""Nights as a line of dots, drawn by plotille in braille; without braille only the dots."""

from collections.abc import Sequence
from itertools import pairwise

from coach.picture.raster import CUE, FAINT, TEXT, Glyphs, Row, Run

LABEL_WIDTH = 5
LEAST_RANGE_HOURS = 3.0
"""A plot spans at least so much, so that small differences look small."""
DOTS_ACROSS, DOTS_DOWN = 2, 4
"""The dots of a cell of braille."""
BLANK = chr(0x2800)
"""Braille without a dot."""


def hours(values: Sequence[float | None], width: int, height: int, glyphs: Glyphs) -> list[Row]:
    """Return hours asleep, one night after the other; a night that is not known is a gap.

    `width` and `height` are in cells, with the labels of the scale. No known night: no rows.
    """
    known = [value for value in values if value is not None]
    if not known or width < 2 * LABEL_WIDTH or height < 2:
        return []
    from plotille import Canvas

    middle = (min(known) + max(known)) / 2
    half = max((max(known) - min(known)) / 2, LEAST_RANGE_HOURS / 2)
    low, high = max(middle - half, 0.0), middle + half
    columns, last = width - LABEL_WIDTH, max(len(values) - 1, 1)
    # The ends of a canvas lie outside of it: the last night and the best would not be drawn.
    right = last + last / (columns * DOTS_ACROSS - 1)
    top = high + (high - low) / (height * DOTS_DOWN - 1)
    canvas = Canvas(columns, height, 0, low, right, top)
    points = list(enumerate(values))
    for (x, y), (next_x, next_y) in pairwise(points):
        if y is not None and next_y is not None and glyphs.has_half_blocks:
            canvas.line(x, y, next_x, next_y)
    for x, y in points:
        if y is not None:
            canvas.point(x, y, marker=glyphs.light)
    drawn = canvas.plot().replace(BLANK, " ").splitlines()
    labels = [f"{high:.0f} h", *[""] * (height - 2), f"{low:.0f} h"]
    return [
        (Run(f"{label:<{LABEL_WIDTH}}", FAINT), *_runs(text, glyphs))
        for label, text in zip(labels, drawn, strict=True)
    ]


def _runs(text: str, glyphs: Glyphs) -> Row:
    """Return a row of the plot: the nights bright, the line between them less so."""
    dot = glyphs.light
    return tuple(Run(char, CUE if char == dot else TEXT) for char in text)
