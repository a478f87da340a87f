"""Nights on one axis of 24 hours as rows: in bed a thin line, asleep a thick one.

A cell has two halves, so that a line begins and ends within it. Where ASCII is all there is, a cell
is whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import time
from typing import NamedTuple

from coach.domain.hours import (
    DAY_MINUTES,
    NightHours,
    from_first_known,
    minutes_after,
    stretches,
)
from coach.person.review import SHORT_DAYS
from coach.picture.budget import lit_cells, rows_within
from coach.picture.cells import cell_len
from coach.picture.raster import EMBER, FAINT, TEXT, Glyphs, Row, Run, merge
from coach.picture.sheet import line, width_of, wrapped

SCALES = (15, 20, 30, 60, 120)
"""How many minutes a cell may be, the finest first."""
USUAL_SCALE = 60
"""A coarser one is taken only where the screen is too narrow."""
USUAL_NIGHTS, USUAL_HOURS = 28, 9
"""A finer one is taken where there is light for so many nights of so many hours: not for those that
are shown, so that every page has the same."""
WIDE_DAY, NARROW_DAY = 6, 3
"""How wide the name of a night is: `Mo 23 ` or `23 `."""
NAP_WIDTH = 5
"""How wide the minutes of naps are, a blank before them."""
NARROW = 35
"""On a screen that is narrower it is the short one."""
LINES = (" ╶╺", "╴─╼", "╸╾━")
"""By the left and by the right half of a cell: away, in bed, asleep."""
CROSSED = ("│├┝", "┤┼┾", "┥┽┿")
"""The same where lights-out or rising is."""
ASCII_LINES, ASCII_CROSSED = " -=", "|++"
"""By the whole of a cell."""
AWAY, IN_BED, ASLEEP = range(3)
TONES = (EMBER, FAINT, TEXT)
NOTHING = "Nothing written down for these nights. That is all right."


class Frame(NamedTuple):
    """What there is room for."""

    width: int
    height: int
    light: int
    """How many cells may be lit."""
    has_air: bool
    """There is an empty row above what the lines mean."""

    @property
    def day_width(self) -> int:
        """How wide the names of the nights are."""
        return NARROW_DAY if self.width < NARROW else WIDE_DAY

    @property
    def minutes(self) -> int:
        """How many of them a cell is: as few as width and light allow."""
        nights = min(self.height, USUAL_NIGHTS)
        for minutes in SCALES:
            has_room = self.day_width + DAY_MINUTES // minutes + NAP_WIDTH <= self.width
            lit = nights * (USUAL_HOURS * 60 // minutes + 4)
            if has_room and (lit <= self.light or minutes >= USUAL_SCALE):
                return minutes
        return SCALES[-1]


class Axis(NamedTuple):
    """The nights as they are drawn."""

    rows: list[Row]
    nights: int
    """How many of them are shown, the last ones."""
    width: int = 0
    """How many cells they take."""


def axis(
    nights: Sequence[NightHours], begins: time, week_begins: int, frame: Frame, glyphs: Glyphs
) -> Axis:
    """Draw as many of the last nights as there is room and light for, the oldest first.

    `begins` is the full hour at its left end, `week_begins` a day of the week, 0..6.
    """
    legend = _legend(frame, glyphs)
    room = max(frame.height - 1 - len(legend) - frame.has_air, 1)
    shown = from_first_known(nights[-room:])
    if not shown:
        return Axis(wrapped(NOTHING, TEXT, frame.width), 0)
    has_naps = any(night.nap_minutes is not None for night in shown)
    header = _header(begins, has_naps, frame)
    rows = [_row(night, begins, week_begins, frame, glyphs) for night in shown]
    count = rows_within(rows, room, frame.light - lit_cells([header, *legend]))
    air: list[Row] = [()] * frame.has_air
    drawn = [header, *rows[-count:], *air, *legend]
    return Axis(drawn, count, max(map(width_of, drawn)))


def _header(begins: time, has_naps: bool, frame: Frame) -> Row:
    """Return the hours, each where it begins."""
    step = 6 if frame.minutes >= USUAL_SCALE else 3
    cells = step * 60 // frame.minutes
    hours = "".join(f"{(begins.hour + n) % 24:02}".ljust(cells) for n in range(0, 24, step))
    naps = f"{'nap':>{NAP_WIDTH}}" if has_naps else ""
    return line(f"{'':{frame.day_width}}{hours}{naps}", FAINT)


def _row(night: NightHours, begins: time, week_begins: int, frame: Frame, glyphs: Glyphs) -> Row:
    """Return one night."""
    weekday = night.night.weekday()
    week = SHORT_DAYS[weekday] if weekday == week_begins else ""
    name = f"{week:3}{night.night.day:>2} "[-frame.day_width :]
    naps = "" if night.nap_minutes is None else f"{f'{night.nap_minutes}m':>{NAP_WIDTH}}"
    cells = merge(list(_cells(night, begins, DAY_MINUTES // frame.minutes, glyphs)))
    return (Run(name, FAINT), *cells, Run(naps, FAINT))


def _cells(night: NightHours, begins: time, width: int, glyphs: Glyphs) -> Iterator[Run]:
    """Yield the cells of the axis."""
    halves = _halves(night, begins, 2 * width)
    # Lights-out opens its cell, rising closes one: so both stand at the ends of a usual night.
    marks = {
        minutes_after(begins, night.lights_out) * width // DAY_MINUTES,
        (minutes_after(begins, night.rise) - 1) % DAY_MINUTES * width // DAY_MINUTES,
    }
    for cell, (left, right) in enumerate(zip(halves[::2], halves[1::2], strict=True)):
        most = max(left, right)
        if glyphs.has_half_blocks:
            glyph = (CROSSED if cell in marks else LINES)[left][right]
        else:
            glyph = (ASCII_CROSSED if cell in marks else ASCII_LINES)[most]
        yield Run(glyph, TONES[most])


def _halves(night: NightHours, begins: time, count: int) -> list[int]:
    """Return for each half of a cell whether they were away, in bed or asleep.

    Where only one end of the time in bed is known, it is its half.
    """
    halves = [AWAY] * count
    since, until = night.into_bed or night.out_of_bed, night.out_of_bed or night.into_bed
    spans = [(IN_BED, since, until)] if since and until else []
    spans += [(ASLEEP, *night.asleep)] if night.asleep else []
    for what, since, until in spans:
        for first, last in stretches(begins, since, until):
            start = min(round(first * count / DAY_MINUTES), count - 1)
            end = max(round(last * count / DAY_MINUTES), start + 1)
            halves[start:end] = [what] * (end - start)
    return halves


def _legend(frame: Frame, glyphs: Glyphs) -> list[Row]:
    """Return what the lines mean, in as many rows as it takes."""
    thick, thin, upright = ("━", "─", "│") if glyphs.has_half_blocks else ("=", "-", "|")
    planned = "lights out, getting up" if frame.width >= NARROW else "as planned"
    asleep = "asleep" if frame.minutes >= USUAL_SCALE else "asleep, on and off"
    return packed((f"{thick} {asleep}", f"{thin} in bed", f"{upright} {planned}"), frame.width)


def packed(texts: Iterable[str], width: int) -> list[Row]:
    """Return signs and what they mean, side by side where there is room; none is broken."""
    lines = [""]
    for text in texts:
        joined = f"{lines[-1]}  {text}" if lines[-1] else text
        if cell_len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(text)
    return [line(each, FAINT) for each in lines]
