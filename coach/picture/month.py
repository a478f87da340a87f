"""A month as weeks of nights: how much was done, and whether there is a diary."""

from collections.abc import Sequence
from itertools import groupby

from coach.domain import review
from coach.domain.review import Mark
from coach.person.review import SHORT_DAYS
from coach.picture.hours import packed
from coach.picture.raster import CUE, EMBER, FAINT, Glyphs, Row, Run
from coach.picture.sheet import line

WIDE_DAY, NARROW_DAY = 8, 5
"""How wide a night is: its number, and two signs."""
LEVELS = (("○", "o"), ("◔", "-"), ("◑", "+"), ("●", "#"))
"""How much of a night was done, in blocks and in ASCII; they differ by shape."""
LEVEL_WORDS = ("none", "some", "much", "all")
WITH_DIARY = ("ˈ", "'")


def month(
    marks: Sequence[Mark], week_begins: int, width: int, glyphs: Glyphs
) -> tuple[Row, list[Row]]:
    """Return the names of the days, and the nights of a month under them with what signs mean.

    `week_begins` is a day of the week, 0..6. Where there is little room, only the first night of a
    week has its number.
    """
    first_week = review.days_of_week(marks[0].night, week_begins)
    names = [SHORT_DAYS[day.weekday()] for day in first_week]
    weeks = [
        (days.index(nights[0].night), nights)
        for days, group in groupby(marks, lambda each: review.days_of_week(each.night, week_begins))
        if (nights := list(group))
    ]
    if width < 7 * NARROW_DAY:
        header = "   " + " ".join(name[0] for name in names)
        rows = [_signs_of_week(*week, glyphs) for week in weeks]
    else:
        gap = " " if width >= 7 * WIDE_DAY else ""
        day = WIDE_DAY if gap else NARROW_DAY
        header = "".join(f"{name:>3}{'':{day - 3}}" for name in names)
        rows = [_week(blank * day, nights, gap, glyphs) for blank, nights in weeks]
    ascii_ = not glyphs.has_half_blocks
    words = [f"{level[ascii_]} {word}" for level, word in zip(LEVELS, LEVEL_WORDS, strict=True)]
    legend = packed([*words, f"{WITH_DIARY[ascii_]} diary"], width)
    return line(header, FAINT), [*rows, (), *legend]


def _week(blank: int, nights: Sequence[Mark], gap: str, glyphs: Glyphs) -> Row:
    """Return a week with the numbers of its nights; before the first one come blank cells."""
    row: Row = (Run(" " * blank),)
    for each in nights:
        level, diary = _signs(each, glyphs)
        row += (Run(f"{each.night.day:>3}{gap}", EMBER), level, diary, Run(gap * 2))
    return row


def _signs_of_week(days_before: int, nights: Sequence[Mark], glyphs: Glyphs) -> Row:
    """Return a week with the number of its first night, and the signs of all of them."""
    row: Row = (Run(f"{nights[0].night.day:>2} {'  ' * days_before}", EMBER),)
    return row + tuple(sign for each in nights for sign in _signs(each, glyphs))


def _signs(mark: Mark, glyphs: Glyphs) -> tuple[Run, Run]:
    """Return how much was done on a night, and whether there is a diary, a cell each."""
    ascii_ = not glyphs.has_half_blocks
    shown = " " if mark.level is None else LEVELS[mark.level][ascii_]
    diary = WITH_DIARY[ascii_] if mark.has_diary else " "
    return Run(shown, CUE if mark.level else FAINT), Run(diary, FAINT)
