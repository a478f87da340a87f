"""The lines of the support page as rows: a number is never broken where there is room for it."""

import re

from coach.content.support_page import GAP, Part
from coach.picture.cells import cell_len, wrap
from coach.picture.raster import CUE, FAINT, TEXT, Row
from coach.picture.sheet import line

TONES = {"cue": CUE, "text": TEXT, "faint": FAINT}
HANG = 2
"""What goes on from an indented row is indented so much deeper."""
WITHIN_NUMBER = re.compile(r"(?<=\d) (?=\d)")
"""A blank between two digits."""
WHOLE = "\N{BROKEN BAR}"
"""Stands in its place while lines are broken: no blank, and as wide as one."""


def rows_of(part: Part, width: int) -> list[Row]:
    """Return a line of the page as rows of at most `width` cells; an empty one as an empty row."""
    text = part.text.strip()
    indent = len(part.text) - len(part.text.lstrip())
    deeper = indent + HANG if indent else 0
    room = width - deeper
    pieces = [piece for chunk in _chunks(text, room) for piece in wrap(chunk, room)]
    starts = [indent, *[deeper] * len(pieces)]
    texts = [" " * start + piece for start, piece in zip(starts, pieces, strict=False)]
    return [line(text.replace(WHOLE, " "), TONES[part.weight]) for text in texts or [""]]


def _chunks(text: str, width: int) -> list[str]:
    """Return a text in lines that are broken only where a gap is; one may still be too long."""
    chunks = [""]
    for item in WITHIN_NUMBER.sub(WHOLE, text).split(GAP):
        longer = f"{chunks[-1]}{GAP}{item}" if chunks[-1] else item
        if cell_len(longer) <= width:
            chunks[-1] = longer
        else:
            chunks.append(item)
    return [chunk for chunk in chunks if chunk]
