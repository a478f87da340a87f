"""How a relaxation, a scan or a stretch looks: a figure that glows, words beside it, a gauge.

Pure functions from a place in a timeline to rows, and to the moment of the next change.
"""

from collections.abc import Sequence
from typing import NamedTuple

from coach.domain.easing import ease
from coach.domain.timeline import Position, Timeline
from coach.picture import body_map, glow, raster
from coach.picture.body_map import Light
from coach.picture.cells import wrap
from coach.picture.glow import Stay
from coach.picture.raster import CUE, FAINT, Glyphs, Row
from coach.picture.sheet import Sheet, line, shifted, width_of

LEAST_MS = 100
"""No two pictures follow closer than this."""
STILL_LEAST_MS = 500
"""Without motion the gauge takes its time."""
LONGEST_LOOK_MS = 4000
"""How far ahead the next change is looked for."""
GAUGE_WIDTH, GAUGE_ROWS = 27, 2
WIDEST_WORDS = 36
LEAST_WORDS = 16
"""With less room for words beside it the figure is left out."""


class Stage(NamedTuple):
    """Where figure, words and gauge stand, in cells."""

    figure_rows: int
    """How high the figure is; 0: there is no room for it."""
    top: int
    left: int
    words_left: int
    words_width: int
    glyphs: Glyphs
    is_still: bool

    @property
    def height(self) -> int:
        """How many rows the composition takes."""
        return self.figure_rows or 8

    @property
    def gauge_top(self) -> int:
        """The row in which the gauge stands."""
        return self.top + round(self.height * 0.66)


class Look(NamedTuple):
    """All that a picture is made of: two that are equal look the same."""

    title: str
    text: str
    lights: tuple[Light, ...]
    resting: int
    gauge: int
    """How high the gauge stands, 0..`gauge_steps`; -1: there is none."""


def stage(width: int, height: int, is_still: bool, glyphs: Glyphs) -> Stage:
    """Return the stage for a screen of `width` x `height` cells, from 20x8 up."""
    rows = min(height - 4, max(round(height * 0.8) - 1, body_map.LEAST_ROWS), body_map.MOST_ROWS)
    if height in (13, 14):
        rows = body_map.LEAST_ROWS
    gap = 3 if width < 60 else min(width // 14, 9)
    wide = body_map.width_of(max(rows, body_map.LEAST_ROWS))
    words = min(width - wide - gap - 4, WIDEST_WORDS)
    if rows < body_map.LEAST_ROWS or words < LEAST_WORDS:
        words = min(width - 4, 60)
        top = max(int((height - 8) * 0.42), 0)
        return Stage(0, top, 0, (width - words) // 2, words, glyphs, is_still)
    left = max((width - wide - gap - words) // 2, 1)
    top = max(int((height - rows - 2) * 0.5), 0)
    return Stage(rows, top, left, left + wide + gap, words, glyphs, is_still)


def gauge_steps(glyphs: Glyphs) -> int:
    """Return how many pictures the gauge goes through from flat to full."""
    return GAUGE_ROWS * (len(glyphs.eighths) - 1)


def look(
    place: Stage,
    timeline: Timeline,
    visits: tuple[Stay, ...],
    position: Position,
    is_fading: bool = False,
) -> Look:
    """Return the picture at a position; `is_fading`: the closing goes out into black."""
    part = position.cue.part
    first, _ = timeline.passage(position.cue_index)
    kind = timeline.kind_at(position.cue_index)
    lights = glow.lights(timeline, visits, position, place.is_still)
    resting = glow.RESTING
    if kind == "closing" and is_fading:
        start_ms = timeline.cues[first].start_ms
        into_ms = position.cue.start_ms + position.into_ms - start_ms
        left = 1 - ease(into_ms / (timeline.total_ms - start_ms))
        lights = tuple((region, round(tone * left)) for region, tone in lights)
        resting = round(resting * left)
    gauge = -1
    if kind in ("prepare", "tense", "release"):
        gauge = round(glow.tension(timeline, position) * gauge_steps(place.glyphs))
    return Look(part.title if part else "", position.cue.text, lights, resting, gauge)


def next_change_ms(
    place: Stage,
    timeline: Timeline,
    visits: tuple[Stay, ...],
    position: Position,
    is_fading: bool = False,
) -> int:
    """Return when the picture is next due to change, in milliseconds of the timeline."""
    now = look(place, timeline, visits, position, is_fading)
    into_ms, cue = position.into_ms, position.cue
    latest_ms = min(into_ms + LONGEST_LOOK_MS, cue.duration_ms)
    least_ms = STILL_LEAST_MS if place.is_still else LEAST_MS
    for at_ms in range(into_ms + least_ms, latest_ms, LEAST_MS):
        then = position._replace(into_ms=at_ms)
        if look(place, timeline, visits, then, is_fading) != now:
            return cue.start_ms + at_ms
    return cue.start_ms + latest_ms


def put(sheet: Sheet, place: Stage, seen: Look, has_gauge: bool) -> None:
    """Put figure, words and gauge on a sheet; `has_gauge` keeps the room for it."""
    if place.figure_rows:
        figure = body_map.figure(place.figure_rows, seen.lights, place.glyphs, seen.resting)
        sheet.put(place.top, figure, place.left)
    title = "" if seen.text.rstrip(".") == seen.title else seen.title  # the text says it already
    rows: list[Row] = [line(part, FAINT) for part in wrap(title, place.words_width)][:3]
    rows += [(), ()] if not rows else [()]
    rows += [line(part, CUE) for part in wrap(seen.text, place.words_width)]
    room = place.gauge_top - place.top - 1 if has_gauge else place.height
    top = place.top + max(round(place.height * 0.3) if len(rows) < room * 0.7 else 0, 0)
    beside(sheet, place, top, rows[:room])
    if seen.gauge >= 0 and has_gauge:
        width = min(GAUGE_WIDTH, place.words_width)
        hill = raster.hill(width, GAUGE_ROWS, seen.gauge, place.glyphs)
        beside(sheet, place, place.gauge_top, hill)


def beside(sheet: Sheet, place: Stage, top: int, rows: Sequence[Row]) -> None:
    """Put rows where the words stand, beside what the sheet holds already."""
    for y, row in enumerate(rows, start=top):
        if 0 <= y < sheet.height and row:
            before = sheet.rows[y]
            gap = place.words_left - width_of(before)
            sheet.rows[y] = (*before, *shifted(row, gap))
