"""A look back as rows: the week, the nights, what goes together.

Where there is no room for the seven days of a week, one of them is shown at a time.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from coach.domain import review
from coach.domain.checklist import Answer
from coach.domain.patterns import Patterns
from coach.domain.review import Night, WeekGrid
from coach.person import review as reviewing
from coach.person.review import SHORT_DAYS, Review
from coach.picture import plot
from coach.picture.cells import fitted, wrap
from coach.picture.checklist import mark
from coach.picture.raster import CUE, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import line, shortened, wrapped

COLUMN = 4
"""How wide a day is."""
TEXT_WIDTHS = (44, 34, 26, 20, 16)
"""How wide the names of the rows may be, the best first."""
PLOT_ROWS = 5
ONE_DAY = 33
"""Where there is less room, one day is shown at a time."""
VALUE = 4
"""How wide its figures are."""


def in_halves(text: str, glyphs: Glyphs) -> str:
    """Return text with `5½` for `5.5`, where the terminal has the sign."""
    return re.sub(r"\b0?\.5", "½", text) if glyphs.has_half_blocks else text


def has_one_day(width: int) -> bool:
    """Tell whether one day is shown at a time."""
    return width < ONE_DAY


def _day_width(width: int) -> int:
    """Return how wide one day of a week is."""
    return COLUMN if width >= 7 * COLUMN + 20 else COLUMN - 1


def _header(days: Iterable[date], width: int) -> Row:
    day = _day_width(width)
    names = "".join(f"{SHORT_DAYS[each.weekday()]:>{day}}" for each in days)
    return line(f"{names:>{width}}", FAINT)


def week(grid: WeekGrid, width: int, text_width: int, glyphs: Glyphs) -> tuple[Row, list[Row]]:
    """Return the names of the days, and a row for each item with its seven marks.

    At most `text_width` cells of the words of an item are shown.
    """
    day = _day_width(width)
    names = width - 7 * day

    def name(text: str) -> str:
        return fitted(shortened(text, min(text_width, names - 1), glyphs), names)

    rows = [
        (Run(name(row.text), TEXT), *(_mark(answer, day, glyphs) for answer in row.cells))
        for row in grid.rows
    ]
    return _header(grid.days, width), rows


def day_of_week(week: Review, width: int, glyphs: Glyphs) -> list[Row]:
    """Return one day of a week: each item in all its words, with its mark; then a sentence."""
    at = week.grid.days.index(week.day)
    rows: list[Row] = []
    for row in week.grid.rows:
        first, *rest = wrap(row.text, width - 2) or ("",)
        rows += [(Run(fitted(first, width - 2), TEXT), _mark(row.cells[at], 2, glyphs))]
        rows += [line(each) for each in rest]
    answers = [row.cells[at] for row in week.grid.rows]
    said = review.completion_words([each for each in answers if each], "night")
    return [*rows, (), *wrapped(said, TEXT, width)]


def _mark(answer: Answer | None, width: int, glyphs: Glyphs) -> Run:
    shown = mark(answer, glyphs) if answer else ""
    return Run(f"{shown:>{width}}", CUE if answer == "done" else FAINT)


def nights(week: Review, width: int, glyphs: Glyphs) -> list[Row]:
    """Return what the diaries of the week say, and the fortnight as a plot."""
    at = week.grid.days.index(week.day)
    shown, column = slice(0, 7), _day_width(width)
    if has_one_day(width):
        shown, column = slice(at, at + 1), VALUE
    days = week.grid.days[shown]
    names = width - len(days) * column

    def row(name: str, values: Sequence[str]) -> Row:
        cells = "".join(f"{value:>{column}}" for value in values[shown])
        return (Run(fitted(name, names), TEXT), Run(cells, TEXT))

    def slept(night: Night) -> str:
        minutes = night.figures.total_sleep_minutes
        return "" if minutes is None else in_halves(reviewing.in_hours(minutes), glyphs)

    minutes = [str(max(round(each), 1)) if each else "" for each in week.practice.minutes]
    rows = [
        *([_header(days, width)] if len(days) > 1 else []),
        row("slept, hours", [slept(night) for night in week.nights]),
        row("rested, 0-10", ["" if n.quality is None else str(n.quality) for n in week.nights]),
        row("exercises, min", minutes),
        (),
        *wrapped(in_halves(reviewing.figures_words(week), glyphs), TEXT, width),
    ]
    asleep = [night.figures.total_sleep_minutes for night in week.fortnight]
    values = [None if minutes is None else minutes / 60 for minutes in asleep]
    drawn = plot.hours(values, width, PLOT_ROWS, glyphs)
    if drawn:
        rows += [(), *drawn, *wrapped("fourteen nights, hours asleep", FAINT, width)]
    return rows


def patterns(result: Patterns, width: int) -> list[Row]:
    """Return what goes with better nights."""
    texts = {each.item.text for each in result.associations}
    rows: list[Row] = []
    for text in reviewing.together_words(result):
        is_item = text in texts
        rows += [(), *wrapped(text, CUE if is_item else TEXT, width, "  " if is_item else "")]
    return rows[1:]


def words(week: Review, width: int) -> list[Row]:
    """Return the friendly sentences about a week."""
    texts = (
        review.completion_words(week.grid.answers),
        review.score_words(week.score),
        review.blank_words(week.has_blanks),
        review.cravings_words(week.cravings),
    )
    return [
        row for n, text in enumerate(texts) for row in wrapped(text, FAINT if n else TEXT, width)
    ]
