"""Tonight as a picture: the next good thing in its box, what stands under it, other keys.

In the last hour before lights-out and at night there is less of it, and it is dimmer.
"""

from collections.abc import Sequence
from typing import NamedTuple

from coach.picture import breath, raster
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import Sheet, line, wrapped

Key = tuple[str, str, str]
"""A key, its name, its action."""
EXERCISE_KEYS: tuple[Key, ...] = (
    ("b", "breathe", "open('breathing')"),
    ("r", "relax", "open('relaxation')"),
    ("s", "scan", "open('bodyscan')"),
    ("t", "stretch", "open('stretch')"),
    ("c", "calm", "open('mind')"),
    ("e", "routines", "open('routines')"),
)
OTHER_KEYS: tuple[Key, ...] = (
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
BEGIN, RESUME, LOOK_BACK = "Begin the routine", "Go on with the routine", "How was the night?"
"""What the box says."""
EARLY, NO_LENGTH = "Up already? m asks about the night.", "It ends in the dark."
"""What stands under it at night, where no number does: before rising, and at any other hour."""
SHORT = {"": "", BEGIN: "Begin", LOOK_BACK: "Morning"}
"""What it says where there is no room for that; of anything else, that one can go on."""
TALLEST = 15
"""So many rows the box has at most."""
LEAST_FOR_KEYS = 14
"""From so many rows on the other keys are named."""


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
    keys = EXERCISE_KEYS if is_night else (*EXERCISE_KEYS, *OTHER_KEYS)
    tones = (TEXT, EMBER) if is_night else (CUE, FAINT)
    if sheet.height < ROOMY:
        rows = _flowing(keys, sheet.width - 2) if sheet.height >= LEAST_FOR_KEYS else []
        under = max(len(below), 3)
        tall = max(sheet.height - 4 - under - len(rows) - bool(rows), 3)
        box = _put_box(sheet, 1, tall, title, below, glyphs)
        return [*_put_keys(sheet, 2 + tall + under, rows, *tones), box]
    rows = [EXERCISE_KEYS] if is_night else [EXERCISE_KEYS, OTHER_KEYS]
    tall = max(min(round(sheet.height * 0.26), TALLEST), 5)
    under = max(len(below), 1 if is_night else 2 + MOST_DUE)
    parts = tall + 1 + under + 2 + 2
    top = max((sheet.height - 3 - parts) // 2, 2)
    if not is_night:
        sheet.put(
            max(top - 3, 1), [line("Tonight", FAINT)], (sheet.width - _wide(sheet, tall)) // 2
        )
    box = _put_box(sheet, top, tall, title, below, glyphs)
    spots = _put_keys(sheet, top + tall + 1 + under + 2, rows, *tones)
    problems = wrapped(problem, FAINT, min(sheet.width - 8, 60))
    sheet.put_centred(sheet.height - 4, problems[:1])
    return [*spots, box]


def _flowing(keys: Sequence[Key], width: int) -> list[Sequence[Key]]:
    """Return keys in as many rows as they need."""
    rows: list[list[Key]] = [[]]
    for key in keys:
        if rows[-1] and _width([*rows[-1], key]) > width:
            rows.append([])
        rows[-1].append(key)
    return list(rows)


def _width(keys: Sequence[Key]) -> int:
    """Return how many columns a row of keys takes."""
    return sum(len(f"{key} {name}") + BETWEEN_KEYS for key, name, _ in keys) - BETWEEN_KEYS


def _put_keys(
    sheet: Sheet, top: int, rows: Sequence[Sequence[Key]], key_tone: int, tone: int
) -> list[Spot]:
    """Put rows of keys in the middle; returns the spot of each key."""
    spots = []
    for y, keys in enumerate(rows, start=top):
        x = max((sheet.width - _width(keys)) // 2, 0)
        row: Row = (Run(" " * x),)
        for key, name, action in keys:
            columns = range(x, x + len(f"{key} {name}"))
            spots.append(Spot(range(y, y + 1), columns, action))
            row += (Run(f"{key} ", key_tone), Run(name + " " * BETWEEN_KEYS, tone))
            x = columns.stop + BETWEEN_KEYS
        sheet.put(y, [row])
    return spots


def _wide(sheet: Sheet, tall: int) -> int:
    """Return how wide the box is."""
    return min(max(round(tall * 3.4), LEAST_WIDE), sheet.width - 4)


def _put_box(
    sheet: Sheet, top: int, tall: int, title: str, below: Sequence[Row], glyphs: Glyphs
) -> Spot:
    """Draw the box and what stands under it."""
    wide = _wide(sheet, tall)
    place = breath.Stage("box", top, wide, tall, glyphs)
    shape = raster.box(wide, tall, 0, 0.0, False, glyphs)
    breath.put(sheet, place, shape, title, SHORT.get(title, "Go on"))
    under = top + tall + (sheet.height >= ROOMY)
    sheet.put_centred(under, below)
    return Spot(range(top, under + len(below)), range(sheet.width), "next_good")
