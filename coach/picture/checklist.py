"""A checklist as rows: what is due, what comes and when, what has been answered."""

from collections.abc import Callable
from typing import NamedTuple

from coach.domain import checklist
from coach.domain.checklist import Answer, Arranged, Item
from coach.picture.cells import fitted
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import line, shortened

MARKS: dict[Answer, tuple[str, str]] = {
    "done": ("●", "x"),
    "skipped": ("○", "o"),
    "not-applicable": ("–", "-"),
}
"""What an answer looks like, in blocks and in ASCII; they differ by shape. None yet: blank."""


class Shown(NamedTuple):
    """A row of the list."""

    text: str
    right: str
    tone: int
    item: Item | None = None


def mark(answer: Answer, glyphs: Glyphs) -> str:
    """Return what an answer looks like on this terminal."""
    return MARKS[answer][not glyphs.has_half_blocks]


def listed(
    arranged: Arranged, has_minutes: bool, is_saved: Callable[[str], bool], glyphs: Glyphs
) -> list[Shown]:
    """Return the rows of a checklist, each part of it under its word.

    An answer has its mark once `is_saved` says that the item's is on disk.
    """
    now = [Shown(each.item.text, "", TEXT, each.item) for each in arranged.now]
    later = [
        Shown(
            each.item.text, checklist.until(each.minutes) if has_minutes else "", FAINT, each.item
        )
        for each in arranged.later
    ]
    answered = [
        Shown(item.text, mark(answer, glyphs) if is_saved(item.id) else " ", EMBER, item)
        for item, answer in arranged.answered
    ]
    rows: list[Shown] = []
    for word, part in (("now", now), ("later", later), ("answered", answered)):
        if part:
            rows += [Shown("", "", 0)] * bool(rows) + [Shown(word, "", FAINT), *part]
    return rows


def due(arranged: Arranged, width: int) -> list[Row]:
    """Return the items of this part of the day that are due, else the next one; and when that is.

    What belongs to an earlier part of the day is only left to be answered, not to be done.
    """
    now = [each for each in arranged.now if each.item.phase == arranged.now[0].item.phase]
    rows: list[Row] = []
    for each in now or arranged.later[:1]:
        is_for_the_day = each.item.phase in ("morning", "day") and not each.minutes
        until = "today" if is_for_the_day else checklist.until(each.minutes)
        text = fitted(each.item.text, width - len(until) - 2)
        rows.append((Run(f"{text}  ", TEXT), Run(until, FAINT)))
    return rows


def drawn(row: Shown, width: int, is_here: bool, glyphs: Glyphs) -> Row:
    """Return a row as it is drawn; the chosen one is bright and has the pointer."""
    if row.item is None:
        return line(f"  {row.text}", row.tone)
    pointer = glyphs.pointer if is_here else " "
    room = width - len(row.right) - 4
    text = fitted(shortened(row.text, room, glyphs), room)
    tone = CUE if is_here else row.tone
    return (Run(f"{pointer} ", CUE), Run(text, tone), Run(f"  {row.right}", FAINT))
