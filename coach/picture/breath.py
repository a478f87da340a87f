"""How a breath looks: pure functions from a place in a timeline to rows, and to the next change.

A box pattern is a square with a fill and a travelling light; others are a soft ring. Without
motion there is a bar. Words thin out: sentences, then a word, then the shape alone.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from coach.domain.easing import unease
from coach.picture import raster
from coach.picture.cells import wrap
from coach.picture.raster import CUE, Glyphs, Picture, Row
from coach.picture.sheet import Sheet, line, overlaid

if TYPE_CHECKING:  # Tonight needs its box before there is anything to play
    from coach.domain.timeline import Position

LEAST_MS = 100
"""No two pictures follow closer than this: ten a second, and more could hardly be seen."""
RING_LEAST_MS = 210
"""A ring is redrawn whole, which costs three times as much as a box; its edges are soft."""
BAR_LEAST_MS = 250
"""Without motion the bar takes its time."""
BAR_WIDTH = 24
LEAST_WIDTH, LEAST_HEIGHT = 10, 6
"""On a smaller screen there is no room for a shape."""


class Stage(NamedTuple):
    """Where the shape stands on the screen, in cells, and of what sort it is."""

    kind: str
    """`box`, `ring` or `bar`."""
    top: int
    width: int
    height: int
    glyphs: Glyphs

    @property
    def steps(self) -> int:
        """How many pictures there are from empty to full."""
        if self.kind == "box":
            return raster.box_steps(self.height, self.glyphs)
        return raster.RING_STEPS if self.kind == "ring" else self.width

    def step(self, position: Position) -> int:
        """Return how full the shape is, 0..`steps`."""
        return round(position.level * self.steps)


def stage(width: int, height: int, is_box: bool, is_still: bool, glyphs: Glyphs) -> Stage:
    """Return the stage for a screen of `width` x `height` cells.

    It stands a little above the middle and grows with the screen, but not for ever.
    """
    if is_still or width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return Stage("bar", int(height * 0.45), max(min(BAR_WIDTH, width - 4), 1), 1, glyphs)
    tall = min(round(height * 0.54), 17) if height >= 20 else height - (7 if height > 12 else 3)
    if is_box:
        wide = min(round(tall * 2.4), width - 4)
        return Stage(
            "box", int((height - tall) * (0.42 if height >= 20 else 0.3)), wide, tall, glyphs
        )
    tall = max(min(tall, width // 2 - 2) - (height < 20), 3)
    return Stage("ring", int((height - tall - 2) * 0.42), tall * 2, tall, glyphs)


def picture(place: Stage, position: Position) -> Picture:
    """Return the shape at a place in the timeline."""
    step = place.step(position)
    if place.kind == "box":
        light = _light(position, step / place.steps)
        is_resting = position.cue.kind in ("hold", "rest")
        return raster.box(place.width, place.height, step, light, is_resting, place.glyphs)
    if place.kind == "ring":
        return raster.ring(place.width, place.height, step, place.glyphs)
    return (raster.bar(place.width, step, place.glyphs),)


def _light(position: Position, level: float) -> float:
    """Return where the light is on its way around the square, 0..4.

    It moves with the breath; in a hold it takes at most one step a second.
    """
    match position.cue.kind:
        case "in":
            return level
        case "out":
            return 3 - level
        case "hold" | "rest" as kind:
            seconds = max(position.cue.duration_ms // 1000, 1)
            return (1 if kind == "hold" else 3) + min(position.into_ms // 1000 / seconds, 1)
    return 0.0


def next_change_ms(place: Stage, position: Position, is_counting: bool = False) -> int:
    """Return when the picture is next due to change, in milliseconds of the timeline."""
    cue, into_ms = position.cue, position.into_ms
    at_ms = cue.duration_ms
    rise = cue.level_to - cue.level_from
    if rise:
        to = (place.step(position) + (0.5 if rise > 0 else -0.5)) / place.steps
        share = (to - cue.level_from) / rise
        if 0 <= share < 1:
            at_ms = ceil(unease(share) * cue.duration_ms)
        least_ms = {"box": LEAST_MS, "ring": RING_LEAST_MS, "bar": BAR_LEAST_MS}[place.kind]
        at_ms = max(at_ms, into_ms + least_ms)
    if is_counting or (place.kind == "box" and cue.kind in ("hold", "rest")):
        at_ms = min(at_ms, (into_ms // 1000 + 1) * 1000)
    return cue.start_ms + min(at_ms, cue.duration_ms)


def put(sheet: Sheet, place: Stage, shape: Picture, text: str, word: str) -> None:
    """Put the shape on a sheet with its words: inside a box, below a ring, above a bar.

    Where the sentence has no room the word stands alone.
    """
    if place.kind == "box":
        shape = _with_words(shape, place, text, word)
    sheet.put_picture(place.top, shape)
    if place.kind != "box":
        room = sheet.width - 4
        lines = wrap(text, min(room, 60))
        top = place.top + place.height + 1 if place.kind == "ring" else place.top - 2
        sheet.put_centred(top, [line(part, CUE) for part in lines])


def _with_words(shape: Picture, place: Stage, text: str, word: str) -> Picture:
    """Return a box with words cut into its middle."""
    room = place.width - 6
    lines = wrap(text, room)
    if len(lines) > max(place.height - 4, 1):
        lines = wrap(word, room)[:1]
    rows: list[Row] = list(shape)
    top = (place.height - len(lines)) // 2
    for y, part in enumerate(lines, start=top):
        rows[y] = overlaid(rows[y], part, CUE, place.width)
    return tuple(rows)
