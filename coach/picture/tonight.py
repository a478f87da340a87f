"""Tonight as a picture: the next good thing in its box, what stands under it, other keys.

In the last hour before lights-out and at night there is less of it, and it is dimmer.
"""

from collections.abc import Sequence
from typing import NamedTuple

from coach.picture import breath, raster
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import MARGIN, Sheet, line, wrapped

EXERCISE_KEYS = (
    ("b", "breathe", "open('breathing')"),
    ("r", "release", "open('relaxation')"),
    ("s", "scan", "open('bodyscan')"),
    ("t", "stretch", "open('stretch')"),
    ("e", "evenings", "open('routines')"),
)
OTHER_KEYS = (
    ("l", "checklist", "checklist"),
    ("m", "morning", "morning"),
    ("v", "review", "review"),
)
"""What else can be opened, in two rows: key, name, action."""
BETWEEN_KEYS = 3
LEAST_WIDE = 28
"""So wide the box is at least: its words stand in one line."""
ROOMY = 20
"""From so many rows on there is more than the box."""
MOST_DUE = 2
"""So many items of the checklist are shown at most."""
BEGIN, RESUME, LOOK_BACK = "Begin the evening", "Go on with the evening", "How was the night?"
"""What the box says."""


class Spot(NamedTuple):
    """Some cells that can be clicked."""

    rows: range
    columns: range
    action: str


def put(
    sheet: Sheet,
    title: str,
    below: Sequence[Row],
    problem: str,
    glyphs: Glyphs,
    is_night: bool = False,
) -> list[Spot]:
    """Draw all of it, as there is room; returns what can be clicked, the smaller spots first.

    `title` is what Space does, `below` stands under the box, `problem` is one faint line. The box
    stands where it stands, whatever there is to say under it.
    """
    if sheet.height < ROOMY:
        return [_put_box(sheet, 1, max(sheet.height - 7, 3), title, below, glyphs)]
    tall = max(min(round(sheet.height * 0.26), 11), 5)
    under = max(len(below), 1 if is_night else 2 + MOST_DUE)
    parts = tall + 1 + under + 2 + 2
    top = max((sheet.height - 3 - parts) // 2, 2)
    if not is_night:
        sheet.put(min(2, top - 1), [line("Tonight", FAINT)], MARGIN)
    box = _put_box(sheet, top, tall, title, below, glyphs)
    spots = []
    y = top + tall + 1 + under + 2
    if is_night:
        spots += _put_keys(sheet, y, EXERCISE_KEYS, TEXT, EMBER)
    else:
        spots += _put_keys(sheet, y, EXERCISE_KEYS, CUE, FAINT)
        spots += _put_keys(sheet, y + 1, OTHER_KEYS, CUE, FAINT)
    rows = wrapped(problem, FAINT, min(sheet.width - 8, 60))
    sheet.put_centred(sheet.height - 4, rows[:1])
    return [*spots, box]


def _put_keys(
    sheet: Sheet, y: int, keys: tuple[tuple[str, str, str], ...], key_tone: int, tone: int
) -> list[Spot]:
    """Put a row of keys in the middle; returns the spot of each."""
    width = sum(len(f"{key} {name}") + BETWEEN_KEYS for key, name, _ in keys) - BETWEEN_KEYS
    x = max((sheet.width - width) // 2, 0)
    row: Row = (Run(" " * x),)
    spots = []
    for key, name, action in keys:
        columns = range(x, x + len(f"{key} {name}"))
        spots.append(Spot(range(y, y + 1), columns, action))
        row += (Run(f"{key} ", key_tone), Run(name + " " * BETWEEN_KEYS, tone))
        x = columns.stop + BETWEEN_KEYS
    sheet.put(y, [row])
    return spots


def _put_box(
    sheet: Sheet, top: int, tall: int, title: str, below: Sequence[Row], glyphs: Glyphs
) -> Spot:
    """Draw the box and what stands under it."""
    wide = min(max(round(tall * 3.4), LEAST_WIDE), sheet.width - 4)
    place = breath.Stage("box", top, wide, tall, glyphs)
    shape = raster.box(wide, tall, 0, 0.0, False, glyphs)
    breath.put(sheet, place, shape, title, title.split(" ")[0])
    under = top + tall + (sheet.height >= ROOMY)
    sheet.put_centred(under, below)
    return Spot(range(top, under + len(below)), range(sheet.width), "next_good")
