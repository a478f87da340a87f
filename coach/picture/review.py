"""A look back as rows: the week, the nights, a month."""

import re
from collections.abc import Sequence
from itertools import groupby

from coach.domain import review
from coach.domain.checklist import Answer
from coach.domain.patterns import Patterns
from coach.domain.patterns import lines as pattern_lines
from coach.domain.review import Mark, Night, WeekGrid
from coach.person import review as reviewing
from coach.person.review import SHORT_DAYS, Review
from coach.picture import plot
from coach.picture.cells import fitted
from coach.picture.checklist import mark
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import line, shortened, wrapped

COLUMN = 4
"""How wide a day is."""
TEXT_WIDTHS = (34, 26, 20, 16)
"""How wide the names of the rows may be, the best first."""
WIDE_DAY, NARROW_DAY = 8, 5
"""How wide a day of a month is."""
PLOT_ROWS = 5
LEVELS = (("○", "o"), ("◔", "-"), ("◑", "+"), ("●", "#"))
"""How much of a night was done, in blocks and in ASCII; they differ by shape."""
WITH_DIARY = ("ˈ", "'")


def in_halves(text: str, glyphs: Glyphs) -> str:
    """Return text with `5½` for `5.5`, where the terminal has the sign."""
    return re.sub(r"\b0?\.5", "½", text) if glyphs.has_half_blocks else text


def _day_width(width: int) -> int:
    """Return how wide one day is."""
    return COLUMN if width >= 7 * COLUMN + 20 else COLUMN - 1


def _header(width: int) -> Row:
    day = _day_width(width)
    names = "".join(f"{each:>{day}}" for each in SHORT_DAYS)
    return line(f"{names:>{width}}", FAINT)


def week(grid: WeekGrid, width: int, text_width: int, glyphs: Glyphs) -> tuple[Row, list[Row]]:
    """Return the names of the days, and a row for each item with its seven marks.

    At most `text_width` cells of the words of an item are shown.
    """
    day = _day_width(width)
    names = width - 7 * day

    def cell(answer: Answer | None) -> Run:
        shown = mark(answer, glyphs) if answer else ""
        return Run(f"{shown:>{day}}", CUE if answer == "done" else FAINT)

    def name(text: str) -> str:
        return fitted(shortened(text, min(text_width, names - 1), glyphs), names)

    rows = [
        (Run(name(row.text), TEXT), *(cell(answer) for answer in row.cells)) for row in grid.rows
    ]
    return _header(width), rows


def nights(week: Review, width: int, glyphs: Glyphs) -> list[Row]:
    """Return what the diaries of the week say, and the fortnight as a plot."""
    day = _day_width(width)
    names = width - 7 * day

    def row(name: str, values: Sequence[str]) -> Row:
        cells = "".join(f"{value:>{day}}" for value in values)
        return (Run(fitted(name, names), TEXT), Run(cells, TEXT))

    def slept(night: Night) -> str:
        minutes = night.figures.total_sleep_minutes
        return "" if minutes is None else in_halves(reviewing.hours(minutes), glyphs)

    minutes = [round(each) or "" for each in week.practice.minutes]
    rows = [
        _header(width),
        row("slept, hours", [slept(night) for night in week.nights]),
        row("felt, of 10", ["" if n.quality is None else str(n.quality) for n in week.nights]),
        row("exercises, min", [str(each) for each in minutes]),
        (),
        *wrapped(in_halves(reviewing.figures_words(week.figures), glyphs), TEXT, width),
    ]
    asleep = [night.figures.total_sleep_minutes for night in week.fortnight]
    values = [None if minutes is None else minutes / 60 for minutes in asleep]
    drawn = plot.hours(values, width, PLOT_ROWS, glyphs)
    if drawn:
        rows += [(), *drawn, line("fourteen nights, hours asleep", FAINT)]
    return rows


def month(marks: Sequence[Mark], width: int, glyphs: Glyphs) -> list[Row]:
    """Return a month as weeks: how much was done, and whether there is a diary."""
    ascii_ = not glyphs.has_half_blocks
    gap = " " if width >= 7 * WIDE_DAY else ""
    day = len(gap) * (WIDE_DAY - NARROW_DAY) + NARROW_DAY
    rows = [line("".join(f"{each:>3}{'':{day - 3}}" for each in SHORT_DAYS), FAINT), ()]
    for _, group in groupby(marks, lambda each: each.night.isocalendar().week):
        days = list(group)
        row: Row = (Run(" " * (day * days[0].night.weekday())),)
        for each in days:
            shown = " " if each.level is None else LEVELS[each.level][ascii_]
            diary = WITH_DIARY[ascii_] if each.has_diary else " "
            row += (Run(f"{each.night.day:>3}{gap}", EMBER),)
            row += (Run(shown, CUE if each.level else FAINT), Run(f"{diary}{gap * 2}", FAINT))
        rows.append(row)
    signs = "  ".join(
        f"{level[ascii_]} {word}"
        for level, word in zip(LEVELS, ("other things", "some", "much", "all"), strict=True)
    )
    return [*rows, (), line(f"{signs}  {WITH_DIARY[ascii_]} diary", FAINT)]


def patterns(result: Patterns, width: int) -> list[Row]:
    """Return what goes with better nights."""
    texts = {each.item.text for each in result.associations}
    rows: list[Row] = []
    for text in pattern_lines(result):
        is_item = text in texts
        rows += [(), *wrapped(text, CUE if is_item else TEXT, width, "  " if is_item else "")]
    return rows[1:]


def words(week: Review, width: int) -> list[Row]:
    """Return the friendly sentences about a week."""
    texts = (
        review.completion_words(week.grid.answers),
        review.score_words(week.score),
        review.blank_words(week.has_blanks),
    )
    return [
        row for n, text in enumerate(texts) for row in wrapped(text, FAINT if n else TEXT, width)
    ]
